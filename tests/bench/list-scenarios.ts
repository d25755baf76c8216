import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Scenario } from './scenario.ts';

const SUFFIX = '.bench.ts';

/** Names of all scenarios, found by reading this directory, in alphabetical order. */
export async function listScenarioNames(): Promise<string[]> {
  const files = await readdir(import.meta.dirname);
  return files
    .filter((file) => file.endsWith(SUFFIX))
    .map((file) => file.slice(0, -SUFFIX.length))
    .sort();
}

/** @param name  one of `listScenarioNames` */
export async function importScenario(name: string): Promise<Scenario> {
  const module = (await import(pathToFileURL(join(import.meta.dirname, `${name}${SUFFIX}`)).href)) as {
    default: Scenario;
  };
  return module.default;
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Example } from './page/settings.ts';

/** The operations of `examples.yaml`, in its order. */
export function readExamples(): readonly Example[] {
  return parse(readFileSync(join(import.meta.dirname, 'examples.yaml'), 'utf8'));
}

import { readFileSync } from 'node:fs';
import { array, integer, minValue, number, picklist, pipe, strictObject, string } from 'valibot';
import { type Role, roles } from '../callers.ts';
import type { Label } from '../purposes/purpose.ts';
import { readYaml } from '../purposes/read-yaml.ts';

export const patternCodes = ['without-dossier', 'wrong-names', 'at-night', 'same-person', 'always-withheld'] as const;

export type PatternCode = (typeof patternCodes)[number];

/** What is unusual in what an account asks for on a day. */
export interface Pattern {
  readonly title: Label;
  /** Why one may want to ask about it. */
  readonly meaning: string;
  /** How often it has to happen on one day of Vietnam. */
  readonly atLeast: number;
  /** Whose accounts are looked at. */
  readonly roles: readonly Role[];
}

export type Patterns = Readonly<Record<PatternCode, Pattern>>;

const pattern = strictObject({
  title: strictObject({ vi: string(), en: string() }),
  meaning: string(),
  atLeast: pipe(number(), integer(), minValue(1)),
  roles: array(picklist(roles)),
});

const patternsFile = strictObject({
  'without-dossier': pattern,
  'wrong-names': pattern,
  'at-night': pattern,
  'same-person': pattern,
  'always-withheld': pattern,
} satisfies Record<PatternCode, unknown>);

/**
 * Reads the patterns that come with Citizen Graph.
 * @throws Error that has a line for each problem
 */
export function readPatterns(): Patterns {
  const file = readFileSync(new URL('patterns.yaml', import.meta.url), 'utf8');
  const { content, problems } = readYaml(file, 'patterns.yaml', patternsFile);
  if (!content) throw new Error(problems.join('\n'));
  return content;
}

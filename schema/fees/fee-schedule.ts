import { readFileSync } from 'node:fs';
import {
  array,
  boolean,
  check,
  integer,
  minLength,
  minValue,
  number,
  optional,
  picklist,
  pipe,
  record,
  strictObject,
  string,
} from 'valibot';
import { type Role, roles } from '../callers.ts';
import type { Label } from '../purposes/purpose.ts';
import { readYaml } from '../purposes/read-yaml.ts';
import { isDate } from '../scalars/date.ts';

/** What the use of population data costs. */
export interface FeeSchedule {
  readonly rates: readonly FeeRate[];
  /** By code. The first that fits counts. */
  readonly exemptions: ReadonlyMap<string, Exemption>;
  /** Coordinates of fields, and the code of the item that each tells of. */
  readonly itemOf: ReadonlyMap<string, string>;
  /** What about it is from memory or proposed, and is to be checked. */
  readonly unverified: readonly string[];
}

/** What an item costs for a time. */
export interface FeeRate {
  /** The first day, YYYY-MM-DD in Vietnam. */
  readonly from: string;
  /** The last day; undefined while no end is set. */
  readonly until?: string | undefined;
  readonly vndPerItem: number;
}

/** Who pays nothing, and why. */
export interface Exemption {
  readonly reason: Label;
  readonly roles: readonly Role[];
  /** Whether whoever asks about themselves pays nothing, be they of the roles or not. */
  readonly own: boolean;
}

const text = pipe(string(), minLength(1));
const day = pipe(string(), check(isDate, 'must be a calendar day as YYYY-MM-DD'));

const scheduleFile = strictObject({
  rates: array(strictObject({ from: day, until: optional(day), vndPerItem: pipe(number(), integer(), minValue(0)) })),
  exemptions: record(
    text,
    strictObject({
      reason: strictObject({ vi: text, en: text }),
      roles: array(picklist(roles)),
      own: optional(boolean(), false),
    }),
  ),
  items: record(text, pipe(array(text), minLength(1))),
  unverified: optional(array(text), []),
});

/**
 * Reads the schedule that comes with Citizen Graph.
 * @throws Error that has a line for each problem
 * @see Circular 48/2022/TT-BTC
 */
export function readFeeSchedule(): FeeSchedule {
  const file = readFileSync(new URL('schedule.yaml', import.meta.url), 'utf8');
  const { content, problems } = readYaml(file, 'schedule.yaml', scheduleFile);
  if (!content) throw new Error(problems.join('\n'));
  const { rates, exemptions, items, unverified } = content;
  const itemOf = new Map(
    Object.entries(items).flatMap(([item, fields]) => fields.map((field): [string, string] => [field, item])),
  );
  return { rates, exemptions: new Map(Object.entries(exemptions)), itemOf, unverified };
}

/**
 * @param day  YYYY-MM-DD, in Vietnam
 * @returns    undefined where nothing had to be paid yet
 */
export function findFeeRate({ rates }: FeeSchedule, day: string): FeeRate | undefined {
  return rates.find(({ from, until }) => from <= day && (until === undefined || day <= until));
}

/**
 * @param role  as what somebody asked
 * @returns     the code of the exemption; undefined for who pays
 */
export function findExemption({ exemptions }: FeeSchedule, role: string, isOwn: boolean): string | undefined {
  return exemptions
    .entries()
    .find(([, { roles, own }]) => (own && isOwn) || roles.some((exempt) => exempt === role))?.[0];
}

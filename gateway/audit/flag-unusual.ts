import { type PatternCode, readPatterns } from '../../schema/audit/patterns.ts';
import { dayInVietnam } from '../../schema/purposes/in-force.ts';
import type { LedgerDatabase } from '../ledger/ledger-database.ts';
import { Editions, type StoredRecord } from '../ledger/read-records.ts';
import { findUnusual } from './find-unusual.ts';

/** Tells what its account did that was unusual on the day of a record. */
export type FlagUnusual = (stored: StoredRecord) => Promise<readonly PatternCode[]>;

/** Each day is counted when its first record comes. Records should come in the order of time: few days are kept. */
export function createFlagUnusual(database: LedgerDatabase): FlagUnusual {
  const editions = new Editions(database);
  const patterns = readPatterns();
  const days = new Map<string, Promise<ReadonlyMap<string, readonly PatternCode[]>>>();

  async function findOn(day: string): Promise<ReadonlyMap<string, readonly PatternCode[]>> {
    const begin = new Date(`${day}T00:00:00+07:00`);
    const period = { begin, end: new Date(begin.getTime() + DAY_MS) };
    const found = await findUnusual(database, editions, patterns, { agency: undefined, period });
    const accounts = Map.groupBy(found, ({ agency, account }) => nameOf(agency, account));
    return new Map([...accounts].map(([name, unusual]) => [name, unusual.map(({ pattern }) => pattern)]));
  }

  return async ({ record: { at, agency, account } }) => {
    const day = dayInVietnam(new Date(at));
    const unusual = days.get(day) ?? findOn(day);
    if (days.size >= MAX_DAYS && !days.has(day)) days.clear();
    days.set(day, unusual);
    return (await unusual).get(nameOf(agency, account)) ?? [];
  };
}

const MAX_DAYS = 7;
const DAY_MS = 24 * 60 * 60 * 1000;

function nameOf(agency: string | null, account: string): string {
  return JSON.stringify([agency, account]);
}

import { type PatternCode, readPatterns } from '../../schema/audit/patterns.ts';
import { dayInVietnam } from '../../schema/purposes/in-force.ts';
import { listArchivedDays } from '../ledger/archive/archived-days.ts';
import type { LedgerDatabase } from '../ledger/ledger-database.ts';
import { Editions, type StoredRecord } from '../ledger/read-records.ts';
import { findUnusual } from './find-unusual.ts';

/**
 * Tells what its account did that was unusual on the day of a record.
 * @returns null where a part of that day is archived, so that nobody has counted it
 */
export type FlagUnusual = (stored: StoredRecord) => Promise<readonly PatternCode[] | null>;

/** Each day is counted when its first record comes. Records should come in the order of time: few days are kept. */
export function createFlagUnusual(database: LedgerDatabase): FlagUnusual {
  const editions = new Editions(database);
  const patterns = readPatterns();
  const days = new Map<string, Promise<ReadonlyMap<string, readonly PatternCode[]> | null>>();

  async function findOn(day: string): Promise<ReadonlyMap<string, readonly PatternCode[]> | null> {
    const begin = new Date(`${day}T00:00:00+07:00`);
    const period = { begin, end: new Date(begin.getTime() + DAY_MS) };
    const found = await findUnusual(database, editions, patterns, { agency: undefined, period });
    if ((await listArchivedDays(database, period)).length > 0) return null;
    const accounts = Map.groupBy(found, ({ agency, account }) => nameOf(agency, account));
    return new Map([...accounts].map(([name, unusual]) => [name, unusual.map(({ pattern }) => pattern)]));
  }

  return async ({ record: { at, agency, account } }) => {
    const day = dayInVietnam(new Date(at));
    const unusual = days.get(day) ?? findOn(day);
    if (days.size >= MAX_DAYS && !days.has(day)) days.clear();
    days.set(day, unusual);
    const accounts = await unusual;
    return accounts && (accounts.get(nameOf(agency, account)) ?? []);
  };
}

const MAX_DAYS = 7;
const DAY_MS = 24 * 60 * 60 * 1000;

function nameOf(agency: string | null, account: string): string {
  return JSON.stringify([agency, account]);
}

import { type FeeSchedule, findExemption } from '../../schema/fees/fee-schedule.ts';
import type { Archive } from '../ledger/archive/archived-days.ts';
import type { LedgerDatabase } from '../ledger/ledger-database.ts';
import type { Editions } from '../ledger/read-records.ts';
import { type Alike, countInArchive, countInTable, type OnRead } from './count-alike.ts';
import { divideMonth, type FeeSpan } from './month.ts';

/** What one payer owes for a month. */
export interface FeeStatement {
  readonly month: string;
  /** Code of the agency; null for citizens, who ask for nobody but themselves. */
  readonly payer: string | null;
  /** By day, purpose and exemption. */
  readonly lines: readonly FeeLine[];
  /** The sum of its lines. */
  readonly items: number;
  readonly amount: number;
}

/** What was told for one purpose at one rate. */
export interface FeeLine {
  /** The first and the last day that the line is about, YYYY-MM-DD in Vietnam. */
  readonly from: string;
  readonly until: string;
  readonly purpose: string | null;
  /** Code of the reason why nothing is paid; null where it is. */
  readonly exemption: string | null;
  /** Records that items were told by. */
  readonly records: number;
  /** Items that were told with a value, or compared. */
  readonly items: number;
  /** What one of them costs, in VND. */
  readonly vndPerItem: number;
  /** In VND. */
  readonly amount: number;
}

export interface FeeQuestion {
  /** `2026-11` */
  readonly month: string;
  /** Code of the only agency that is asked about; undefined for everybody. */
  readonly payer?: string | undefined;
  /** Of the days of the month that left the table; without it they are not counted. */
  readonly archive?: Archive | undefined;
  /** Told how far the reading of the archive is. */
  readonly onRead?: OnRead;
}

/**
 * Counts what each payer owes, from the records of the month. Each distinct item that a record tells with a value, or
 * compares, counts once; what was empty or withheld costs nothing. All numbers are whole and exact, and what would not fit a
 * number is refused.
 * @returns by payer
 * @throws RangeError when a number is beyond 2^53, or a record cannot be read; ArchiveFault
 * @see Circular 48/2022/TT-BTC; schema/fees/schedule.yaml
 */
export async function readFeeStatements(
  database: LedgerDatabase,
  editions: Editions,
  schedule: FeeSchedule,
  { month, payer, archive, onRead }: FeeQuestion,
): Promise<FeeStatement[]> {
  const payers = new Map<string | null, Map<string, FeeLine>>();
  const spans = divideMonth(month, schedule);
  const archived = archive && (await countInArchive(database, archive, spans, payer, onRead));
  for (const span of spans) {
    const inTable = await countInTable(database, editions, span, payer);
    for (const group of [...inTable, ...(archived?.get(span) ?? [])]) {
      const fields = [group.told, ...group.consented, group.compared].flatMap((code) => group.edition.fields(code));
      const items = new Set(fields.map((field) => schedule.itemOf.get(field)).filter((item) => item !== undefined));
      if (items.size === 0) continue;
      const lines = payers.get(group.agency) ?? new Map<string, FeeLine>();
      payers.set(group.agency, lines);
      addTo(lines, makeLine(group, items.size, span, schedule));
    }
  }
  return [...payers].map(([payer, lines]) => sumUp(month, payer, [...lines.values()])).sort(byPayer);
}

function makeLine(group: Alike, items: number, { from, until, rate }: FeeSpan, schedule: FeeSchedule): FeeLine {
  const exemption = findExemption(schedule, group.role, group.own) ?? null;
  const vndPerItem = exemption === null ? (rate?.vndPerItem ?? 0) : 0;
  const told = multiply(items, group.count);
  const about = { from, until, purpose: group.purpose, exemption, vndPerItem };
  return { ...about, records: group.count, items: told, amount: multiply(told, vndPerItem) };
}

function addTo(lines: Map<string, FeeLine>, line: FeeLine): void {
  const key = JSON.stringify([line.from, line.purpose, line.exemption]);
  const before = lines.get(key) ?? { records: 0, items: 0, amount: 0 };
  const records = add(before.records, line.records);
  lines.set(key, { ...line, records, items: add(before.items, line.items), amount: add(before.amount, line.amount) });
}

function sumUp(month: string, payer: string | null, lines: readonly FeeLine[]): FeeStatement {
  const items = lines.map((line) => line.items).reduce(add, 0);
  const amount = lines.map((line) => line.amount).reduce(add, 0);
  return { month, payer, lines: lines.toSorted(byDay), items, amount };
}

function add(one: number, other: number): number {
  return exact(one + other);
}

function multiply(one: number, other: number): number {
  return exact(one * other);
}

function exact(number: number): number {
  if (!Number.isSafeInteger(number)) throw new RangeError('A sum of fees is beyond what is counted exactly');
  return number;
}

function byPayer(one: FeeStatement, other: FeeStatement): number {
  return compare(one.payer ?? '', other.payer ?? '');
}

function byDay(one: FeeLine, other: FeeLine): number {
  const keys = [one, other].map(({ from, purpose, exemption }) => JSON.stringify([from, purpose, exemption]));
  return compare(keys[0] ?? '', keys[1] ?? '');
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}

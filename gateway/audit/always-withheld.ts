import type { FieldsCode } from '../ledger/disclosure-record.ts';
import type { Editions } from '../ledger/read-records.ts';
import type { UnusualDay } from './unusual-day.ts';

/** Requests of an account on a day that were told, and not told, of the same fields. */
export interface AskedFields extends Pick<UnusualDay, 'agency' | 'account' | 'day'> {
  readonly edition: number;
  readonly withheld: readonly FieldsCode[];
  /** Null where nothing was open by law. */
  readonly open: readonly (FieldsCode | null)[];
  readonly count: number;
}

/**
 * Finds fields that an account asked for on a day and that were withheld each time.
 * @param atLeast  times
 */
export async function findAlwaysWithheld(
  asked: readonly AskedFields[],
  editions: Editions,
  atLeast: number,
): Promise<UnusualDay[]> {
  const days = Map.groupBy(asked, ({ agency, account, day }) => JSON.stringify([agency, account, day]));
  const found: UnusualDay[] = [];
  for (const requests of days.values()) {
    const [first] = requests;
    const times = await countWithheld(requests, editions);
    const fields = [...times].filter(([, count]) => count >= atLeast).map(([field]) => field);
    if (!first || fields.length === 0) continue;
    const { agency, account, day } = first;
    const count = Math.max(...fields.map((field) => times.get(field) ?? 0));
    found.push({ pattern: 'always-withheld', day, agency, account, count, fields: fields.sort() });
  }
  return found;
}

/** @returns how often each field was withheld, of those that were never open */
async function countWithheld(requests: readonly AskedFields[], editions: Editions): Promise<Map<string, number>> {
  const times = new Map<string, number>();
  const open = new Set<string>();
  for (const request of requests) {
    const edition = await editions.get(request.edition);
    for (const field of request.open.flatMap((code) => edition.fields(code ?? ''))) open.add(field);
    for (const field of request.withheld.flatMap((code) => edition.fields(code))) {
      times.set(field, (times.get(field) ?? 0) + request.count);
    }
  }
  for (const field of open) times.delete(field);
  return times;
}

import { sql } from 'kysely';
import type { LedgerDatabase } from '../ledger/ledger-database.ts';
import type { Period } from '../ledger/period.ts';
import { type Editions, type RecordRow, readRecords, type StoredRecord } from '../ledger/read-records.ts';
import { timeOfRecordId } from '../ledger/record-id.ts';
import { cutPart } from '../list-part.ts';

/** Which records are looked for: those that have all that is given. */
export interface DisclosureSearch {
  /** Code of the agency that asked; undefined for everybody. */
  readonly agency: string | undefined;
  /** The account that asked; undefined for all. */
  readonly account: string | undefined;
  readonly purpose?: string | null;
  readonly dossier?: string | null;
  /** Of the citizen whom they are about. */
  readonly personalId?: string | null;
  readonly period: Period;
  /** At most so many. */
  readonly first: number;
  /** Id of the record before. */
  readonly after?: string | null | undefined;
}

export interface DisclosurePage {
  /** The latest first. */
  readonly records: readonly StoredRecord[];
  /** Id of the last one; null where there are no more. */
  readonly next: string | null;
}

/** Reads a part of the records, off an index in the order of time. What is not of the period is not touched. */
export async function searchDisclosures(
  database: LedgerDatabase,
  editions: Editions,
  search: DisclosureSearch,
): Promise<DisclosurePage> {
  const { agency = null, purpose = null, dossier = null, personalId = null, first } = search;
  const account = search.account ?? null;
  const { begin, end } = search.period;
  const after = search.after ?? null;
  const before = after === null ? null : new Date(timeOfRecordId(after) ?? 0).toISOString();
  const { rows } = await sql<RecordRow>`
    SELECT * FROM ledger_record
    WHERE at >= ${begin.toISOString()} AND at < ${end.toISOString()}
      AND (${before}::timestamptz IS NULL OR (at <= ${before} AND id < ${after}))
      AND (${agency}::text IS NULL OR agency = ${agency})
      AND (${account}::text IS NULL OR account = ${account})
      AND (${purpose}::text IS NULL OR purpose = ${purpose})
      AND (${dossier}::text IS NULL OR dossier = ${dossier})
      AND (${personalId}::text IS NULL OR subject = ${personalId})
    ORDER BY id DESC LIMIT ${first + 1}
  `.execute(database);
  const { part, next } = cutPart(rows, search);
  return { records: await readRecords(part, editions), next };
}

/** @param at  when it was made, which says in which partition it is */
export async function findRecord(
  database: LedgerDatabase,
  editions: Editions,
  id: string,
  at: number,
): Promise<StoredRecord | undefined> {
  const query = database.selectFrom('ledger_record').selectAll();
  const rows = await query.where('id', '=', id).where('at', '=', new Date(at).toISOString()).execute();
  return (await readRecords(rows, editions))[0];
}

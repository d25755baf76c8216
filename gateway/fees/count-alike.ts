import { sql } from 'kysely';
import type { Archive } from '../ledger/archive/archived-days.ts';
import { countArchived, readArchive } from '../ledger/archive/read-archive.ts';
import type { FieldsCode, RecordedRole } from '../ledger/disclosure-record.ts';
import type { Edition } from '../ledger/edition.ts';
import type { LedgerDatabase } from '../ledger/ledger-database.ts';
import type { Period } from '../ledger/period.ts';
import type { Editions, StoredRecord } from '../ledger/read-records.ts';

/** Records that tell the same to the same. */
export interface Alike extends AnswerKind {
  readonly edition: Edition;
  readonly count: number;
}

/** Which consent opened a field costs the same, so that there are as many kinds as different answers. */
interface AnswerKind {
  readonly agency: string | null;
  readonly role: RecordedRole;
  readonly own: boolean;
  readonly purpose: string | null;
  readonly told: FieldsCode;
  /** By any consent, each once. */
  readonly consented: readonly FieldsCode[];
  readonly compared: FieldsCode;
}

export type OnRead = (done: number, total: number) => void;

/** @param payer  code of the only agency that is asked about; undefined for everybody */
export async function countInTable(
  database: LedgerDatabase,
  editions: Editions,
  { begin, end }: Period,
  payer: string | undefined,
): Promise<Alike[]> {
  const { rows } = await sql<AnswerKind & { readonly editionId: number; readonly count: number }>`
    SELECT agency, role, own, purpose, edition AS "editionId", told, consented, compared, count(*) AS count FROM (
      SELECT agency, role, own, purpose, edition,
        coalesce(details::jsonb #>> '{law,0}', '') AS told,
        ARRAY(
          SELECT DISTINCT consent ->> 2 FROM jsonb_array_elements(details::jsonb -> 'consents') AS consent ORDER BY 1
        ) AS consented,
        coalesce(details::jsonb ->> 'compared', '') AS compared
      FROM ledger_record
      WHERE at >= ${begin.toISOString()} AND at < ${end.toISOString()}
        AND (${payer ?? null}::text IS NULL OR agency = ${payer ?? null})
    ) AS answer
    GROUP BY agency, role, own, purpose, edition, told, consented, compared
  `.execute(database);
  return await Promise.all(rows.map(async (row) => ({ ...row, edition: await editions.get(row.editionId) })));
}

/**
 * Counts the same from the files of days that left the table: what is kept in memory is as long as there are kinds.
 * @param periods  that do not overlap
 * @param onRead   told now and then how many records were read, of how many
 * @throws ArchiveFault
 */
export async function countInArchive<Span extends Period>(
  database: LedgerDatabase,
  archive: Archive,
  periods: readonly Span[],
  payer: string | undefined,
  onRead: OnRead = () => {},
): Promise<ReadonlyMap<Span, readonly Alike[]>> {
  const counts = new Map(periods.map((period) => [period, new Map<string, Alike>()]));
  const total = countArchived(archive);
  let read = 0;
  for await (const records of readArchive(database, archive)) {
    for (const stored of records) {
      const { at, agency } = stored.record;
      const period = periods.find(({ begin, end }) => at >= begin.getTime() && at < end.getTime());
      const kinds = period && (payer === undefined || agency === payer) ? counts.get(period) : undefined;
      if (kinds) countOne(kinds, stored);
    }
    read += records.length;
    onRead(read, total);
  }
  return new Map([...counts].map(([period, kinds]) => [period, [...kinds.values()]]));
}

function countOne(kinds: Map<string, Alike>, { record, edition }: StoredRecord): void {
  const { agency, role, isOwn: own, purpose, fields } = record;
  const consented = [...new Set(fields.byConsent.map(({ told }) => told))].sort();
  const kind = { agency, role, own, purpose, told: fields.byLaw.told, consented, compared: fields.compared };
  const key = JSON.stringify([edition.hash, kind]);
  kinds.set(key, { ...kind, edition, count: (kinds.get(key)?.count ?? 0) + 1 });
}

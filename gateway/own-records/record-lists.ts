import DataLoader from 'dataloader';
import { sql } from 'kysely';
import type { RecordedFields } from '../ledger/disclosure-record.ts';
import type { LedgerDatabase } from '../ledger/ledger-database.ts';
import { type Editions, type RecordRow, readRecords, type StoredRecord } from '../ledger/read-records.ts';
import { isRecordId, timeOfRecordId } from '../ledger/record-id.ts';
import { checkPart, type ListPart } from '../list-part.ts';
import type { RunOnLedger } from './run-on-ledger.ts';

/** Which records are asked for: those that have all that is given. */
export interface RecordFilter {
  readonly agency?: string | null;
  readonly purpose?: string | null;
  /** A coordinate: what told of it, be it that there is nothing, or compared it. */
  readonly field?: string | null;
  /** The first moment. */
  readonly from?: string | null;
  /** The moment after the last. */
  readonly to?: string | null;
  /** Whether the citizen asked, or somebody else. */
  readonly own?: boolean | null;
}

/** Which part of a citizen's list is asked for. */
export interface RecordPart extends ListPart {
  readonly filter?: RecordFilter | null;
}

export interface RecordPage {
  /** Numbers of the citizen. */
  readonly subjects: readonly string[];
  /** The latest first. */
  readonly records: readonly StoredRecord[];
  /** Where the next part begins; null where there is none. */
  readonly next: string | null;
}

/** Reads the records about many citizens in one statement, those of other requests too. Throws LEDGER_UNAVAILABLE. */
export class RecordLists {
  readonly #pages: DataLoader<PageKey, RecordPage>;

  constructor(database: LedgerDatabase, editions: Editions, run: RunOnLedger) {
    this.#pages = new DataLoader((keys) => run(readPages(database, editions, keys)), {
      cache: false,
      maxBatchSize: MAX_BATCH,
    });
  }

  /**
   * @param subjects  numbers of one citizen
   * @throws VALUE_INVALID when `first` is not from 1 to 100, or `after` no cursor
   */
  async list(subjects: readonly string[], part: RecordPart): Promise<RecordPage> {
    checkPart(part, isRecordId);
    return await this.#pages.load({ subjects, part });
  }
}

interface PageKey {
  readonly subjects: readonly string[];
  readonly part: RecordPart;
}

const MAX_BATCH = 50;
/** Which fields a record tells of is read from it here, so as many are looked through for one part. */
const MAX_LOOKED_THROUGH = 500;

/** A row, and which key it is for. */
type FoundRow = RecordRow & { readonly position: number };

async function readPages(
  database: LedgerDatabase,
  editions: Editions,
  keys: readonly PageKey[],
): Promise<RecordPage[]> {
  const rows = await readRows(database, keys);
  const lists = Map.groupBy(rows, ({ position }) => position);
  return await Promise.all(keys.map((key, position) => readPage(lists.get(position) ?? [], key, editions)));
}

function mostOf({ first, filter }: RecordPart): number {
  return filter?.field ? MAX_LOOKED_THROUGH : first;
}

/** Each number's newest come off the index, and one more of them than is looked through. */
async function readRows(database: LedgerDatabase, keys: readonly PageKey[]): Promise<FoundRow[]> {
  const wanted = keys.flatMap(({ subjects, part }, position) => {
    const { after, filter } = part;
    const { agency = null, purpose = null, from = null, to = null, own = null } = filter ?? {};
    const before = after ? new Date(timeOfRecordId(after) ?? 0).toISOString() : null;
    const asked = { position, after: after ?? null, before, agency, purpose, begin: from, end: to, own };
    return subjects.map((subject) => ({ ...asked, subject, most: mostOf(part) + 1 }));
  });
  const { rows } = await sql<FoundRow>`
    SELECT wanted.position, found.*
    FROM jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) AS wanted (
      position integer, subject text, after uuid, before timestamptz, agency text, purpose text,
      "begin" timestamptz, "end" timestamptz, own boolean, most integer
    )
    CROSS JOIN LATERAL (
      SELECT * FROM ledger_record
      WHERE ledger_record.subject = wanted.subject
        AND ledger_record.at >= coalesce(wanted."begin", '-infinity')
        AND ledger_record.at < coalesce(wanted."end", 'infinity')
        AND ledger_record.at <= coalesce(wanted.before, 'infinity')
        AND (wanted.before IS NULL OR (ledger_record.at, ledger_record.id) < (wanted.before, wanted.after))
        AND (wanted.agency IS NULL OR ledger_record.agency = wanted.agency)
        AND (wanted.purpose IS NULL OR ledger_record.purpose = wanted.purpose)
        AND (wanted.own IS NULL OR ledger_record.own = wanted.own)
        AND NOT is_concealed(ledger_record)
      ORDER BY ledger_record.at DESC, ledger_record.id DESC
      LIMIT wanted.most
    ) AS found
    ORDER BY found.at DESC, found.id DESC
  `.execute(database);
  return rows;
}

async function readPage(
  rows: readonly FoundRow[],
  { subjects, part }: PageKey,
  editions: Editions,
): Promise<RecordPage> {
  const most = mostOf(part);
  const lookedThrough = await readRecords(rows.slice(0, most), editions);
  const { first, filter } = part;
  const matching = filter?.field ? lookedThrough.filter(tellsOf(filter.field)) : lookedThrough;
  const records = matching.slice(0, first);
  const isCut = matching.length > first || rows.length > most;
  const last = matching.length > first || !filter?.field ? records.at(-1) : lookedThrough.at(-1);
  return { subjects, records, next: isCut ? (last?.record.id ?? null) : null };
}

function tellsOf(coordinate: string): (stored: StoredRecord) => boolean {
  return ({ record: { fields }, edition }) =>
    toldCodes(fields).some((code) => edition.fields(code).includes(coordinate));
}

function toldCodes({ byLaw, byConsent, compared }: RecordedFields): string[] {
  return [byLaw, ...byConsent].flatMap(({ told, empty }) => [told, empty]).concat(compared);
}

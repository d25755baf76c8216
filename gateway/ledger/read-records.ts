import DataLoader from 'dataloader';
import { type Selectable, sql } from 'kysely';
import { readDetails } from './details.ts';
import type { DisclosureRecord, RecordedRole, RecordKind } from './disclosure-record.ts';
import { Edition } from './edition.ts';
import { commitTo, writeLeaf } from './leaf.ts';
import type { LedgerDatabase, LedgerTables } from './ledger-database.ts';

/** A record as it lies in the ledger. */
export interface StoredRecord {
  readonly record: DisclosureRecord;
  readonly edition: Edition;
  /** To the subject; null where the record is about nobody. */
  readonly commitment: Buffer | null;
  /** With it and the subject the commitment can be checked; null where the record is about nobody, or was erased. */
  readonly salt: Buffer | null;
  readonly batch: number;
  /** Its place in the batch. */
  readonly ordinal: number;
}

/** A record with its place in the tree. */
export interface PlacedRecord extends StoredRecord {
  /** Null while it has no place. */
  readonly index: number | null;
}

/** A row of `ledger_record`, all columns. */
export type RecordRow = Selectable<LedgerTables['ledger_record']>;

type EditionRow = Selectable<LedgerTables['ledger_edition']>;

/** The editions of a ledger, each read once, and those that are asked for at the same time in one statement. */
export class Editions {
  readonly #known = new Map<number, Edition>();
  readonly #loader: DataLoader<number, Edition>;

  constructor(database: LedgerDatabase) {
    this.#loader = new DataLoader((ids) => readEditions(database, ids), { cache: false, maxBatchSize: MAX_BATCH });
  }

  /** One that was read before. */
  find(id: number): Edition | undefined {
    return this.#known.get(id);
  }

  /** @throws RangeError when there is none, or it is not what its hash says */
  async get(id: number): Promise<Edition> {
    const known = this.#known.get(id);
    if (known) return known;
    const edition = await this.#loader.load(id);
    this.#known.set(id, edition);
    return edition;
  }
}

const MAX_BATCH = 500;

async function readEditions(database: LedgerDatabase, ids: readonly number[]): Promise<(Edition | RangeError)[]> {
  const isAsked = sql<boolean>`id = ANY (${[...new Set(ids)]}::integer[])`;
  const rows = await database.selectFrom('ledger_edition').selectAll().where(isAsked).execute();
  const editions = new Map(rows.map((row) => [row.id, readEdition(row)]));
  return ids.map((id) => editions.get(id) ?? new RangeError(`Edition ${id} cannot be read`));
}

/** @returns undefined when it is not what its hash says */
function readEdition({ content, hash }: EditionRow): Edition | undefined {
  const edition = parseEdition(content);
  return edition?.hash === hash.toString('hex') ? edition : undefined;
}

function parseEdition(text: string): Edition | undefined {
  try {
    return Edition.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * Reads the records of rows, in their order.
 * @throws RangeError when one is none that was ever written
 */
export async function readRecords(rows: readonly RecordRow[], editions: Editions): Promise<StoredRecord[]> {
  const ids = new Set(rows.map(({ edition }) => edition));
  const used = new Map(await Promise.all([...ids].map(async (id) => [id, await editions.get(id)] as const)));
  return rows.map((row) => readRecord(row, used.get(row.edition) ?? unreadable()));
}

/**
 * Reads records with their places in the tree.
 * @throws RangeError when one is none that was ever written
 */
export async function readPlacedRecords(
  rows: readonly (RecordRow & Pick<PlacedRecord, 'index'>)[],
  editions: Editions,
): Promise<PlacedRecord[]> {
  const records = await readRecords(rows, editions);
  return records.map((record, position) => ({ ...record, index: rows[position]?.index ?? null }));
}

/** @throws RangeError when it is none that was ever written */
export function readRecord(row: RecordRow, edition: Edition): StoredRecord {
  const { salt, subject, batch, ordinal } = row;
  if ((salt === null) !== (subject === null) || (salt && row.commitment)) unreadable();
  const commitment = salt && subject !== null ? commitTo(salt, subject) : row.commitment;
  const record: DisclosureRecord = {
    id: row.id,
    at: Date.parse(row.at),
    kind: row.kind as RecordKind,
    requestId: row.request,
    role: row.role as RecordedRole,
    agency: row.agency,
    account: row.account,
    client: row.client,
    purpose: row.purpose,
    dossier: row.dossier,
    subject,
    isRelative: row.relative,
    isOwn: row.own,
    operation: row.operation,
    fields: readDetails(row.details),
    outcome: row.outcome,
  };
  return { record, edition, commitment, salt, batch, ordinal };
}

function unreadable(): never {
  throw new RangeError('A row of the ledger cannot be read');
}

/** The leaf of a record, as it was hashed when it was written. */
export function leafOf({ record, commitment, edition }: StoredRecord): string {
  return writeLeaf({ record, commitment, edition });
}

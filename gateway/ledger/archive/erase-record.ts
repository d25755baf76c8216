import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { sql } from 'kysely';
import { createUuidV7 } from '../../uuid-v7.ts';
import { type DisclosureRecord, noFields } from '../disclosure-record.ts';
import { Edition } from '../edition.ts';
import { commitTo } from '../leaf.ts';
import type { LedgerDatabase } from '../ledger-database.ts';
import { sealRecord } from '../sealed-record.ts';
import { createWriteRecords, openComingDays } from '../write-records.ts';
import { archivePath } from './archive-day.ts';
import { type ArchivedRow, ArchiveFile, writeArchiveFile } from './archive-file.ts';

export interface Erasure {
  /** UUID of version 7, which tells the day. */
  readonly id: string;
  /** What asks for it, as `isErasureBasis` has it. */
  readonly basis: string;
  /** The account of the system that runs the command. */
  readonly operator: string;
  /** Of an archive; undefined where there is none. */
  readonly directory: string | undefined;
}

/**
 * Takes out of a record whom it is about, with the salt: the commitment that stays tells nothing, and the leaf is the same.
 * The erasure is a record itself, durable before anything is erased. Where a crash comes between the two, the same call
 * erases, and leaves another record.
 * @param database  by the login that owns the tables
 * @returns whether there was something to erase
 */
export async function eraseRecord(database: LedgerDatabase, erasure: Erasure): Promise<boolean> {
  const { id, directory } = erasure;
  const path = directory === undefined ? undefined : archivePath(directory, dayOf(id));
  const isInFile = path !== undefined && existsSync(path) && (await findInFile(path, id));
  // Making a partition keeps everybody from the table till the transaction ends, so that has one of its own.
  await openComingDays(database);
  const isOnRecord = await database.transaction().execute(async (transaction) => {
    if (!isInFile && !(await isInTable(transaction, id))) return false;
    await writeErasure(transaction, erasure);
    await eraseInTable(transaction, id);
    return true;
  });
  if (isInFile) await eraseInFile(path, id);
  return isOnRecord;
}

async function isInTable(database: LedgerDatabase, id: string): Promise<boolean> {
  const query = database.selectFrom('ledger_record').select('id');
  return (await query.where('id', '=', id).where('subject', 'is not', null).executeTakeFirst()) !== undefined;
}

/** It names the record and never the citizen. What the erasure rests on is its basis, as that of any purpose. */
async function writeErasure(database: LedgerDatabase, { id, basis, operator }: Erasure): Promise<void> {
  await sql`SET LOCAL synchronous_commit = on`.execute(database);
  const { rows } = await sql<{ readonly login: string }>`SELECT session_user AS login`.execute(database);
  const at = Date.now();
  const record: DisclosureRecord = {
    id: createUuidV7(at),
    at,
    kind: 'erasure',
    requestId: randomUUID(),
    role: 'operator',
    agency: null,
    account: `${operator} as ${rows[0]?.login}`,
    client: 'npm run ledger',
    purpose: PURPOSE,
    dossier: id,
    subject: null,
    isRelative: false,
    isOwn: false,
    operation: null,
    fields: noFields,
    outcome: 'ANSWERED',
  };
  await createWriteRecords(database)([sealRecord(record, editionOf(basis))]);
}

const PURPOSE = 'erasure';

/** No graph, purpose of the catalogue or rule has a part in an erasure. */
function editionOf(basis: string): Edition {
  const versions = { supergraph: '', purposes: '', policy: '', ruleSet: '' };
  return Edition.of({ fields: [], ministries: [], basis: { [PURPOSE]: [basis] }, versions });
}

async function eraseInTable(database: LedgerDatabase, id: string): Promise<void> {
  await sql`
    UPDATE ledger_record SET subject = NULL, salt = NULL, commitment = sha256(salt || convert_to(subject, 'UTF8'))
    WHERE id = ${id}::uuid AND subject IS NOT NULL
  `.execute(database);
}

async function findInFile(path: string, id: string): Promise<boolean> {
  const file = await ArchiveFile.open(path);
  try {
    for await (const row of file) if (row.id === id) return row.subject !== null;
    return false;
  } finally {
    await file.close();
  }
}

/** The file is written anew, and takes the place of the one before at once. */
async function eraseInFile(path: string, id: string): Promise<void> {
  const file = await ArchiveFile.open(path);
  async function* rows(): AsyncGenerator<ArchivedRow> {
    for await (const row of file) yield row.id === id ? erase(row) : row;
  }
  await writeArchiveFile(path, file.header, rows()).finally(() => file.close());
}

function erase(row: ArchivedRow): ArchivedRow {
  if (row.salt === null || row.subject === null) return row;
  return { ...row, subject: null, salt: null, commitment: commitTo(row.salt, row.subject) };
}

/** A UUID of version 7 begins with its time in milliseconds. */
function dayOf(id: string): string {
  return new Date(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)).toISOString().slice(0, 10);
}

import { sql } from 'kysely';
import { writeArray, writeTextArray } from '../../postgres/write-array.ts';
import { errorCode } from '../error-code.ts';
import { writeDetails } from './details.ts';
import type { Edition } from './edition.ts';
import type { LedgerDatabase } from './ledger-database.ts';
import type { SealedRecord } from './sealed-record.ts';

/** Writes records as one batch, in one transaction. It rejects when they are not known to be durable. */
export type WriteRecords = (records: readonly SealedRecord[]) => Promise<void>;

export function createWriteRecords(database: LedgerDatabase): WriteRecords {
  const editionIds = new Map<string, Promise<number>>();

  function findEditionId(edition: Edition): Promise<number> {
    const known = editionIds.get(edition.hash);
    if (known) return known;
    const id = keepEdition(database, edition);
    editionIds.set(edition.hash, id);
    id.catch(() => editionIds.delete(edition.hash));
    return id;
  }

  return async (records) => {
    const ids = new Map<Edition, number>();
    for (const edition of new Set(records.map(({ edition }) => edition)))
      ids.set(edition, await findEditionId(edition));
    try {
      await insert(database, records, ids);
    } catch (error) {
      if (errorCode(error) !== NO_PARTITION) throw error;
      await openDays(database, new Set(records.map(({ record }) => dayOf(record.at))));
      await insert(database, records, ids);
    }
  };
}

/** PostgreSQL's code for a row that no partition takes: `check_violation`. */
const NO_PARTITION = '23514';

const DAY_MS = 24 * 60 * 60 * 1000;
const DAYS_AHEAD = 3;

/** Makes the partitions of today and of the next days, so that no request has to wait for one. */
export async function openComingDays(database: LedgerDatabase, now = Date.now()): Promise<void> {
  await openDays(
    database,
    Array.from({ length: DAYS_AHEAD }, (_, day) => dayOf(now + day * DAY_MS)),
  );
}

async function openDays(database: LedgerDatabase, days: Iterable<string>): Promise<void> {
  for (const day of days) await sql`SELECT ledger_open_day(${day}::date)`.execute(database);
}

function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

async function keepEdition(database: LedgerDatabase, { hash, text }: Edition): Promise<number> {
  const bytes = Buffer.from(hash, 'hex');
  await database
    .insertInto('ledger_edition')
    .columns(['hash', 'content'])
    .expression(sql`SELECT ${bytes}::bytea, ${text}::text`)
    .onConflict((conflict) => conflict.column('hash').doNothing())
    .execute();
  const { id } = await database
    .selectFrom('ledger_edition')
    .select('id')
    .where('hash', '=', bytes)
    .executeTakeFirstOrThrow();
  return id;
}

/** One statement is one transaction, and one way to the server and back. */
async function insert(
  database: LedgerDatabase,
  sealed: readonly SealedRecord[],
  editionIds: ReadonlyMap<Edition, number>,
): Promise<void> {
  const records = sealed.map(({ record }) => record);
  const leafHashes = `\\x${sealed.map(({ leafHash }) => leafHash).join('')}`;
  await sql`
    WITH pending AS (INSERT INTO ledger_pending (leaf_hashes) VALUES (${leafHashes}::bytea) RETURNING batch)
    INSERT INTO ledger_record (
      id, request, at, batch, edition, ordinal, relative, own, kind, outcome, role, agency, account, client, purpose,
      dossier, operation, details, subject, salt
    )
    SELECT
      id, request, at, batch, edition, ordinal - 1, relative, own, kind, outcome, role, agency, account, client, purpose,
      dossier, operation, details, subject, salt
    FROM pending, unnest(
      ${writeArray(records, ({ id }) => id)}::uuid[],
      ${writeTextArray(records, ({ requestId }) => requestId)}::uuid[],
      ${writeArray(records, ({ at }) => new Date(at).toISOString())}::timestamptz[],
      ${writeArray(sealed, ({ edition }) => editionIds.get(edition))}::integer[],
      ${writeArray(records, ({ isRelative }) => isRelative)}::boolean[],
      ${writeArray(records, ({ isOwn }) => isOwn)}::boolean[],
      ${writeArray(records, ({ kind }) => kind)}::text[],
      ${writeArray(records, ({ outcome }) => outcome)}::text[],
      ${writeArray(records, ({ role }) => role)}::text[],
      ${writeTextArray(records, ({ agency }) => agency)}::text[],
      ${writeTextArray(records, ({ account }) => account)}::text[],
      ${writeTextArray(records, ({ client }) => client)}::text[],
      ${writeTextArray(records, ({ purpose }) => purpose)}::text[],
      ${writeTextArray(records, ({ dossier }) => dossier)}::text[],
      ${writeTextArray(records, ({ operation }) => operation)}::text[],
      ${writeTextArray(records, ({ fields }) => writeDetails(fields))}::text[],
      ${writeTextArray(records, ({ subject }) => subject)}::text[],
      ${writeTextArray(sealed, ({ salt }) => salt && `\\x${salt.toString('hex')}`)}::bytea[]
    ) WITH ORDINALITY AS given (
      id, request, at, edition, relative, own, kind, outcome, role, agency, account, client, purpose, dossier,
      operation, details, subject, salt, ordinal
    )
  `.execute(database);
}

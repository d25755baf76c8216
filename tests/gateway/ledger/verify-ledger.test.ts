import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { sql } from 'kysely';
import { openLedger } from '../../../gateway/ledger/ledger.ts';
import { type LedgerDatabase, openLedgerDatabase } from '../../../gateway/ledger/ledger-database.ts';
import { hashLeaf } from '../../../gateway/ledger/merkle-tree.ts';
import { Editions, leafOf, type RecordRow, readRecords } from '../../../gateway/ledger/read-records.ts';
import { createNoteSigner } from '../../../gateway/ledger/signed-note.ts';
import { type Verification, verifyLedger } from '../../../gateway/ledger/verify-ledger.ts';
import { createLog } from '../../../gateway/log.ts';
import { createLedgerFiles, type LedgerFiles } from '../../support/ledger-files.ts';
import { createSharedDatabase, type SharedDatabase } from '../../support/shared-server.ts';
import { createTestKey } from '../../support/signing-key.ts';
import { anyRecord, edition } from './support/any-record.ts';

const log = createLog({ logLevel: 'silent' });
let shared: SharedDatabase;
let files: LedgerFiles;
let owner: LedgerDatabase;

/** Three processes, one after the other, with 320 records each. */
beforeAll(async () => {
  shared = await createSharedDatabase();
  files = await createLedgerFiles();
  owner = openLedgerDatabase(shared.ownerUrl, 4, log);
  for (const seed of [1, 2, 3]) {
    const ledger = openLedger({ ...files.options, databaseUrl: shared.url, log });
    const records = fc.sample(anyRecord, { numRuns: 320, seed });
    // Some requests leave several records.
    for (let at = 0; at < 320; at += 40) {
      const some = records.slice(at, at + 40);
      await Promise.all([
        ledger.record(some.slice(0, 8), edition),
        ...some.slice(8).map((one) => ledger.record([one], edition)),
      ]);
    }
    await ledger.close();
  }
});

afterAll(async () => {
  await owner?.destroy();
  await shared?.drop();
  await files?.remove();
});

function verify(database: LedgerDatabase, paths = [files.options.checkpointsPath]): Promise<Verification> {
  return verifyLedger({ database, verifiers: [files.options.signer.verifier], checkpointPaths: paths });
}

/** What is found after statements of somebody who owns the tables, and may do anything with them. */
async function verifyAfter(...statements: readonly string[]): Promise<Verification> {
  const undo = new Error('undo');
  let found: Verification | undefined;
  await owner
    .transaction()
    .execute(async (database) => {
      for (const table of ['ledger_record', 'ledger_batch', 'ledger_node', 'ledger_checkpoint', 'ledger_edition']) {
        await sql.raw(`ALTER TABLE ${table} DISABLE TRIGGER USER`).execute(database);
      }
      for (const statement of statements) await sql.raw(statement).execute(database);
      found = await verify(database);
      throw undo;
    })
    .catch((error: unknown) => {
      if (error !== undo) throw error;
    });
  if (!found) throw new Error('nothing was verified');
  return found;
}

/** The record of an index. */
const at = (index: number): string => `(
  SELECT id FROM ledger_record JOIN ledger_batch USING (batch) WHERE first_index + ordinal = ${index}
)`;

const idOf = async (index: number): Promise<string> => {
  const { rows } = await sql<{ id: string }>`SELECT ${sql.raw(at(index))} AS id`.execute(owner);
  return rows[0]?.id ?? '';
};

test('a ledger that nobody touched is right, with all its checkpoints', async () => {
  const { rows } = await sql<{ count: number }>`SELECT count(*) FROM ledger_checkpoint`.execute(owner);
  expect(await verify(owner)).toEqual({
    records: 960,
    erased: 0,
    checkpoints: rows[0]?.count,
    pending: 0,
    problem: undefined,
  });
});

describe('a record that was changed is found and named', () => {
  test.each([
    ['account', `account || ' '`],
    ['agency', `coalesce(agency, '') || 'x'`],
    ['at', `at + interval '1 microsecond'`],
    ['at', `at + interval '1 millisecond'`],
    ['client', `upper(client || 'a')`],
    ['commitment', `sha256('another')`],
    ['details', `replace(details, '{', '{ ')`],
    ['details', `'{}' || ''`],
    ['dossier', `coalesce(dossier || '1', '')`],
    ['kind', `kind || 's'`],
    ['operation', `coalesce(operation, '') || '0'`],
    ['outcome', `'INTERNAL'`],
    ['own', 'NOT own'],
    ['purpose', `coalesce(purpose, '') || 'x'`],
    ['relative', 'NOT relative'],
    ['request', 'gen_random_uuid()'],
    ['role', `'auditor-general'`],
    ['salt', `CASE WHEN salt IS NULL THEN NULL ELSE set_byte(salt, 15, (get_byte(salt, 15) + 1) % 256) END`],
    ['subject', `CASE WHEN subject IS NULL THEN NULL ELSE '001085990001' END`],
  ])('in %s: %s', async (column, expression) => {
    const { rows } = await sql<{ index: number }>`
      SELECT min(first_index + ordinal) AS index FROM ledger_record JOIN ledger_batch USING (batch)
      WHERE first_index + ordinal > 400 AND (${column} NOT IN ('salt', 'subject', 'commitment') OR subject IS NOT NULL)
        AND details <> '{}'
    `.execute(owner);
    const index = rows[0]?.index ?? 0;
    const { problem, records } = await verifyAfter(
      'ALTER TABLE ledger_record DROP CONSTRAINT ledger_record_check, DROP CONSTRAINT ledger_record_check1',
      `UPDATE ledger_record SET ${column} = ${expression} WHERE id = ${at(index)}`,
    );
    expect(problem).toBe(`The record ${await idOf(index)}, of index ${index}, was changed.`);
    expect(records).toBeLessThanOrEqual(index);
  });

  test('in its ID', async () => {
    const { problem } = await verifyAfter(`UPDATE ledger_record SET id = gen_random_uuid() WHERE id = ${at(500)}`);
    expect(problem).toMatch(/^The record [0-9a-f-]{36}, of index 500, was changed\.$/);
  });

  test('in what it refers to', async () => {
    const { problem } = await verifyAfter(
      `UPDATE ledger_edition SET content = replace(content, 'Citizen.f3', 'Citizen.f4'), hash = sha256('x')`,
    );
    expect(problem).toBe(`The record ${await idOf(0)}, of index 0, was changed.`);
  });
});

describe('found is as well', () => {
  test.each([
    ['a deleted record', `DELETE FROM ledger_record WHERE id = ${at(300)}`, /index 300 is missing/],
    [
      'a batch without its records',
      `DELETE FROM ledger_record WHERE batch = (SELECT batch FROM ledger_batch WHERE first_index = 0)`,
      /index 0 is missing/,
    ],
    [
      'a record that was put into a batch',
      `INSERT INTO ledger_record SELECT (r).* FROM (
         SELECT jsonb_populate_record(r, '{"id": "01900000-0000-7000-8000-000000000000", "ordinal": 999}') AS r
         FROM ledger_record r WHERE id = ${at(0)}) AS copies`,
      /01900000-0000-7000-8000-000000000000 was added to batch/,
    ],
    [
      'a record in no batch',
      `INSERT INTO ledger_record SELECT (r).* FROM (
         SELECT jsonb_populate_record(r, '{"id": "01900000-0000-7000-8000-000000000000", "batch": 999999}') AS r
         FROM ledger_record r WHERE id = ${at(0)}) AS copies`,
      /01900000-0000-7000-8000-000000000000 was added: it is in no batch/,
    ],
    [
      'a hidden record, which no batch has any more',
      `WITH last AS (DELETE FROM ledger_batch WHERE first_index = (SELECT max(first_index) FROM ledger_batch) RETURNING *)
       DELETE FROM ledger_checkpoint WHERE size > (SELECT first_index FROM last)`,
      /are missing: a checkpoint was signed over 960|under no checkpoint/,
    ],
    [
      'two records that changed places',
      `UPDATE ledger_record SET ordinal = 1 - ordinal
       WHERE ordinal < 2 AND batch = (SELECT batch FROM ledger_batch WHERE length(leaf_hashes) > 32 LIMIT 1)`,
      /was changed/,
    ],
    [
      'two batches that changed places',
      `UPDATE ledger_batch SET first_index = first_index + CASE WHEN first_index = 0 THEN 1000000 ELSE 0 END`,
      /index 0 is missing/,
    ],
    [
      'a hash that was changed with its record',
      `UPDATE ledger_batch SET leaf_hashes = set_byte(leaf_hashes, 0, 1) WHERE first_index = 0`,
      /index 0, was changed/,
    ],
    [
      'a node that proofs are made from',
      `UPDATE ledger_node SET hash = sha256('x') WHERE index = 1`,
      /node of the tree/,
    ],
    ['a node that is gone', `DELETE FROM ledger_node WHERE index = 1`, /node of the tree/],
    [
      'a checkpoint that is not signed',
      `UPDATE ledger_checkpoint SET note = replace(note, 'citizen', 'Citizen') WHERE size = 960`,
      /checkpoint over 960 records is not signed/,
    ],
    [
      'a checkpoint of another size',
      `UPDATE ledger_checkpoint SET size = 959 WHERE size = 960`,
      /ends within a batch|not those that were signed/,
    ],
  ])('%s', async (_title, statement, problem) => {
    expect((await verifyAfter(statement)).problem).toMatch(problem);
  });

  test('a record that was rewritten with its hash: the checkpoint after it tells', async () => {
    const { rows } = await sql<RecordRow>`SELECT * FROM ledger_record WHERE id = ${sql.raw(at(321))}`.execute(owner);
    const [row] = rows;
    if (!row) throw new Error('no record');
    const [forged] = await readRecords([{ ...row, account: 'somebody else' }], new Editions(owner));
    if (!forged) throw new Error('no record');
    const hash = hashLeaf(leafOf(forged)).toString('hex');
    const { problem } = await verifyAfter(
      `UPDATE ledger_record SET account = 'somebody else' WHERE id = '${row.id}'`,
      `UPDATE ledger_batch SET leaf_hashes = overlay(leaf_hashes PLACING '\\x${hash}'::bytea FROM ${1 + 32 * row.ordinal})
       WHERE batch = ${row.batch}`,
    );
    expect(problem).toMatch(/^The records from index 3[0-9]{2} to [0-9]{3} are not those that were signed\.$/);
  });

  test('a key that is not the ledger’s', async () => {
    const { privateKey } = createTestKey();
    const stranger = createNoteSigner(files.options.signer.verifier.name, privateKey);
    const { problem } = await verifyLedger({ database: owner, verifiers: [stranger.verifier], checkpointPaths: [] });
    expect(problem).toMatch(/is not signed by the ledger’s key/);
  });
});

describe('a database that was set back', () => {
  const setBack = [
    `DELETE FROM ledger_record WHERE batch IN (SELECT batch FROM ledger_batch WHERE first_index >= 640)`,
    'DELETE FROM ledger_batch WHERE first_index >= 640',
    'DELETE FROM ledger_node WHERE (index + 1) * 2 ^ level > 640',
    'DELETE FROM ledger_checkpoint WHERE size > 640',
  ];

  test('is found by the checkpoints outside', async () => {
    expect((await verifyAfter(...setBack)).problem).toBe(
      'The records from index 640 on are missing: a checkpoint was signed over 960.',
    );
  });

  test('is right for who has only the file of that time', async () => {
    const path = `${files.options.checkpointsPath}-then`;
    const notes = (await readFile(files.options.checkpointsPath, 'utf8')).split('\n').filter((line) => line !== '');
    await writeFile(path, notes.filter((line) => Number(JSON.parse(line).split('\n')[1]) <= 640).join('\n'));
    expect((await verify(owner, [path])).problem).toBeUndefined();
  });

  test('is found also where a line of the file was spoilt', async () => {
    const path = `${files.options.checkpointsPath}-spoilt`;
    await copyFile(files.options.checkpointsPath, path);
    await writeFile(path, '\n"citizen-graph.example/ledger"\n', { flag: 'a' });
    expect((await verify(owner, [path])).problem).toBe('A line of a file of checkpoints is no checkpoint.');
  });
});

test('records that were erased still fit, and one whose erasure is not on record is named', async () => {
  const { erased, problem, records } = await verifyAfter(
    `UPDATE ledger_record SET subject = NULL, salt = NULL, commitment = sha256(salt || convert_to(subject, 'UTF8'))
     WHERE subject IS NOT NULL AND ordinal = 0`,
  );
  expect(problem).toMatch(/^The record [0-9a-f-]{36} was erased, and no record says so\.$/);
  expect(records).toBe(960);
  expect(erased).toBeGreaterThan(10);
});

test('a range is verified from the checkpoint before it to the one after it', async () => {
  const { rows } = await sql<{
    at: string;
    size: number;
  }>`SELECT at, size FROM ledger_checkpoint ORDER BY size`.execute(owner);
  const [from, to] = [rows[1], rows.at(-2)];
  if (!from || !to) throw new Error('too few checkpoints');
  const range = { from: new Date(Date.parse(from.at) + 1), to: new Date(Date.parse(to.at)) };
  const found = await verifyLedger({
    database: owner,
    verifiers: [files.options.signer.verifier],
    checkpointPaths: [files.options.checkpointsPath],
    ...range,
  });
  expect(found).toMatchObject({ problem: undefined });
  expect(found.records).toBeLessThan(960);
});

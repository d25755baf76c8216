import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { sql } from 'kysely';
import { eraseRecord } from '../../../gateway/ledger/archive/erase-record.ts';
import { commitTo, writeLeaf } from '../../../gateway/ledger/leaf.ts';
import { type Ledger, openLedger } from '../../../gateway/ledger/ledger.ts';
import { type LedgerDatabase, openLedgerDatabase } from '../../../gateway/ledger/ledger-database.ts';
import { hashLeaf } from '../../../gateway/ledger/merkle-tree.ts';
import { createLog } from '../../../gateway/log.ts';
import { createLedgerFiles, type LedgerFiles } from '../../support/ledger-files.ts';
import { openTestPostgres, type TestPostgres } from '../../support/postgres.ts';
import { makeGatewayDatabase } from '../support/gateway-database.ts';
import { anyRecord, edition } from './support/any-record.ts';

const log = createLog({ logLevel: 'silent' });
let postgres: TestPostgres;
let files: LedgerFiles;
let ledger: Ledger;
/** As the login that writes, and as the one that owns the tables. */
let app: LedgerDatabase;
let owner: LedgerDatabase;

beforeAll(async () => {
  postgres = await openTestPostgres();
  const url = await makeGatewayDatabase(postgres);
  files = await createLedgerFiles();
  ledger = openLedger({ ...files.options, databaseUrl: url, log });
  app = openLedgerDatabase(url, 2, log);
  owner = openLedgerDatabase(postgres.urlOf('gateway', 'gateway_migrator'), 2, log);
});

afterAll(async () => {
  await ledger?.close();
  await app?.destroy();
  await owner?.destroy();
  await postgres?.close();
  await files?.remove();
});

const recordOf = (subject: string, count = 1) => fc.sample(anyRecord, count).map((record) => ({ ...record, subject }));

const findRows = (subject: string) =>
  app.selectFrom('ledger_record').selectAll().where('subject', '=', subject).orderBy('ordinal').execute();

describe('a record', () => {
  test('stands in its table when it is said to be durable, beside what its leaf is made of', async () => {
    const [record] = recordOf('001085990001');
    if (!record) throw new Error('no record');
    await ledger.record([record], edition);

    const [row] = await findRows('001085990001');
    expect(row).toMatchObject({ id: record.id, request: record.requestId, account: record.account, ordinal: 0 });
    const { rows } = await sql<{ leaf_hashes: Buffer }>`
      SELECT leaf_hashes FROM ledger_pending WHERE batch = ${row?.batch}
      UNION SELECT leaf_hashes FROM ledger_batch WHERE batch = ${row?.batch}
    `.execute(app);
    const commitment = commitTo(row?.salt ?? Buffer.alloc(0), '001085990001');
    expect(rows).toEqual([{ leaf_hashes: hashLeaf(writeLeaf({ record, commitment, edition })) }]);
  });

  test('has a salt of its own', async () => {
    await ledger.record(recordOf('001085990002', 5), edition);

    const salts = (await findRows('001085990002')).map(({ salt }) => salt?.toString('hex'));
    expect(new Set(salts).size).toBe(5);
  });

  test('is kept also where a token names an account as no database can', async () => {
    const [record] = recordOf('001085990003');
    if (!record) throw new Error('no record');
    await ledger.record([{ ...record, account: 'a\0b\ud800' }], edition);

    expect(await findRows('001085990003')).toMatchObject([{ account: 'a\ufffdb\ufffd' }]);
  });

  test('of another day makes the partition that it needs', async () => {
    const [record] = recordOf('001085990004');
    if (!record) throw new Error('no record');
    await ledger.record([{ ...record, at: Date.UTC(2031, 1, 3) }], edition);

    expect(await findRows('001085990004')).toMatchObject([{ at: '2031-02-03T00:00:00.000Z' }]);
  });

  test('that cannot be written costs nobody else theirs', async () => {
    const [good, bad] = recordOf('001085990005', 2);
    if (!good || !bad) throw new Error('no record');
    const first = ledger.record([good], edition);
    const outcomes = await Promise.allSettled([
      first,
      ...recordOf('001085990006', 40).map((record) => ledger.record([record], edition)),
      ledger.record([{ ...bad, requestId: 'not a UUID' }], edition),
      ...recordOf('001085990006', 40).map((record) => ledger.record([record], edition)),
    ]);

    expect(outcomes.filter(({ status }) => status === 'rejected')).toMatchObject([
      { reason: { code: 'RECORD_UNAVAILABLE' } },
    ]);
    expect(await findRows('001085990006')).toHaveLength(80);
  });
});

test('a crowd of requests is written in few transactions', async () => {
  await Promise.all(recordOf('001085990007', 500).map((record) => ledger.record([record], edition)));

  const rows = await findRows('001085990007');
  expect(rows).toHaveLength(500);
  expect(new Set(rows.map(({ batch }) => batch)).size).toBeLessThan(30);
});

describe('what is written', () => {
  test.each([
    ['deleted', sql`DELETE FROM ledger_record`],
    ['changed', sql`UPDATE ledger_record SET account = 'somebody else'`],
    ['erased by it', sql`UPDATE ledger_record SET subject = NULL`],
    ['truncated', sql`TRUNCATE ledger_record`],
    ['given another edition', sql`UPDATE ledger_edition SET content = '{}'`],
  ])('is not %s, whether by the login that writes or by the owner', async (_title, statement) => {
    const refusal = /permission denied|are only added|only the subject/;
    await expect(statement.execute(app)).rejects.toThrow(refusal);
    await expect(statement.execute(owner)).rejects.toThrow(refusal);
  });

  test('no longer tells whom it is about when the owner erases that on record, and keeps the leaf’s commitment', async () => {
    const [record] = recordOf('001085990008');
    if (!record) throw new Error('no record');
    await ledger.record([record], edition);
    const [before] = await findRows('001085990008');
    const basis = '15/2026/QĐ-TA';
    await eraseRecord(owner, { id: record.id, basis, operator: 'ops', directory: undefined });

    const after = await app.selectFrom('ledger_record').selectAll().where('id', '=', record.id).execute();
    const commitment = commitTo(before?.salt ?? Buffer.alloc(0), '001085990008');
    expect(after).toEqual([{ ...before, subject: null, salt: null, commitment }]);
  });
});

test('a record that no database takes is said to be none', async () => {
  const databaseUrl = postgres.urlOf('gateway', 'gateway_app').replace(/:\d+\//, ':1/');
  const away = openLedger({ ...files.options, databaseUrl, log });
  const outcomes = await Promise.allSettled(
    recordOf('001085990009', 50).map((record) => away.record([record], edition)),
  );
  await away.close();

  expect(outcomes).toMatchObject(outcomes.map(() => ({ reason: { code: 'RECORD_UNAVAILABLE' } })));
});

import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { Audit } from '../../../gateway/audit/audit.ts';
import { createLog } from '../../../gateway/log.ts';
import { createSharedDatabase, type SharedDatabase } from '../../support/shared-server.ts';

let shared: SharedDatabase;
let audit: Audit;
let owner: pg.Client;

beforeAll(async () => {
  shared = await createSharedDatabase();
  audit = new Audit(shared.url, createLog({ logLevel: 'silent' }));
  owner = new pg.Client({ connectionString: shared.ownerUrl });
  await owner.connect();
});

afterAll(async () => {
  await owner?.end();
  await audit?.close();
  await shared?.drop();
});

test('questions wait for their turn as long as those before them take, and none fails for want of a connection', async () => {
  await owner.query('BEGIN; LOCK TABLE ledger_record IN ACCESS EXCLUSIVE MODE');
  const statements = Array.from({ length: 20 }, () => audit.feeStatements({ month: '2026-11' }));
  // Longer than anybody waits for a connection, and shorter than a statement may take.
  await sleep(2_200);
  await owner.query('COMMIT');
  expect(await Promise.all(statements)).toEqual(Array(20).fill([]));
});

test('beyond a hundred that wait, a question is refused at once', async () => {
  await owner.query('BEGIN; LOCK TABLE ledger_record IN ACCESS EXCLUSIVE MODE');
  const statements = Array.from({ length: 103 }, () => audit.feeStatements({ month: '2026-11' }));
  const settled = Promise.allSettled(statements);
  await expect(statements[102]).rejects.toMatchObject({ extensions: { code: 'LEDGER_UNAVAILABLE' } });
  await owner.query('COMMIT');
  expect((await settled).filter(({ status }) => status === 'rejected')).toHaveLength(1);
});

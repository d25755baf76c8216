import { appendFile } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { sql } from 'kysely';
import { type Checkpoint, openCheckpoint } from '../../../gateway/ledger/checkpoint.ts';
import { openCheckpointFile, readCheckpointFile } from '../../../gateway/ledger/checkpoint-file.ts';
import { openLedger } from '../../../gateway/ledger/ledger.ts';
import { type LedgerDatabase, openLedgerDatabase } from '../../../gateway/ledger/ledger-database.ts';
import {
  consistencyPath,
  inclusionPath,
  type LeafRange,
  provesConsistency,
  provesInclusion,
} from '../../../gateway/ledger/merkle-tree.ts';
import { LedgerRewritten, Sequencer } from '../../../gateway/ledger/sequencer.ts';
import { readPaths, splitHashes } from '../../../gateway/ledger/tree-hashes.ts';
import { createLog } from '../../../gateway/log.ts';
import { createLedgerFiles, type LedgerFiles } from '../../support/ledger-files.ts';
import { openTestPostgres, type TestPostgres } from '../../support/postgres.ts';
import { makeGatewayDatabase } from '../support/gateway-database.ts';
import { anyRecord, edition } from './support/any-record.ts';

const log = createLog({ logLevel: 'silent' });
let postgres: TestPostgres;
let databaseUrl: string;
let files: LedgerFiles;
let owner: LedgerDatabase;

beforeAll(async () => {
  postgres = await openTestPostgres();
  databaseUrl = await makeGatewayDatabase(postgres);
  files = await createLedgerFiles();
  owner = openLedgerDatabase(postgres.urlOf('gateway', 'gateway_migrator'), 4, log);
});

afterAll(async () => {
  await owner?.destroy();
  await postgres?.close();
  await files?.remove();
});

/** Every record in a transaction of its own, or in few. */
async function write(count: number, perRequest: number): Promise<void> {
  // A gateway's process of its own.
  const ledger = openLedger({ ...files.options, databaseUrl, log });
  const records = fc.sample(anyRecord, count);
  for (let at = 0; at < count; at += 50 * perRequest) {
    const requests = Array.from({ length: 50 }, (_, request) =>
      records.slice(at + request * perRequest, at + (request + 1) * perRequest),
    );
    await Promise.all(requests.filter(({ length }) => length > 0).map((some) => ledger.record(some, edition)));
  }
  await ledger.close();
}

async function readCheckpoints(): Promise<Checkpoint[]> {
  const rows = await owner.selectFrom('ledger_checkpoint').select('note').orderBy('size').execute();
  return rows.map(({ note }) => openCheckpoint(note, [files.options.signer.verifier]) ?? never());
}

async function readPath(ranges: readonly LeafRange[]) {
  return (await readPaths(owner, new Map([['asked', ranges]]))).get('asked') ?? never();
}

async function readLeafHashes() {
  const rows = await owner.selectFrom('ledger_batch').select('leaf_hashes').orderBy('first_index').execute();
  return rows.flatMap(({ leaf_hashes }) => splitHashes(leaf_hashes));
}

function never(): never {
  throw new Error('no checkpoint');
}

describe('several processes over one database', () => {
  test('give every record one place, without a gap, and sign what continues what was signed before', async () => {
    await Promise.all([write(500, 1), write(700, 3), write(30, 1)]);

    const { rows } = await sql<{ first_index: number; count: number }>`
      SELECT first_index, length(leaf_hashes) / 32 AS count FROM ledger_batch ORDER BY first_index
    `.execute(owner);
    let next = 0;
    for (const { first_index, count } of rows) {
      expect(first_index).toBe(next);
      next += count;
    }
    expect(next).toBe(1230);
    expect(await owner.selectFrom('ledger_pending').selectAll().execute()).toEqual([]);
    const checkpoints = await readCheckpoints();
    expect(checkpoints.at(-1)?.size).toBe(1230);
    for (const [index, { size, root }] of checkpoints.entries()) {
      const before = checkpoints[index - 1];
      if (!before) continue;
      const path = await readPath(consistencyPath(before.size, size));
      expect(provesConsistency({ before: before.size, size, path }, before.root, root)).toBe(true);
    }
  });

  test('keep the same checkpoints outside of the database', async () => {
    const inFile = await Array.fromAsync(readCheckpointFile(files.options.checkpointsPath));
    const rows = await owner.selectFrom('ledger_checkpoint').select('note').execute();
    expect(inFile.toSorted()).toEqual(rows.map(({ note }) => note).toSorted());
  });

  test('can prove each record to be in every tree that was signed since', async () => {
    const checkpoints = await readCheckpoints();
    const leaves = await readLeafHashes();
    for (const { size, root } of checkpoints.filter((_, index) => index % 3 === 0)) {
      for (const index of [0, 1, 255, 256, 511, 1000, size - 1].filter((at) => at < size)) {
        const path = await readPath(inclusionPath(index, size));
        expect(provesInclusion(leaves[index] ?? never(), { index, size, path }, root)).toBe(true);
      }
    }
    await expect(readPath(inclusionPath(5, 4_000))).rejects.toThrow(RangeError);
  });
});

test('a process that closes waits while another one sequences, which may not have seen its last records', async () => {
  const closed = await owner.transaction().execute(async (other) => {
    await sql`SELECT pg_advisory_xact_lock(6962001)`.execute(other);
    const ledger = openLedger({ ...files.options, databaseUrl, log });
    await ledger.record(fc.sample(anyRecord, 2), edition);
    const closing = ledger.close();
    await setTimeout(300);
    return { closing };
  });
  await closed.closing;

  expect(await owner.selectFrom('ledger_pending').selectAll().execute()).toEqual([]);
  expect((await readCheckpoints()).at(-1)?.size).toBe(1232);
});

test('records that a killed process has left are sequenced by the next one', async () => {
  await sql`INSERT INTO ledger_pending (leaf_hashes) VALUES (sha256('x') || sha256('y'))`.execute(owner);
  const ledger = openLedger({ ...files.options, databaseUrl, log });
  await ledger.close();

  expect((await readCheckpoints()).at(-1)?.size).toBe(1234);
});

test('a file that a crash has left in the middle of a line goes on with the next line', async () => {
  await appendFile(files.options.checkpointsPath, '"citizen-graph.example/led');
  const file = openCheckpointFile(files.options.checkpointsPath);
  const last = (await file.readLast()).at(-1);
  await file.add('one more');

  expect(openCheckpoint(last ?? '', [files.options.signer.verifier])?.size).toBe(1234);
  expect((await Array.fromAsync(readCheckpointFile(files.options.checkpointsPath))).slice(-2)).toEqual([
    last,
    'one more',
  ]);
});

describe('a ledger whose database was set back', () => {
  const allow = (allowed: boolean) =>
    sql.raw(
      `ALTER TABLE ledger_batch ${allowed ? 'DISABLE' : 'ENABLE'} TRIGGER ALL;` +
        `ALTER TABLE ledger_checkpoint ${allowed ? 'DISABLE' : 'ENABLE'} TRIGGER ALL`,
    );

  test('is not signed again, by a process that was there nor by one that has the file', async () => {
    const before = new Sequencer(owner, files.options.signer, openCheckpointFile(files.options.checkpointsPath));
    await sql`INSERT INTO ledger_pending (leaf_hashes) VALUES (sha256('z'))`.execute(owner);
    await before.run();
    await allow(true).execute(owner);
    await sql`DELETE FROM ledger_checkpoint WHERE size > 1232`.execute(owner);
    await sql`DELETE FROM ledger_batch WHERE first_index >= 1232`.execute(owner);
    await allow(false).execute(owner);
    await sql`INSERT INTO ledger_pending (leaf_hashes) VALUES (sha256('other'))`.execute(owner);

    await expect(before.run()).rejects.toThrow(LedgerRewritten);
    const after = new Sequencer(owner, files.options.signer, openCheckpointFile(files.options.checkpointsPath));
    await expect(after.run()).rejects.toThrow(LedgerRewritten);
    expect((await readCheckpoints()).at(-1)?.size).toBe(1232);
  });
});

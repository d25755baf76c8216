import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { runStatement } from '../../support/run-statement.ts';
import { startGateway, type TestGateway } from '../support/start-gateway.ts';
import { an, citizenField, startTestGraph, type TestGraph } from '../support/test-graph.ts';

let graph: TestGraph;
let gateway: TestGateway;
let ownerUrl: string;

beforeAll(async () => {
  graph = await startTestGraph();
  gateway = await startGateway(graph.supergraphSdl);
  ownerUrl = gateway.database?.ownerUrl ?? '';
});

afterAll(async () => {
  await gateway?.close();
  await graph?.stop();
});

const value = '0100900001';
const body = JSON.stringify({ query: `{ ${citizenField(an)} { taxCode } }` });

/** The answers to requests that are sent at once. */
async function askAll(count: number) {
  const texts = await Promise.all(Array.from({ length: count }, async () => await (await gateway.post(body)).text()));
  return {
    told: texts.filter((text) => text.includes(value)).length,
    refused: texts.filter((text) => text.includes('RECORD_UNAVAILABLE') && !text.includes(value)).length,
  };
}

async function countRecords(): Promise<number> {
  const { rows } = await runStatement(ownerUrl, `SELECT count(*)::integer AS count FROM ledger_record`);
  return rows[0].count;
}

describe('nothing is told without a record, and all is again afterwards, when', () => {
  test.each([
    [
      'the database takes no rows any more',
      'REVOKE INSERT ON ledger_pending FROM gateway_app',
      'GRANT INSERT ON ledger_pending TO gateway_app',
    ],
    [
      'the disk is full',
      `CREATE FUNCTION fill() RETURNS trigger LANGUAGE plpgsql AS $$
         BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = 'disk_full'; END $$;
       CREATE TRIGGER full_disk BEFORE INSERT ON ledger_pending EXECUTE FUNCTION fill()`,
      'DROP TRIGGER full_disk ON ledger_pending; DROP FUNCTION fill()',
    ],
    [
      'the connection breaks with each commit',
      `CREATE FUNCTION break() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
         BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END $$;
       CREATE CONSTRAINT TRIGGER break AFTER INSERT ON ledger_pending DEFERRABLE INITIALLY DEFERRED
         FOR EACH ROW EXECUTE FUNCTION break()`,
      'DROP TRIGGER break ON ledger_pending; DROP FUNCTION break()',
    ],
  ])('%s', async (_title, spoil, mend) => {
    expect(await askAll(1)).toEqual({ told: 1, refused: 0 });
    const before = await countRecords();
    await runStatement(ownerUrl, spoil);
    expect(await askAll(100)).toEqual({ told: 0, refused: 100 });
    await runStatement(ownerUrl, mend);
    expect(await countRecords()).toBe(before);
    expect(await askAll(20)).toEqual({ told: 20, refused: 0 });
    expect(await countRecords()).toBe(before + 20);
  });
});

test('while a commit takes its time, answers wait for it, and nobody else waits longer than a statement may', async () => {
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  try {
    await owner.query('BEGIN; LOCK TABLE ledger_pending IN ACCESS EXCLUSIVE MODE');
    const before = await countRecords();
    let answered = 0;
    const waiting = askAll(30).finally(() => answered++);
    await sleep(500);
    expect({ answered, records: await countRecords() }).toEqual({ answered: 0, records: before });
    await owner.query('COMMIT');
    expect(await waiting).toEqual({ told: 30, refused: 0 });

    await owner.query('BEGIN; LOCK TABLE ledger_pending IN ACCESS EXCLUSIVE MODE');
    const startedAt = performance.now();
    expect(await askAll(30)).toEqual({ told: 0, refused: 30 });
    expect(performance.now() - startedAt).toBeLessThan(20_000);
    await owner.query('COMMIT');
    expect(await askAll(30)).toEqual({ told: 30, refused: 0 });
  } finally {
    await owner.end();
  }
});

test('a server that can only be read costs every answer, also of crowds, and none once it takes rows again', async () => {
  const before = await countRecords();
  await gateway.database?.setReadOnly(true);
  for (let crowd = 0; crowd < 5; crowd++) expect(await askAll(200)).toEqual({ told: 0, refused: 200 });
  await gateway.database?.setReadOnly(false);
  expect(await countRecords()).toBe(before);
  // A request may be the first to find that its connection was ended.
  await askAll(5);
  expect(await askAll(20)).toEqual({ told: 20, refused: 0 });
});

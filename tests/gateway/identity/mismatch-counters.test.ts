import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type GatewayDatabase, openGatewayDatabase } from '../../../gateway/database/gateway-database.ts';
import { createMemoryMismatches } from '../../../gateway/identity/memory-mismatches.ts';
import { createPostgresMismatches } from '../../../gateway/identity/postgres-mismatches.ts';
import { createLog } from '../../../gateway/log.ts';
import { openTestPostgres, type TestPostgres } from '../../support/postgres.ts';
import { makeGatewayDatabase } from '../support/gateway-database.ts';

let postgres: TestPostgres;
let database: GatewayDatabase;

beforeAll(async () => {
  postgres = await openTestPostgres();
  database = openGatewayDatabase(await makeGatewayDatabase(postgres), createLog({ logLevel: 'silent' }));
});

afterAll(async () => {
  await database.destroy();
  await postgres.close();
});

const periods = { windowMs: 300, lockMs: 700 };
let serial = 0;

describe.each([
  ['in the database', () => createPostgresMismatches(database, periods)],
  ['in memory', () => createMemoryMismatches(periods)],
])('mismatches that are counted %s', (_where, create) => {
  test('add up for each guesser, and are forgotten after a while', async () => {
    const counter = create();
    const one = { name: `one ${++serial}`, allowed: 5 };
    const other = { name: `other ${serial}`, allowed: 5 };

    expect(await countOf(counter.count([one, other]))).toEqual([1, 1]);
    expect(await countOf(counter.count([other]))).toEqual([2]);
    expect(await countOf(counter.count([one, other]))).toEqual([2, 3]);
    await sleep(350);
    expect(await countOf(counter.count([one, other]))).toEqual([1, 1]);
  });

  test('lock a guesser from the last that is allowed on, for as long as a lock holds', async () => {
    const counter = create();
    const guesser = { name: `guesser ${++serial}`, allowed: 3 };

    await counter.count([guesser]);
    await counter.count([guesser]);
    expect((await counter.readLocks()).has(guesser.name)).toBe(false);
    const [standing] = await counter.count([guesser]);
    expect(standing?.endsInMs).toBeGreaterThan(400);
    expect((await counter.readLocks()).get(guesser.name)).toBeGreaterThan(350);
    await sleep(750);
    expect((await counter.readLocks()).has(guesser.name)).toBe(false);
  });

  test('are counted one by one when they come at the same time', async () => {
    const counter = create();
    const guesser = { name: `crowd ${++serial}`, allowed: 100 };
    const client = { name: `crowd's client ${serial}`, allowed: 100 };

    const standings = await Promise.all(Array.from({ length: 20 }, () => counter.count([guesser, client])));

    const counts = standings.map(([standing]) => standing?.mismatches ?? 0);
    expect(counts.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
  });
});

async function countOf(standings: Promise<readonly { readonly mismatches: number }[]>): Promise<number[]> {
  return (await standings).map(({ mismatches }) => mismatches);
}

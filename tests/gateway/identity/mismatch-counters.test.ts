import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { sql } from 'kysely';
import { type GatewayDatabase, openGatewayDatabase } from '../../../gateway/database/gateway-database.ts';
import { createMemoryMismatches } from '../../../gateway/identity/memory-mismatches.ts';
import { createPostgresMismatches } from '../../../gateway/identity/postgres-mismatches.ts';
import { createLog } from '../../../gateway/log.ts';
import { openTestPostgres, type TestPostgres } from '../../support/postgres.ts';
import { steerClock } from '../../support/steer-clock.ts';
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

beforeEach(() => steerClock('performance'));

afterEach(() => {
  jest.useRealTimers();
});

const periods = { windowMs: 300_000, lockMs: 700_000 };
let serial = 0;

/** The database has a clock of its own: there all is moved into the past. */
async function age(ms: number): Promise<void> {
  await sql`UPDATE identity_mismatch SET ends_at = ends_at - make_interval(secs => ${ms / 1000})`.execute(database);
}

describe.each([
  ['in the database', () => createPostgresMismatches(database, periods), age],
  ['in memory', () => createMemoryMismatches(periods), async (ms: number) => void jest.advanceTimersByTime(ms)],
])('mismatches that are counted %s', (_where, create, pass) => {
  test('add up for each guesser, and are forgotten after a while', async () => {
    const counter = create();
    const one = { name: `one ${++serial}`, allowed: 5 };
    const other = { name: `other ${serial}`, allowed: 5 };

    expect(await countOf(counter.count([one, other]))).toEqual([1, 1]);
    expect(await countOf(counter.count([other]))).toEqual([2]);
    expect(await countOf(counter.count([one, other]))).toEqual([2, 3]);
    await pass(350_000);
    expect(await countOf(counter.count([one, other]))).toEqual([1, 1]);
  });

  test('lock a guesser from the last that is allowed on, for as long as a lock holds', async () => {
    const counter = create();
    const guesser = { name: `guesser ${++serial}`, allowed: 3 };

    await counter.count([guesser]);
    await counter.count([guesser]);
    expect((await counter.readLocks()).has(guesser.name)).toBe(false);
    const [standing] = await counter.count([guesser]);
    expect(standing?.endsInMs).toBeGreaterThan(400_000);
    expect((await counter.readLocks()).get(guesser.name)).toBeGreaterThan(400_000);
    await pass(650_000);
    expect((await counter.readLocks()).has(guesser.name)).toBe(true);
    await pass(50_000);
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

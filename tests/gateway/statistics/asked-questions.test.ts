import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type GatewayDatabase, openGatewayDatabase } from '../../../gateway/database/gateway-database.ts';
import { createLog } from '../../../gateway/log.ts';
import { createMemoryQuestions } from '../../../gateway/statistics/memory-questions.ts';
import { createPostgresQuestions } from '../../../gateway/statistics/postgres-questions.ts';
import { openTestPostgres, type TestPostgres } from '../../support/postgres.ts';
import { runStatement } from '../../support/run-statement.ts';
import { makeGatewayDatabase } from '../support/gateway-database.ts';

let postgres: TestPostgres;
let url: string;
let database: GatewayDatabase;
let today = '2026-07-01';

beforeAll(async () => {
  postgres = await openTestPostgres();
  url = await makeGatewayDatabase(postgres);
  database = openGatewayDatabase(url, createLog({ logLevel: 'silent' }));
});
afterAll(async () => {
  await database.destroy();
  await postgres.close();
});

let serial = 0;

describe.each([
  [
    'in the database',
    () => createPostgresQuestions(database),
    () => runStatement(url, 'UPDATE statistics_questions SET day = day - 1'),
  ],
  [
    'in memory',
    () => createMemoryQuestions(() => new Date(`${today}T12:00:00Z`)),
    async () => {
      today = '2026-07-02';
    },
  ],
])('questions that are kept %s', (_where, create, passDay) => {
  test('are granted to each asker up to the limit, and again when they were asked before', async () => {
    const asked = create();
    const [one, other] = [`one ${++serial}`, `other ${serial}`];
    const add = (asker: string, ...digests: string[]) =>
      Array.fromAsync(digests, (digest) => asked.add(asker, digest, 2));

    expect(await add(one, 'a', 'b', 'c', 'a', 'c', 'b')).toEqual([true, true, false, true, false, true]);
    expect(await add(other, 'c')).toEqual([true]);
  });

  test('are forgotten when the day is over', async () => {
    const asked = create();
    const asker = `tomorrow ${++serial}`;
    expect(await asked.add(asker, 'a', 1)).toBe(true);
    expect(await asked.add(asker, 'b', 1)).toBe(false);
    await passDay();
    expect(await asked.add(asker, 'b', 1)).toBe(true);
    expect(await asked.add(asker, 'a', 1)).toBe(false);
  });

  test('are counted one by one when they come at the same time', async () => {
    const asked = create();
    const asker = `crowd ${++serial}`;
    const granted = await Promise.all(Array.from({ length: 20 }, (_, i) => asked.add(asker, `question ${i}`, 7)));
    expect(granted.filter(Boolean)).toHaveLength(7);
  });
});

test('two processes of the gateway share what was asked', async () => {
  const another = openGatewayDatabase(url, createLog({ logLevel: 'silent' }));
  const asker = `shared ${++serial}`;
  expect(await createPostgresQuestions(database).add(asker, 'a', 1)).toBe(true);
  expect(await createPostgresQuestions(another).add(asker, 'b', 1)).toBe(false);
  await another.destroy();
});

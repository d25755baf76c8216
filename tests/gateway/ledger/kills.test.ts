import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { until } from '../../support/until.ts';
import { type KillableGateway, startKillableGateway } from './support/killable-gateway.ts';

jest.setTimeout(180_000);

const CLIENTS = 6;

let killable: KillableGateway;

beforeAll(async () => {
  killable = await startKillableGateway();
});

afterAll(async () => {
  await killable?.close();
});

test.each([
  ['the gateway', ['killGateway']],
  ['PostgreSQL', ['killPostgres']],
  ['both', ['killPostgres', 'killGateway']],
] as const)('whoever was answered before %s was killed, at any moment, is on record', async (_title, kills) => {
  const done = new AbortController();
  const answered: string[] = [];
  const clients = Promise.all(Array.from({ length: CLIENTS }, () => killable.ask(answered, done.signal)));
  await until(() => answered.length > 10);
  await sleep(Math.random() * 700);
  await Promise.all(kills.map((kill) => killable[kill]()));
  await sleep(1_500);
  done.abort();
  await clients;

  expect(await killable.findUnrecorded(answered)).toEqual([]);
  expect(await killable.answersAgain()).toBe(true);
  expect(await killable.verify()).toMatchObject({ problem: undefined });
});

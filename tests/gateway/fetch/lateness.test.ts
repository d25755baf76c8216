import { once } from 'node:events';
import { setImmediate, setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Pool } from 'undici';
import { EntityBatcher } from '../../../gateway/fetch/entity-batcher.ts';
import { asQuery } from './source-request.ts';
import { createTestSource } from './test-source.ts';

const TIMEOUT_MS = 4_000;
const operation = asQuery(
  'query ($representations: [_Any!]!) { _entities(representations: $representations) { name } }',
);

/** How far the ministry is, which another thread is: this one stands still when it answers. */
const stage = new Int32Array(new SharedArrayBuffer(4));
const [ASKED, MAY_ANSWER, ANSWERED] = [1, 2, 3];

const ministry = `
  const { createServer } = require('node:http');
  const { parentPort, workerData: stage } = require('node:worker_threads');
  createServer((request, response) => {
    request.resume().on('end', () => {
      Atomics.store(stage, 0, ${ASKED});
      Atomics.wait(stage, 0, ${ASKED});
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end('{"data":{"_entities":[{"name":"An"}]}}', () => Atomics.store(stage, 0, ${ANSWERED}));
    });
  }).listen(0, '127.0.0.1', function () { parentPort.postMessage(this.address().port); });
`;

let worker: Worker;
let url: string;
let dispatcher: Pool;

beforeAll(async () => {
  worker = new Worker(ministry, { eval: true, workerData: stage });
  const [port] = await once(worker, 'message');
  url = `http://127.0.0.1:${port}/graphql`;
  dispatcher = new Pool(new URL(url).origin);
});

afterAll(async () => {
  await dispatcher.destroy();
  await worker.terminate();
});

test('a ministry that answered in time is not too slow because the gateway is', async () => {
  const source = createTestSource({ url, dispatcher, timeoutMs: TIMEOUT_MS });
  const request = { operation, otherVariables: '', changesEntities: false, origins: [], signal: undefined };
  const start = performance.now();
  const answer = new EntityBatcher(source, { maxRepresentations: 1, maxCalls: 1 }).load({
    ...request,
    representations: ['{"__typename":"Citizen","personalId":"1"}'],
  });
  while (Atomics.load(stage, 0) !== ASKED) await sleep(1);
  // What stands still from here on looks at its timers before it looks at its sockets.
  await setImmediate();
  Atomics.store(stage, 0, MAY_ANSWER);
  Atomics.notify(stage, 0);
  while (Atomics.load(stage, 0) !== ANSWERED || performance.now() - start < TIMEOUT_MS + 100);

  expect(await answer).toEqual({ entities: [{ name: 'An' }], faults: [], errors: [] });
});

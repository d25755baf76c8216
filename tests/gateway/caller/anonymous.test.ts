import { writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readConfig } from '../../../gateway/config.ts';
import { openGateway } from '../../../gateway/gateway.ts';
import { createLog } from '../../../gateway/log.ts';
import { until } from '../../support/until.ts';
import { startGateway } from '../support/start-gateway.ts';
import { compose, startTestGraph, type TestGraph } from '../support/test-graph.ts';
import { startTestMinistry, type TestMinistry } from '../support/test-ministry.ts';

let graph: TestGraph;
let shop: TestMinistry;
let unmarkedSdl: string;

const anonymous = { GATEWAY_ALLOW_ANONYMOUS: 'true', GATEWAY_ALLOW_UNMARKED_SUPERGRAPH: 'true' };

beforeAll(async () => {
  graph = await startTestGraph();
  shop = await startTestMinistry('shop', 'type Query { open: Boolean }', { Query: { open: () => true } });
  unmarkedSdl = compose([shop]);
});

afterAll(async () => {
  await graph.stop();
  await shop.stop();
});

const body = JSON.stringify({ query: '{ open }' });
const headers = { 'content-type': 'application/json' };

test('anyone may ask an unmarked supergraph when that is meant, and the log says so in one line', async () => {
  const gateway = await startGateway(unmarkedSdl, anonymous);
  const response = await fetch(gateway.url, { method: 'POST', headers, body });
  await gateway.close();

  expect(await response.json()).toEqual({ data: { open: true } });
  const loud = gateway
    .log()
    .split('\n')
    .filter((line) => line.includes('ANYONE MAY ASK'));
  expect(loud.map((line) => JSON.parse(line).level)).toEqual([40]);
});

test('nobody may ask a supergraph with marks without signing in', async () => {
  await expect(startGateway(graph.supergraphSdl, anonymous)).rejects.toThrow(
    'It has marks, so nobody may ask without signing in. Set GATEWAY_ISSUER instead',
  );
});

test('a new supergraph with marks is not served to just anyone', async () => {
  const gateway = await startGateway(unmarkedSdl, anonymous);
  await writeFile(gateway.supergraphPath, graph.supergraphSdl);
  await until(() => gateway.log().includes('the one before is kept'));
  const response = await fetch(gateway.url, { method: 'POST', headers, body });
  await gateway.close();

  expect(await response.json()).toEqual({ data: { open: true } });
  expect(gateway.log()).toContain('It has marks');
});

test('an unmarked supergraph asks for a sign-in unless told otherwise', async () => {
  const gateway = await startGateway(unmarkedSdl, { GATEWAY_ALLOW_UNMARKED_SUPERGRAPH: 'true' });
  const response = await fetch(gateway.url, { method: 'POST', headers, body });
  await gateway.close();

  expect(response.status).toBe(401);
});

test.each([
  ['neither a provider nor anyone', {}, 'Nobody could ask: set GATEWAY_ISSUER'],
  ['both a provider and anyone', { GATEWAY_ISSUER: 'https://a.example', ...anonymous }, 'exclude each other'],
])('a gateway that is told of %s does not start', async (_title, environment, reason) => {
  const config = readConfig(environment);

  await expect(openGateway(config, createLog({ logLevel: 'silent' }))).rejects.toThrow(reason);
});

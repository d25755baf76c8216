import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sampleClaims } from '../../support/tokens.ts';
import { startGateway, type TestGateway } from '../support/start-gateway.ts';
import { startTestGraph, type TestGraph } from '../support/test-graph.ts';

/** What the proxy tells of a certificate is its bytes, which only their hash is taken of. */
const certificate = randomBytes(900);
const shown = `:${certificate.toString('base64')}:`;
const cnf = { 'x5t#S256': createHash('sha256').update(certificate).digest('base64url') };

let graph: TestGraph;
let trusting: TestGateway;
let wary: TestGateway;

beforeAll(async () => {
  graph = await startTestGraph();
  trusting = await startGateway(graph.supergraphSdl, {
    GATEWAY_TRUST_CLIENT_CERT: 'true',
    GATEWAY_REGISTERED_ONLY_ROLES: 'portal',
  });
  wary = await startGateway(graph.supergraphSdl);
});

afterAll(async () => {
  await trusting.close();
  await wary.close();
  await graph.stop();
});

async function send(gateway: TestGateway, headers: Record<string, string>) {
  const authorization = `Bearer ${await gateway.issuer.token({ ...sampleClaims.partner, cnf })}`;
  const body = JSON.stringify({ query: '{ __typename }' });
  // Twice, since the second time the token is known.
  const statuses = [];
  let challenge = '';
  for (let turn = 0; turn < 2; turn++) {
    const response = await gateway.post(body, { authorization, ...headers });
    await response.text();
    statuses.push(response.status);
    challenge = response.headers.get('www-authenticate') ?? '';
  }
  return { statuses, challenge };
}

function refused(reason: string) {
  return { statuses: [401, 401], challenge: expect.stringContaining(reason) };
}

test('a token that is bound to a certificate lets who shows it ask', async () => {
  expect(await send(trusting, { 'client-cert': shown })).toEqual({ statuses: [200, 200], challenge: '' });
});

test('it is refused with another certificate', async () => {
  const other = `:${randomBytes(900).toString('base64')}:`;

  expect(await send(trusting, { 'client-cert': other })).toEqual(refused('bound to another certificate'));
});

test.each([{}, { 'client-cert': '' }, { 'client-cert': shown.slice(1) }, { 'client-cert': `${shown}, ${shown}` }])(
  'it is refused without one: %#',
  async (headers) => {
    expect(await send(trusting, headers)).toEqual(refused('bound to a certificate, and none was shown'));
  },
);

test('it is refused where nobody vouches for the header', async () => {
  expect(await send(wary, { 'client-cert': shown })).toEqual(
    refused('bound to a certificate, and none are taken here'),
  );
});

import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createSigningKeyFiles, type SigningKeyFiles } from '../../support/signing-key.ts';
import { startGateway, type TestGateway } from '../support/start-gateway.ts';
import { startTestGraph, type TestGraph } from '../support/test-graph.ts';

let graph: TestGraph;
let files: SigningKeyFiles;
let gateway: TestGateway;

beforeAll(async () => {
  graph = await startTestGraph();
  files = await createSigningKeyFiles();
  gateway = await startGateway(graph.supergraphSdl, { GATEWAY_SIGNING_KEY: files.privateKeyPath });
});
afterAll(async () => {
  await gateway.close();
  await files.remove();
  await graph.stop();
});

test('ministries find the public keys of the gateway, and nothing of the private ones, without a sign-in', async () => {
  const response = await fetch(new URL('/.well-known/jwks.json', gateway.url));
  expect(response.headers.get('content-type')).toContain('application/jwk-set+json');
  expect(response.headers.get('cache-control')).toBe('no-store');
  const { x } = files.key.publicJwk;
  expect(await response.json()).toEqual({
    keys: [{ kty: 'OKP', crv: 'Ed25519', x, kid: files.key.id, alg: 'EdDSA', use: 'sig' }],
  });
});

import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { openTestIssuer, type TestIssuer } from '../../support/tokens.ts';
import { startGateway, type TestGateway } from '../support/start-gateway.ts';
import { startTestGraph, type TestGraph } from '../support/test-graph.ts';

let graph: TestGraph;
let issuer: TestIssuer;
let gateway: TestGateway | undefined;

beforeAll(async () => {
  graph = await startTestGraph();
});

beforeEach(async () => {
  issuer = await openTestIssuer();
});

afterEach(async () => {
  await gateway?.close();
  await issuer.close();
});

afterAll(() => graph.stop());

async function start(): Promise<TestGateway> {
  gateway = await startGateway(graph.supergraphSdl, { GATEWAY_ISSUER: issuer.issuer });
  return gateway;
}

async function send({ post }: TestGateway, token?: string) {
  const authorization = `Bearer ${token ?? (await issuer.token())}`;
  const response = await post(JSON.stringify({ query: '{ __typename }' }), { authorization });
  const { errors } = (await response.json()) as { errors?: { message: string; extensions: { code: string } }[] };
  return { status: response.status, codes: errors?.map(({ extensions }) => extensions.code) };
}

describe('the keys of the provider', () => {
  test('are asked for once, however many tokens come', async () => {
    const started = await start();
    const tokens = await Promise.all(Array.from({ length: 20 }, () => issuer.token()));
    const answers = await Promise.all(tokens.map((token) => send(started, token)));

    expect(answers.every(({ status }) => status === 200)).toBe(true);
    expect(issuer.keyRequests()).toBe(1);
  });

  test('are asked for again when the provider signs with a new one, and what the old one signed counts no more', async () => {
    const started = await start();
    const old = await issuer.token();
    expect(await send(started, old)).toMatchObject({ status: 200 });
    // An unknown key right after the start is not looked for at once.
    await waitForPause();
    await issuer.rotateKey();

    expect(await send(started)).toMatchObject({ status: 200 });
    expect(await send(started, old)).toEqual({ status: 401, codes: ['UNAUTHENTICATED'] });
  });

  test('are not asked for each time that a key is unknown', async () => {
    const started = await start();
    await send(started);
    for (let i = 0; i < 20; i++) {
      const token = await issuer.token(undefined, { kid: `unknown-${i}` });
      expect(await send(started, token)).toEqual({ status: 401, codes: ['UNAUTHENTICATED'] });
    }

    expect(issuer.keyRequests()).toBe(1);
  });

  test('serve while the provider is down', async () => {
    const started = await start();
    await send(started);
    issuer.setDown(true);

    expect(await send(started)).toMatchObject({ status: 200 });
  });
});

describe('a gateway whose provider is down', () => {
  test('starts, says so, and lets callers in as soon as the provider is up', async () => {
    issuer.setDown(true);
    const started = await start();
    const refused = await started.post('{}', { authorization: `Bearer ${await issuer.token()}` });

    expect(refused.status).toBe(503);
    expect(await refused.json()).toMatchObject({ errors: [{ extensions: { code: 'SIGN_IN_UNAVAILABLE' } }] });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(started.log()).toContain('cannot fetch the keys of the OpenID provider');
    issuer.setDown(false);
    await sleep(1_100);
    expect(await send(started)).toMatchObject({ status: 200 });
  });
});

/** How long after it fetched the keys the gateway looks for an unknown one again. */
function waitForPause(): Promise<void> {
  return sleep(10_100);
}

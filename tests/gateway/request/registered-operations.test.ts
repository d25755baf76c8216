import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Claims, sampleClaims } from '../../support/tokens.ts';
import { until } from '../../support/until.ts';
import { type GraphqlBody, startGateway, type TestGateway } from '../support/start-gateway.ts';
import { startTestGraph, type TestGraph } from '../support/test-graph.ts';

const ratesOf2025 = 'query Rates { rates(year: 2025) }';
const ratesOf = 'query Rates($year: Int) { rates(year: $year) }';
const portal = sampleClaims.portal.client_id;

let graph: TestGraph;
let directory: string;
let gateway: TestGateway;

beforeAll(async () => {
  graph = await startTestGraph();
  directory = await mkdtemp(join(tmpdir(), 'manifests-'));
  await register(portal, ratesOf2025, ratesOf);
  await register(sampleClaims.partner.client_id, ratesOf2025);
  gateway = await startGateway(graph.supergraphSdl, { GATEWAY_REGISTERED_OPERATIONS: directory });
});

afterAll(async () => {
  await gateway.close();
  await graph.stop();
  await rm(directory, { recursive: true });
});

function hashOf(document: string): string {
  return createHash('sha256').update(document).digest('hex');
}

function register(client: string, ...documents: readonly string[]): Promise<void> {
  const manifest = Object.fromEntries(documents.map((document) => [hashOf(document), document]));
  return writeFile(join(directory, `${client}.json`), JSON.stringify(manifest));
}

async function ask(claims: Claims, body: object): Promise<GraphqlBody & { readonly status: number }> {
  const authorization = `Bearer ${await gateway.issuer.token(claims)}`;
  const response = await gateway.post(JSON.stringify(body), { authorization });
  return { status: response.status, ...((await response.json()) as GraphqlBody) };
}

/** The code of the refusal; undefined when the operation ran. */
async function refusalOf(claims: Claims, body: object): Promise<string | undefined> {
  const { status, data, errors } = await ask(claims, body);
  if (!errors) return undefined;
  expect({ status, data }).toEqual({ status: errors[0]?.extensions.code === 'REQUEST_INVALID' ? 400 : 403 });
  return errors[0]?.extensions.code;
}

describe('a portal', () => {
  test.each([
    ['documentId', { documentId: hashOf(ratesOf2025) }],
    ['documentId with the name of the hash', { documentId: `sha256:${hashOf(ratesOf2025)}` }],
    ['persistedQuery', { extensions: { persistedQuery: { version: 1, sha256Hash: hashOf(ratesOf2025) } } }],
  ])('runs an operation that is registered for it by %s', async (_, body) => {
    expect(await ask(sampleClaims.portal, body)).toEqual({ status: 200, data: { rates: [1, 2] } });
  });

  test('runs one with variables and a name, and by GET', async () => {
    const body = { documentId: hashOf(ratesOf), variables: { year: 2025 }, operationName: 'Rates' };
    expect(await ask(sampleClaims.portal, body)).toEqual({ status: 200, data: { rates: [1, 2] } });
    const authorization = `Bearer ${await gateway.issuer.token(sampleClaims.portal)}`;
    const url = `${gateway.url}?documentId=sha256:${hashOf(ratesOf2025)}`;
    expect(await (await fetch(url, { headers: { authorization } })).json()).toEqual({ data: { rates: [1, 2] } });
  });

  test.each([
    ['sends a text', { query: '{ rates }' }],
    ['sends the text of a registered operation', { query: ratesOf2025 }],
    ['sends introspection', { query: '{ __schema { types { name } } }' }],
    ['gives a hash that nobody registered', { documentId: hashOf('{ rates }') }],
    ['gives a name that every object has', { documentId: '__proto__' }],
  ])('is refused when it %s', async (_, body) => {
    expect(await refusalOf(sampleClaims.portal, body)).toBe('OPERATION_NOT_REGISTERED');
  });

  test.each([
    ['a text and a hash', { query: ratesOf2025, documentId: hashOf(ratesOf2025) }],
    [
      'a text and the hash of another',
      { query: '{ rates }', extensions: { persistedQuery: { version: 1, sha256Hash: hashOf(ratesOf2025) } } },
    ],
    ['two hashes', { documentId: 'a', extensions: { persistedQuery: { version: 1, sha256Hash: 'a' } } }],
    ['an unknown version', { extensions: { persistedQuery: { version: 2, sha256Hash: hashOf(ratesOf2025) } } }],
    ['no hash', { extensions: { persistedQuery: { version: 1 } } }],
    ['a hash that is no text', { documentId: 1 }],
  ])('is told that a request is unclear that has %s', async (_, body) => {
    expect(await refusalOf(sampleClaims.portal, body)).toBe('REQUEST_INVALID');
  });
});

describe('another client', () => {
  test('does not run what is registered for a portal alone', async () => {
    expect(await refusalOf(sampleClaims.partner, { documentId: hashOf(ratesOf2025) })).toBeUndefined();
    expect(await refusalOf(sampleClaims.partner, { documentId: hashOf(ratesOf) })).toBe('OPERATION_NOT_REGISTERED');
  });

  test('of which there is no manifest runs nothing, whatever it is called', async () => {
    for (const client of ['client-other', '../client-portal', `${portal}.json`, '__proto__', '']) {
      const claims = { ...sampleClaims.partner, client_id: client || 'x' };
      expect(await refusalOf(claims, { documentId: hashOf(ratesOf2025) })).toBe('OPERATION_NOT_REGISTERED');
    }
  });
});

describe('a clerk', () => {
  test('writes operations of their own, and runs by hash what is registered for their program', async () => {
    expect(await refusalOf(sampleClaims.clerk, { query: '{ rates }' })).toBeUndefined();
    expect(await refusalOf(sampleClaims.clerk, { documentId: hashOf(ratesOf) })).toBe('OPERATION_NOT_REGISTERED');
    const claims = { ...sampleClaims.clerk, client_id: portal };
    expect(await refusalOf(claims, { documentId: hashOf(ratesOf) })).toBeUndefined();
  });

  test('runs registered operations alone where the configuration says so', async () => {
    const strict = await startGateway(graph.supergraphSdl, { GATEWAY_REGISTERED_ONLY_ROLES: 'clerk' });
    try {
      expect((await strict.query('{ rates }')).errors?.[0]?.extensions.code).toBe('OPERATION_NOT_REGISTERED');
    } finally {
      await strict.close();
    }
  });
});

describe('a new manifest', () => {
  test('is used without a restart, and one that cannot be read changes nothing', async () => {
    const document = '{ rates(year: 2026) }';
    await register('client-new', document);
    const claims = { ...sampleClaims.partner, client_id: 'client-new' };
    const body = { documentId: hashOf(document) };
    await until(async () => (await refusalOf(claims, body)) === undefined);

    await writeFile(join(directory, 'client-new.json'), '{');
    await until(() => gateway.log().includes('refused new registered operations'));
    expect(gateway.log()).toContain('client-new.json: It is not JSON.');
    expect(await refusalOf(claims, body)).toBeUndefined();

    await rm(join(directory, 'client-new.json'));
    await until(async () => (await refusalOf(claims, body)) === 'OPERATION_NOT_REGISTERED');
  });
});

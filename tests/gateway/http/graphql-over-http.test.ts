import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { serverAudits } from 'graphql-http';
import { startGateway, type TestGateway } from '../support/start-gateway.ts';
import { an, citizenByVariables, named, namedBy, startTestGraph, type TestGraph } from '../support/test-graph.ts';

let graph: TestGraph;
let gateway: TestGateway;

beforeAll(async () => {
  graph = await startTestGraph();
  gateway = await startGateway(graph.supergraphSdl, { GATEWAY_MAX_BODY_BYTES: '2000' });
});

afterAll(async () => {
  await gateway.close();
  await graph.stop();
});

const typename = JSON.stringify({ query: '{ __typename }' });

async function codeOf(response: Response): Promise<string> {
  const body = (await response.json()) as { errors: { extensions: { code: string } }[] };
  expect(body).not.toHaveProperty('data');
  return body.errors.map(({ extensions }) => extensions.code).join();
}

describe('the audit of GraphQL over HTTP', () => {
  const audits = serverAudits({
    url: () => gateway.url,
    fetchFn: (url: string, init: RequestInit) => gateway.fetch(url, init),
  });

  test.each(audits.map(({ id, name, fn }) => ({ id, name, fn })))('$id $name', async ({ fn }) => {
    expect(await fn()).toMatchObject({ status: 'ok' });
  });
});

describe('content negotiation', () => {
  test.each([
    ['application/graphql-response+json', 'application/graphql-response+json'],
    ['application/graphql-response+json, application/json;q=0.9', 'application/graphql-response+json'],
    ['application/json, application/graphql-response+json', 'application/graphql-response+json'],
    ['application/json, application/graphql-response+json;q=0.5', 'application/json'],
    ['application/json, text/plain, */*', 'application/json'],
    ['APPLICATION/JSON; charset=UTF-8', 'application/json'],
    ['text/html, application/*;q=0.1', 'application/json'],
    ['*/*', 'application/json'],
    ['application/json;q=0, */*', undefined],
    ['application/json;charset=latin1', undefined],
    ['text/html', undefined],
    ['', undefined],
  ])('answers Accept: %s with %s', async (accept, mediaType) => {
    const response = await gateway.post(typename, { accept });

    expect(response.status).toBe(mediaType ? 200 : 406);
    expect(response.headers.get('content-type')).toBe(`${mediaType ?? 'application/json'}; charset=utf-8`);
    if (!mediaType) expect(await codeOf(response)).toBe('REQUEST_NOT_ACCEPTABLE');
  });

  test.each([
    [undefined, 415],
    ['text/plain', 415],
    ['application/graphql', 415],
    ['application/json; charset=latin1', 415],
    ['application/x-www-form-urlencoded', 415],
    ['nonsense', 415],
    ['application/json; charset="utf-8"', 200],
    ['Application/JSON;charset=UTF-8', 200],
  ])('answers Content-Type: %s with %d', async (contentType, status) => {
    const headers = contentType === undefined ? {} : { 'content-type': contentType };
    const response = await gateway.fetch(gateway.url, { method: 'POST', headers, body: Buffer.from(typename) });

    expect(response.status).toBe(status);
    if (status !== 200) expect(await codeOf(response)).toBe('REQUEST_MEDIA_TYPE_UNSUPPORTED');
  });
});

describe('a request that is not well-formed', () => {
  test.each([
    ['a body that is no JSON', '{"query":'],
    ['an empty body', ''],
    ['a list', '[]'],
    ['a batch of operations', '[{"query":"{__typename}"},{"query":"{__typename}"}]'],
    ['a number', '1'],
    ['no query', '{}'],
    ['an empty query', '{"query":""}'],
    ['variables that are a list', '{"query":"{__typename}","variables":[]}'],
    ['extensions that are text', '{"query":"{__typename}","extensions":"x"}'],
    ['an operationName that is a number', '{"query":"{__typename}","operationName":1}'],
  ])('with %s is refused with 400, whatever the caller accepts', async (_title, body) => {
    for (const accept of ['application/json', 'application/graphql-response+json', '*/*']) {
      const response = await gateway.post(body, { accept });
      expect(response.status).toBe(400);
      expect(await codeOf(response)).toBe('REQUEST_INVALID');
    }
  });

  test('with a body that is not UTF-8 is refused', async () => {
    const response = await gateway.post(Uint8Array.of(0x7b, 0x22, 0xff, 0x22, 0x7d));

    expect(response.status).toBe(400);
    expect(await codeOf(response)).toBe('REQUEST_INVALID');
  });

  test('with too large a body is refused', async () => {
    const response = await gateway.post(JSON.stringify({ query: `{ __typename } #${'x'.repeat(3000)}` }));

    expect(response.status).toBe(413);
    expect(await codeOf(response)).toBe('REQUEST_TOO_LARGE');
  });

  test.each(['query=%7B__typename%7D&query=x', 'variables=%7B', 'query=%7B__typename%7D&extensions=1', ''])(
    'by GET with %s is refused',
    async (parameters) => {
      const response = await gateway.fetch(`${gateway.url}?${parameters}`);

      expect(response.status).toBe(400);
      expect(await codeOf(response)).toBe('REQUEST_INVALID');
    },
  );

  test('by a path with a broken escape is refused without repeating it', async () => {
    const response = await gateway.fetch(`${new URL(gateway.url).origin}/%zz-${an}`);
    const text = await response.text();

    expect(response.status).toBe(400);
    expect(text).toContain('REQUEST_INVALID');
    expect(text).not.toContain(an);
  });
});

describe('methods and paths', () => {
  test('a query may come by GET, with variables and operationName', async () => {
    const parameters = new URLSearchParams({
      query: `query A(${namedBy}) { ${citizenByVariables} { fullName } } query B { __typename }`,
      variables: JSON.stringify(named(an)),
      operationName: 'A',
    });
    const response = await gateway.fetch(`${gateway.url}?${parameters}`);

    expect(await response.json()).toMatchObject({ data: { citizen: { fullName: 'Nguyễn Thị An' } } });
  });

  test('a mutation may not come by GET', async () => {
    const response = await gateway.fetch(
      `${gateway.url}?query=${encodeURIComponent('mutation { renameCitizen(name: "x") }')}`,
    );

    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('POST');
    expect(await codeOf(response)).toBe('REQUEST_METHOD_NOT_ALLOWED');
  });

  test.each(['PUT', 'PATCH', 'DELETE', 'OPTIONS'])('%s is not allowed', async (method) => {
    const response = await gateway.fetch(gateway.url, { method });

    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('GET, POST');
    expect(await codeOf(response)).toBe('REQUEST_METHOD_NOT_ALLOWED');
  });

  test('an unknown path is not found, and not repeated', async () => {
    const response = await gateway.fetch(`${new URL(gateway.url).origin}/${an}`);

    expect(response.status).toBe(404);
    expect(await response.clone().text()).not.toContain(an);
    expect(await codeOf(response)).toBe('REQUEST_PATH_UNKNOWN');
  });

  test('/health and /ready answer', async () => {
    const { origin } = new URL(gateway.url);

    expect(await (await gateway.fetch(`${origin}/health`)).json()).toEqual({ status: 'alive' });
    expect(await (await gateway.fetch(`${origin}/ready`)).json()).toEqual({ status: 'ready' });
  });

  test('an answer is not kept by caches', async () => {
    const response = await gateway.post(typename);

    expect(response.headers.get('cache-control')).toBe('no-store');
  });
});

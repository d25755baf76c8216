import { writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { until } from '../../support/until.ts';
import { startGateway, type TestGateway } from '../support/start-gateway.ts';
import { an, citizenField, compose, startTestGraph } from '../support/test-graph.ts';
import { startTestMinistry, type TestMinistry } from '../support/test-ministry.ts';

const libraryTypes = `
  type Query { books: [Book] page(of: Int): Int }
  type Mutation { lend: Int }
  type Book @key(fields: "title") { title: String }
`;
const treasuryTypes = `
  type Book @key(fields: "title") { title: String @external price: Int }
`;

let lent: number;
let library: TestMinistry;
let treasury: TestMinistry;
let gateway: TestGateway;

beforeEach(async () => {
  lent = 0;
  library = await startTestMinistry('library', libraryTypes, {
    Query: { books: () => [{ title: `lent ${lent}` }], page: (_: unknown, { of }: { readonly of: number }) => of },
    Mutation: { lend: () => ++lent },
  });
  treasury = await startTestMinistry('treasury', treasuryTypes, {
    Book: { __resolveReference: ({ title }: { readonly title: string }) => ({ title, price: 7 }) },
  });
  gateway = await startGateway(compose([library, treasury]), { GATEWAY_ALLOW_UNMARKED_SUPERGRAPH: 'true' });
});

afterEach(async () => {
  await gateway.close();
  await library.stop();
  await treasury.stop();
});

const books = '{ books { title } }';

/** Holds every call of the ministry from now on until the returned function is called. */
function hold(): () => void {
  const released = Promise.withResolvers<void>();
  library.behave(async (response, answer) => {
    const answered = await answer();
    await released.promise;
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answered));
  });
  return released.resolve;
}

const untilCalled = (times: number): Promise<void> => until(() => library.calls.length >= times);

function ask(query: string, signal?: AbortSignal): Promise<Response> {
  return gateway.fetch(gateway.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
    ...(signal && { signal }),
  });
}

describe('equal requests in flight that are the same for all', () => {
  test('are run once and answered with one text, each under its own request ID', async () => {
    const release = hold();
    const asked = Array.from({ length: 3 }, () => ask('{ books { title price } }'));
    await untilCalled(1);
    await sleep(300);
    release();

    const responses = await Promise.all(asked);
    const texts = await Promise.all(responses.map((response) => response.text()));
    expect(new Set(texts)).toEqual(new Set(['{"data":{"books":[{"title":"lent 0","price":7}]}}']));
    expect(new Set(responses.map(({ headers }) => headers.get('x-request-id'))).size).toBe(3);
    // Equal root fetches would be one call anyway, entity fetches of several requests would not.
    expect(treasury.calls).toHaveLength(1);
  });

  test('have the errors of the one that ran', async () => {
    library.behave(async (response) => {
      await sleep(50);
      response.destroy();
    });

    const bodies = await Promise.all([gateway.query(books), gateway.query(books)]);

    for (const { data, errors } of bodies) {
      expect(data).toEqual({ books: null });
      expect(errors).toMatchObject([{ path: ['books'], extensions: { code: 'SOURCE_UNAVAILABLE' } }]);
    }
  });

  test('go on when the one that began it hangs up', async () => {
    const release = hold();
    const leaver = new AbortController();
    const left = expect(ask(books, leaver.signal)).rejects.toThrow();
    await untilCalled(1);
    const stayed = gateway.query(books);
    await sleep(300);

    leaver.abort();
    await left;
    await sleep(300);
    release();

    expect(await stayed).toEqual({ data: { books: [{ title: 'lent 0' }] } });
    expect(library.calls).toHaveLength(1);
  });

  test('end when all have hung up, and who comes later asks anew', async () => {
    const closed = Promise.withResolvers<void>();
    library.behave((response) => response.once('close', closed.resolve));
    const leavers = new AbortController();
    const left = [1, 2].map(() => expect(ask(books, leavers.signal)).rejects.toThrow());
    await untilCalled(1);
    await sleep(300);

    leavers.abort();
    await Promise.all(left);
    await closed.promise;
    library.behave();

    expect(await gateway.query(books)).toEqual({ data: { books: [{ title: 'lent 0' }] } });
  });
});

describe('an answer of its own', () => {
  test('is made for other variables', async () => {
    const query = 'query ($of: Int) { page(of: $of) }';
    const release = hold();
    const asked = [1, 2].map((of) => gateway.query(query, { of }));
    await untilCalled(2);
    release();

    expect(await Promise.all(asked)).toEqual([{ data: { page: 1 } }, { data: { page: 2 } }]);
  });

  test('is made for each write, and for a read after one', async () => {
    const release = hold();
    const before = gateway.query(books);
    await untilCalled(1);
    library.behave();

    const writes = await Promise.all([gateway.query('mutation { lend }'), gateway.query('mutation { lend }')]);
    const after = await gateway.query(books);
    release();

    expect(writes.map(({ data }) => data?.['lend']).sort()).toEqual([1, 2]);
    expect(after).toEqual({ data: { books: [{ title: 'lent 2' }] } });
    expect(await before).toEqual({ data: { books: [{ title: 'lent 0' }] } });
  });

  test('is made by each version of the graph', async () => {
    const query = '{ books { title } __type(name: "Next") { name } }';
    const release = hold();
    const before = gateway.query(query);
    await untilCalled(1);
    library.behave();

    const { name, url, sdl } = library;
    await writeFile(gateway.supergraphPath, compose([{ name, url, sdl: `${sdl} enum Next { VERSION }` }, treasury]));
    await until(() => gateway.log().includes('serving a new supergraph'));
    const after = gateway.query(query);
    release();

    expect((await before).data?.['__type']).toBeNull();
    expect((await after).data?.['__type']).toEqual({ name: 'Next' });
  });
});

test('callers who ask for the same citizen at the same time are each answered for themselves', async () => {
  const graph = await startTestGraph();
  const citizens = await startGateway(graph.supergraphSdl);
  try {
    const query = `{ ${citizenField(an)} { taxCode } }`;
    const answers = await Promise.all([citizens.query(query), citizens.query(query)]);

    expect(answers).toEqual(Array(2).fill({ data: { citizen: { taxCode: '0100900001' } } }));
    // One call or two: a ministry is told of both requests.
    const origins = graph.treasury.calls.flatMap(({ extensions }) => extensions?.onBehalfOf?.origins ?? []);
    expect(new Set(origins.map(({ requestId }) => requestId)).size).toBe(2);
  } finally {
    await citizens.close();
    await graph.stop();
  }
});

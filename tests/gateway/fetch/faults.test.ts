import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { sampleClaims } from '../../support/tokens.ts';
import { type GraphqlBody, startGateway, type TestGateway } from '../support/start-gateway.ts';
import { an, binh, citizenField, personOf, startTestGraph, type TestGraph } from '../support/test-graph.ts';
import { type Behaviour, sendJson } from '../support/test-ministry.ts';

let graph: TestGraph;
let gateway: TestGateway;

beforeAll(async () => {
  graph = await startTestGraph();
  gateway = await startGateway(graph.supergraphSdl, {
    // Each fault is to be seen as it is, however many came before it.
    GATEWAY_CIRCUIT_MAX_FAILURES: '1000',
    GATEWAY_SOURCE_TIMEOUTS_MS: 'treasury=1000',
    GATEWAY_SOURCE_MAX_BYTES: '20000',
  });
});

afterAll(async () => {
  await gateway.close();
  await graph.stop();
});

afterEach(() => {
  graph.registry.behave();
  graph.treasury.behave();
});

const bothMinistries = `{ ${citizenField(an)} { fullName taxCode income: earnings { amount } } }`;
const wholeAnswer = {
  fullName: 'Nguyễn Thị An',
  taxCode: '0100900001',
  income: [{ amount: 120_000_000 }],
};

/** Asks as the citizen An, who needs nobody to tell who she is. */
async function askAsAn(query: string): Promise<GraphqlBody> {
  const token = await gateway.issuer.token({ ...sampleClaims.citizen, personal_id: an });
  const response = await gateway.post(JSON.stringify({ query }), { authorization: `Bearer ${token}` });
  return (await response.json()) as GraphqlBody;
}

/** Errors without their messages, in a fixed order. */
function faults({ errors = [] }: GraphqlBody): string[] {
  return errors.map(({ path, extensions }) => `${extensions.code} ${extensions.ministry} ${path?.join('.')}`).sort();
}

describe('a ministry that fails', () => {
  const slow: Behaviour = async (response, answer) => {
    await sleep(1_500);
    if (!response.destroyed) sendJson(response, await answer());
  };
  const html: Behaviour = (response) =>
    response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Nguyễn Thị An</h1>');
  const cases: [title: string, behaviour: Behaviour, code: string][] = [
    ['is slow', slow, 'SOURCE_TIMEOUT'],
    ['never ends its answer', (response) => response.writeHead(200, json).write('{"data":'), 'SOURCE_TIMEOUT'],
    ['closes the connection', (response) => response.destroy(), 'SOURCE_UNAVAILABLE'],
    ['answers 500', (response) => sendJson(response, { oops: true }, 500), 'SOURCE_UNAVAILABLE'],
    ['answers 404', (response) => sendJson(response, { oops: true }, 404), 'SOURCE_INVALID'],
    ['redirects', (response) => response.writeHead(302, { location: '/' }).end(), 'SOURCE_INVALID'],
    ['answers HTML', html, 'SOURCE_INVALID'],
    ['answers JSON under another media type', (response) => response.end('{"data":{}}'), 'SOURCE_INVALID'],
    ['answers what is no JSON', (response) => response.writeHead(200, json).end('{"data":'), 'SOURCE_INVALID'],
    ['answers what is no HTTP', (response) => response.socket?.end('hello\r\n\r\n'), 'SOURCE_INVALID'],
    ['answers a list', (response) => sendJson(response, []), 'SOURCE_INVALID'],
    ['answers neither data nor errors', (response) => sendJson(response, {}), 'SOURCE_INVALID'],
    ['answers data that is no object', (response) => sendJson(response, { data: 'x' }), 'SOURCE_INVALID'],
    ['answers without entities', (response) => sendJson(response, { data: {} }), 'SOURCE_INVALID'],
    ['answers too few entities', (response) => sendJson(response, entities()), 'SOURCE_INVALID'],
    ['answers too many entities', (response) => sendJson(response, entities({}, {})), 'SOURCE_INVALID'],
    ['answers entities that are no objects', (response) => sendJson(response, entities(7)), 'SOURCE_INVALID'],
    ['leaves the fields out', (response) => sendJson(response, entities({})), 'SOURCE_INVALID'],
    ['answers too much', (response) => sendJson(response, entities({ taxCode: 'x'.repeat(30_000) })), 'SOURCE_INVALID'],
    ['refuses the query', (response) => sendJson(response, { errors: [{ message: an }] }), 'SOURCE_FAILED'],
  ];
  const json = { 'content-type': 'application/json' };
  const entities = (...given: unknown[]) => ({ data: { _entities: given } });

  test.each(cases)('that %s costs its own fields and nothing else', async (_title, behaviour, code) => {
    graph.treasury.behave(behaviour);

    const body = await gateway.query(bothMinistries);

    expect(body.data).toEqual({ citizen: { fullName: 'Nguyễn Thị An', taxCode: null, income: null } });
    expect(faults(body)).toEqual([`${code} treasury citizen.income`, `${code} treasury citizen.taxCode`]);
    expect(JSON.stringify(body.errors)).not.toContain(an);
    graph.treasury.behave();
    expect(await gateway.query(bothMinistries)).toEqual({ data: { citizen: wholeAnswer } });
  });

  test('that is stopped is missed, and back by itself when it runs again', async () => {
    await graph.treasury.stop();
    const during = await gateway.query(bothMinistries);
    await graph.treasury.restart();
    const after = await gateway.query(bothMinistries);

    expect(during.data).toEqual({ citizen: { fullName: 'Nguyễn Thị An', taxCode: null, income: null } });
    expect(faults(during)).toEqual([
      'SOURCE_UNAVAILABLE treasury citizen.income',
      'SOURCE_UNAVAILABLE treasury citizen.taxCode',
    ]);
    expect(after).toEqual({ data: { citizen: wholeAnswer } });
  });

  test('that dropped its idle connections is asked again at once', async () => {
    await gateway.query(bothMinistries);
    let dropped = 0;
    graph.treasury.behave(async (response, answer) => {
      // What a kept connection looks like that the ministry closes just as the request arrives.
      if (dropped++ === 0) return response.socket?.destroy();
      return sendJson(response, await answer());
    });

    expect(await gateway.query(bothMinistries)).toEqual({ data: { citizen: wholeAnswer } });
    expect(dropped).toBe(2);
  });

  test('is not sent a mutation twice', async () => {
    graph.registry.calls.length = 0;
    graph.registry.behave((response) => response.destroy());

    const body = await gateway.query('mutation { renameCitizen(name: "x") }');

    expect(graph.registry.calls).toHaveLength(1);
    expect(faults(body)).toEqual(['SOURCE_UNAVAILABLE registry renameCitizen']);
  });

  test('gives an error for each field at its place, list indexes too', async () => {
    graph.treasury.behave((response) => response.writeHead(500).end());

    const body = await gateway.query(
      `{ binh: ${citizenField(binh)} { ...home } an: ${citizenField(an)} { ...home } }
       fragment home on Citizen { fullName household { members { citizen { code: taxCode } } } }`,
    );

    const places = ['an', 'binh'].flatMap((who) => [0, 1].map((i) => `${who}.household.members.${i}.citizen.code`));
    const told = faults(body).filter((fault) => !fault.startsWith('WITHHELD'));
    expect(told).toEqual(places.map((place) => `SOURCE_UNAVAILABLE treasury ${place}`));
  });

  test('fails no field that @skip or @include leave out', async () => {
    graph.treasury.behave((response) => response.destroy());

    const body = await gateway.query(
      `query ($no: Boolean!, $yes: Boolean = true) { ${citizenField(an)} {
        taxCode @include(if: $no) ... @skip(if: $no) { earnings @include(if: $yes) { year } }
      } }`,
      { no: false },
    );

    expect(faults(body)).toEqual(['SOURCE_UNAVAILABLE treasury citizen.earnings']);
  });

  test('at a root field gives an error there', async () => {
    graph.treasury.behave((response) => response.destroy());

    const body = await gateway.query('{ years: rates registrySize }');

    expect(body.data).toEqual({ years: null, registrySize: 3 });
    expect(faults(body)).toEqual(['SOURCE_UNAVAILABLE treasury years']);
  });

  test('for fields that another one requires is told of at the field that needed them', async () => {
    graph.registry.behave((response) => response.destroy());

    const body = await askAsAn('{ me { taxCode greeting } }');

    expect(body.data).toEqual({ me: { taxCode: '0100900001', greeting: null } });
    expect(faults(body)).toEqual(['SOURCE_UNAVAILABLE registry me.greeting']);
  });
});

describe('a ministry whose answer is wrong in part', () => {
  test('loses the value that does not fit, and keeps the rest', async () => {
    graph.treasury.behave((response) =>
      sendJson(response, {
        data: {
          _entities: [
            { taxCode: 'A', earnings: [{ amount: 1 }] },
            { taxCode: { not: 'text' }, earnings: [{ amount: 'many' }] },
          ],
        },
      }),
    );

    const selection = '{ taxCode earnings { amount } }';
    const body = await gateway.query(
      `{ an: ${citizenField(an)} ${selection} binh: ${citizenField(binh)} ${selection} }`,
    );

    expect(body.data).toEqual({
      an: { taxCode: 'A', earnings: [{ amount: 1 }] },
      binh: { taxCode: null, earnings: [{ amount: null }] },
    });
    expect(faults(body)).toEqual([
      'SOURCE_INVALID treasury binh.earnings.0.amount',
      'SOURCE_INVALID treasury binh.taxCode',
    ]);
  });

  test.each([
    ['an enum value', { sex: 'OTHER' }, 'sex'],
    ['a calendar day', { dateOfDeath: '2023-02-29' }, 'dateOfDeath'],
  ])('loses %s that the schema does not have', async (_title, entity, field) => {
    graph.registry.behave((response) => sendJson(response, { data: { _entities: [{ ...personOf(an), ...entity }] } }));

    const body = await gateway.query(`{ ${citizenField(an)} { fullName ${field} } }`);

    expect(body.data).toEqual({ citizen: { fullName: 'Nguyễn Thị An', [field]: null } });
    expect(faults(body)).toEqual([`SOURCE_INVALID registry citizen.${field}`]);
  });

  test('loses a list that is none, below what fits', async () => {
    graph.registry.behave((response) =>
      sendJson(response, { data: { _entities: [{ ...personOf(an), household: { members: 3 } }] } }),
    );

    const selection = 'household { members { citizen { personalId } } }';
    const body = await gateway.query(`{ ${citizenField(an)} { fullName ${selection} } }`);

    expect(body.data).toEqual({ citizen: { fullName: 'Nguyễn Thị An', household: { members: null } } });
    expect(faults(body)).toEqual(['SOURCE_INVALID registry citizen.household.members']);
  });

  test('cannot give what it was not asked for', async () => {
    graph.treasury.behave((response) =>
      sendJson(response, { data: { _entities: [{ taxCode: 'A', fullName: 'Not hers to say' }] } }),
    );

    const body = await gateway.query(`{ ${citizenField(an)} { fullName taxCode } }`);

    expect(body).toEqual({ data: { citizen: { fullName: 'Nguyễn Thị An', taxCode: 'A' } } });
  });
});

test('a ministry cannot speak for another, also below what it was asked for', async () => {
  graph.treasury.behave((response) =>
    sendJson(response, { data: { _entities: [{ taxCode: 'A', fullName: 'Not hers to say', sex: 'MALE' }] } }),
  );
  graph.registry.behave((response) => sendJson(response, { oops: true }, 500));

  const body = await askAsAn('{ me { fullName sex taxCode } }');

  expect(body.data).toEqual({ me: { fullName: null, sex: null, taxCode: 'A' } });
});

describe("a ministry's own errors", () => {
  const report =
    (...errors: object[]): Behaviour =>
    (response) =>
      sendJson(response, { data: { _entities: [{ taxCode: null, earnings: [{ amount: null }] }] }, errors });

  test('keep their place and a code of ours, and lose their message', async () => {
    graph.treasury.behave(
      report(
        { message: 'db of An', path: ['_entities', 0, 'taxCode'], extensions: { code: 'SOURCE_TIMEOUT' } },
        { message: 'row of An', path: ['_entities', 0, 'earnings', 0, 'amount'], extensions: { code: 'P0001' } },
      ),
    );

    const body = await gateway.query(`{ ${citizenField(an)} { taxCode earnings { amount } } }`);

    expect(body.data).toEqual({ citizen: { taxCode: null, earnings: [{ amount: null }] } });
    expect(faults(body)).toEqual([
      'SOURCE_FAILED treasury citizen.earnings.0.amount',
      'SOURCE_TIMEOUT treasury citizen.taxCode',
    ]);
    expect(JSON.stringify(body)).not.toContain('An');
  });

  test('about a whole entity are told for each of its fields', async () => {
    graph.treasury.behave((response) =>
      sendJson(response, {
        data: { _entities: [null] },
        errors: [{ message: 'x', path: ['_entities', 0], extensions: { code: 'SOURCE_UNAVAILABLE' } }],
      }),
    );

    const body = await gateway.query(bothMinistries);

    expect(faults(body)).toEqual([
      'SOURCE_UNAVAILABLE treasury citizen.income',
      'SOURCE_UNAVAILABLE treasury citizen.taxCode',
    ]);
  });

  test('without a place are told once, beside the data', async () => {
    graph.treasury.behave(report({ message: 'x' }, { message: 'y' }));

    const body = await gateway.query(`{ ${citizenField(an)} { taxCode } }`);

    expect(faults(body)).toEqual(['SOURCE_FAILED treasury undefined']);
  });
});

describe('the identity source', () => {
  test('that is down leaves the others whole for the citizen, who needs nobody to tell who that is', async () => {
    graph.registry.behave((response) => response.destroy());

    const body = await askAsAn('{ me { fullName taxCode } }');

    expect(body.data).toEqual({ me: { fullName: null, taxCode: '0100900001' } });
    expect(faults(body)).toEqual(['SOURCE_UNAVAILABLE registry me.fullName']);
  });

  test('that is down shows nobody to a clerk, since name and date of birth cannot be compared', async () => {
    graph.registry.behave((response) => response.destroy());

    const body = await gateway.query(`{ ${citizenField(an)} { taxCode } }`);

    expect(body.data).toEqual({ citizen: null });
    expect(faults(body)).toEqual(['IDENTITY_UNAVAILABLE undefined citizen']);
  });
});

test('a hung-up caller leaves the gateway well', async () => {
  graph.treasury.behave(async (response, answer) => {
    await sleep(50);
    sendJson(response, await answer());
  });
  const controller = new AbortController();
  const aborted = gateway.fetch(gateway.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: bothMinistries }),
    signal: controller.signal,
  });
  setTimeout(() => controller.abort(), 20);
  await expect(aborted).rejects.toThrow();
  await sleep(100);

  expect(await gateway.query(bothMinistries)).toEqual({ data: { citizen: wholeAnswer } });
});

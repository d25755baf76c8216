import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { startGateway, type TestGateway } from '../support/start-gateway.ts';
import {
  an,
  binh,
  citizenByVariables,
  citizenField,
  named,
  namedBy,
  startTestGraph,
  stranger,
  type TestGraph,
  unregistered,
} from '../support/test-graph.ts';

let graph: TestGraph;
let gateway: TestGateway;

beforeAll(async () => {
  graph = await startTestGraph();
  gateway = await startGateway(graph.supergraphSdl, {
    GATEWAY_IDENTITY_MAX_MISMATCHES: '100',
    GATEWAY_IDENTITY_DELAY_MS: '1',
  });
});

afterEach(() => graph.registry.behave());

afterAll(async () => {
  await gateway.close();
  await graph.stop();
});

const mismatch = { path: ['citizen'], extensions: { code: 'IDENTITY_MISMATCH' } };

describe('a citizen is not shown', () => {
  test.each([
    ['when nobody bears the number', unregistered],
    ['when only another ministry knows the number', stranger],
  ])('%s', async (_title, personalId) => {
    const body = await gateway.query(`{ ${citizenField(personalId)} { personalId fullName taxCode } }`);

    expect(body).toMatchObject({ data: { citizen: null }, errors: [mismatch] });
  });

  test.each([
    ['the name', { name: 'Nguyễn Thị Ân' }],
    ['the date of birth', { born: '1990-02-27' }],
    ['a less precise date of birth', { born: '1990-02' }],
  ])('when %s is another', async (_title, other) => {
    const body = await gateway.query(`query (${namedBy}) { ${citizenByVariables} { fullName } }`, {
      ...named(an),
      ...other,
    });

    expect(body).toMatchObject({ data: { citizen: null }, errors: [mismatch] });
  });
});

test('a name may be written in another case, with other spaces and tone marks in the other place', async () => {
  const body = await gateway.query(`query (${namedBy}) { ${citizenByVariables} { fullName } }`, {
    ...named(an),
    name: ' NGUYỄN  Thị an'.normalize('NFD'),
  });

  expect(body).toEqual({ data: { citizen: { fullName: 'Nguyễn Thị An' } } });
});

test('numbers that are asked about at the same time are looked up together', async () => {
  const concurrent = Array.from({ length: 6 }, (_, i) => `n${i}: ${citizenField(i === 5 ? binh : `00119090001${i}`)}`);
  graph.registry.calls.length = 0;

  const { data } = await gateway.query(`{ ${concurrent.map((field) => `${field} { taxCode }`).join(' ')} }`);

  expect(data).toEqual({ n0: null, n1: null, n2: null, n3: null, n4: null, n5: { taxCode: null } });
  expect(graph.registry.calls.length).toBeLessThan(6);
});

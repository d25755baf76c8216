import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { startGateway, type TestGateway } from '../support/start-gateway.ts';
import { an, binh, startTestGraph, stranger, type TestGraph, unregistered } from '../support/test-graph.ts';
import { sendJson } from '../support/test-ministry.ts';

let graph: TestGraph;
let gateway: TestGateway;

beforeAll(async () => {
  graph = await startTestGraph();
  gateway = await startGateway(graph.supergraphSdl);
});

afterEach(() => graph.registry.behave());

afterAll(async () => {
  await gateway.close();
  await graph.stop();
});

describe('a number that nobody bears', () => {
  test('gives null and no error', async () => {
    expect(await gateway.query(`{ citizen(personalId: "${unregistered}") { personalId fullName } }`)).toEqual({
      data: { citizen: null },
    });
  });

  test('gives null though another ministry knows it', async () => {
    expect(await gateway.query(`{ citizen(personalId: "${stranger}") { taxCode } }`)).toEqual({
      data: { citizen: null },
    });
  });

  test('gives null in its place among others, each given as often as asked for', async () => {
    const ids = [binh, unregistered, an, binh, unregistered];

    const body = await gateway.query(
      'query ($ids: [PersonalId!]!) { citizens(personalIds: $ids) { personalId fullName taxCode } }',
      { ids },
    );

    const rowOfAn = { personalId: an, fullName: 'Nguyễn Thị An', taxCode: '0100900001' };
    const rowOfBinh = { personalId: binh, fullName: 'Trần Văn Bình', taxCode: null };
    expect(body).toEqual({ data: { citizens: [rowOfBinh, null, rowOfAn, rowOfBinh, null] } });
  });

  test('is not known by a fault that concerns another number', async () => {
    graph.registry.behave((response) =>
      sendJson(response, {
        data: { _entities: [null, null] },
        errors: [{ message: 'x', path: ['_entities', 1], extensions: { code: 'SOURCE_TIMEOUT' } }],
      }),
    );

    const body = await gateway.query(`{ citizens(personalIds: ["${unregistered}", "${an}"]) { taxCode } }`);

    expect(body).toEqual({ data: { citizens: [null, { taxCode: '0100900001' }] } });
  });
});

test('no citizens are asked for when none is named', async () => {
  expect(await gateway.query('{ citizens(personalIds: []) { fullName } }')).toEqual({ data: { citizens: [] } });
});

test('numbers that are asked about at the same time are looked up together, each once', async () => {
  graph.registry.calls.length = 0;

  await gateway.query(
    `query ($ids: [PersonalId!]!) { citizens(personalIds: $ids) { taxCode } citizen(personalId: "${an}") { taxCode } }`,
    { ids: [an, binh, an] },
  );

  expect(graph.registry.calls.map(({ variables }) => variables.representations?.length)).toEqual([2]);
});

import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { localSubgraph } from '../../../gateway/citizen/local-subgraph.ts';
import { ministryStatisticsSdl } from '../../../schema/statistics-sdl.ts';
import { sampleClaims } from '../../support/tokens.ts';
import { type GraphqlBody, startGateway, type TestGateway } from '../support/start-gateway.ts';
import { compose } from '../support/test-graph.ts';
import { sendJson, startTestMinistry, type TestMinistry } from '../support/test-ministry.ts';

const people = { code: 'PEOPLE', title: { en: 'People', vi: 'Số người' }, unit: 'PERSON' };

const readers = {
  id: 'library.readers',
  ministry: 'library',
  title: { en: 'Readers', vi: 'Bạn đọc' },
  measures: [people],
  dimensions: [
    {
      code: 'SEX',
      title: { en: 'Sex', vi: 'Giới tính' },
      within: null,
      isAlone: false,
      values: [{ code: 'FEMALE', title: { en: 'Female', vi: 'Nữ' }, within: null }],
    },
  ],
};

const counts = {
  dataset: 'library.readers',
  measure: people,
  asOf: '2026-07-01T00:00:00.000Z',
  total: { keys: [], value: 57, isSuppressed: false },
  cells: [
    { keys: ['FEMALE'], value: 57, isSuppressed: false },
    { keys: ['MALE'], value: null, isSuppressed: true },
  ],
};

type Answer = (question: { readonly dataset: string }) => object;

let answer: Answer;
let library: TestMinistry;
let archive: TestMinistry;
let gateway: TestGateway;
let supergraphSdl: string;

beforeAll(async () => {
  const citizen = `
    type Citizen @key(fields: "personalId") {
      personalId: PersonalId!
      shelf: String @personal(scope: "library.shelf", class: BASIC)
    }`;
  library = await startTestMinistry('library', `${citizen} ${ministryStatisticsSdl}`, {
    Query: {
      ministryDatasets: () => [readers],
      ministryStatistics: (_: unknown, question: { readonly dataset: string }) => answer(question),
    },
  });
  archive = await startTestMinistry('archive', ministryStatisticsSdl, {
    Query: { ministryDatasets: () => [], ministryStatistics: () => null },
  });
  const idle = await startTestMinistry(
    'idle',
    'type Query { idleSince: Date @personal(scope: "idle.since", class: PUBLIC) }',
    {},
  );
  supergraphSdl = compose([localSubgraph, library, archive, idle]);
  gateway = await startGateway(supergraphSdl, {
    GATEWAY_STATISTICS_MAX_QUESTIONS: '6',
  });
  await idle.stop();
});
afterAll(async () => {
  await gateway.close();
  await library.stop();
  await archive.stop();
});
afterEach(() => {
  library.behave();
  archive.behave();
});

const question = `query ($dataset: ID! = "library.readers", $groupBy: [ID!]! = ["SEX"], $filter: [StatisticsFilter!]! = []) {
  statistics(dataset: $dataset, groupBy: $groupBy, filter: $filter) {
    dataset measure { code } asOf total { value } cells { keys value isSuppressed }
  }
}`;

describe('statistics', () => {
  test('are told to an analyst, by the ministry that the dataset names, and for the purpose of statistics', async () => {
    answer = () => ({ statistics: counts });
    library.calls.length = 0;
    expect(await ask(question)).toEqual({
      data: {
        statistics: {
          dataset: 'library.readers',
          measure: { code: 'PEOPLE' },
          asOf: '2026-07-01T00:00:00.000Z',
          total: { value: 57 },
          cells: counts.cells,
        },
      },
    });
    expect(library.calls.map(({ variables }) => variables)).toEqual([
      { dataset: 'readers', measure: null, groupBy: ['SEX'], filter: [] },
    ]);
  });

  test.each([
    ['clerk', 'PURPOSE_NOT_YOURS'],
    ['citizen', 'PURPOSE_NOT_YOURS'],
    ['steward', 'PURPOSE_NOT_YOURS'],
    ['portal', 'OPERATION_NOT_REGISTERED'],
    ['partner', 'OPERATION_NOT_REGISTERED'],
  ] as const)('are not told to a %s', async (role, code) => {
    answer = () => ({ statistics: counts });
    library.calls.length = 0;
    const told = await ask(question, {}, { ...sampleClaims[role], sub: `other-${role}` });
    expect(codesOf(told)).toEqual([code]);
    expect(told.data?.['statistics'] ?? null).toBeNull();
    expect(library.calls).toEqual([]);
  });

  test('say what does not fit in a question', async () => {
    answer = () => ({ refusal: 'DIMENSIONS_CLASH' });
    expect(await ask(question, {}, someone())).toMatchObject({
      data: { statistics: null },
      errors: [
        { message: expect.stringContaining('cannot be combined'), extensions: { code: 'STATISTICS_QUESTION_INVALID' } },
      ],
    });
    for (const dataset of ['nowhere.readers', 'readers', '', '.', 'idle.people', 'gateway.people']) {
      expect(codesOf(await ask(question, { dataset }, someone()))).toEqual(['STATISTICS_QUESTION_INVALID']);
    }
  });

  test('tell that a ministry is still counting', async () => {
    answer = () => ({ refusal: 'NOT_COUNTED_YET' });
    expect(await ask(question, {}, someone())).toMatchObject({
      errors: [{ extensions: { code: 'STATISTICS_NOT_READY', ministry: 'library' } }],
    });
  });

  test.each([
    ['a negative number', { ...counts, total: { keys: [], value: -1, isSuppressed: false } }],
    ['a part of a person', { ...counts, total: { keys: [], value: 12.5, isSuppressed: false } }],
    ['a number that is suppressed', { ...counts, cells: [{ keys: ['MALE'], value: 3, isSuppressed: true }] }],
    ['a cell that is neither', { ...counts, cells: [{ keys: ['MALE'], value: null, isSuppressed: false }] }],
  ])('take nothing from a ministry that tells %s', async (_, statistics) => {
    answer = () => ({ statistics });
    expect(codesOf(await ask(question, {}, someone()))).toEqual(['SOURCE_INVALID']);
  });

  test('are not there while the ministry is not', async () => {
    library.behave((response) => sendJson(response, { error: 'a name' }, 500));
    expect(await ask(question, {}, someone())).toMatchObject({
      data: { statistics: null },
      errors: [{ extensions: { code: 'SOURCE_UNAVAILABLE', ministry: 'library' } }],
    });
  });

  test('are told of so many different questions a day, and of the same ones again', async () => {
    answer = () => ({ statistics: counts });
    const analyst = someone();
    const filters = Array.from({ length: 7 }, (_, i) => [{ dimension: 'SEX', value: `${i}` }]);
    const codes = [];
    for (const filter of filters) codes.push(...codesOf(await ask(question, { filter }, analyst)));
    expect(codes).toEqual(['STATISTICS_BUDGET_SPENT']);
    expect(codesOf(await ask(question, { filter: filters[0] }, analyst))).toEqual([]);
    expect(codesOf(await ask(question, { filter: filters[6] }, analyst))).toEqual(['STATISTICS_BUDGET_SPENT']);
    expect(codesOf(await ask(question, { filter: filters[6] }, someone()))).toEqual([]);
  });

  test('are told to nobody while it cannot be told what they asked', async () => {
    answer = () => ({ statistics: counts });
    library.calls.length = 0;
    const forgetful = await startGateway(supergraphSdl, {
      GATEWAY_DATABASE_URL: 'postgres://nobody@127.0.0.1:1/gateway',
    });
    const told = await ask(question, {}, someone(), forgetful);
    await forgetful.close();
    expect(codesOf(told)).toEqual(['STATISTICS_UNAVAILABLE']);
    expect(library.calls).toEqual([]);
  });

  test('cannot be asked for past the gateway', async () => {
    for (const field of [
      'ministryDatasets { id }',
      'ministryStatistics(dataset: "readers", groupBy: [], filter: []) { refusal }',
    ]) {
      expect(codesOf(await ask(`{ ${field} }`))).toEqual(['OPERATION_INVALID']);
    }
    const { data } = await ask('{ __schema { types { name } queryType { fields { name } } } }');
    expect(JSON.stringify(data)).not.toMatch(/ministry(Datasets|Statistics)|MinistryStatistics|StatisticsRefusal/);
  });
});

describe('datasets', () => {
  const listing = '{ datasets { id measures { code } dimensions { code values { code } } } }';

  test('are those of all ministries that count, told to everybody who signed in', async () => {
    expect(await ask(listing, {}, sampleClaims.clerk)).toEqual({
      data: {
        datasets: [
          {
            id: 'library.readers',
            measures: [{ code: 'PEOPLE' }],
            dimensions: [{ code: 'SEX', values: [{ code: 'FEMALE' }] }],
          },
        ],
      },
    });
  });

  test('lack those of a ministry that is away, and say so', async () => {
    archive.behave((response) => sendJson(response, {}, 500));
    expect(await ask(listing)).toMatchObject({
      data: { datasets: expect.arrayContaining([null, expect.objectContaining({ id: 'library.readers' })]) },
      errors: [{ extensions: { code: 'SOURCE_UNAVAILABLE', ministry: 'archive' } }],
    });
  });
});

let analysts = 0;

/** An analyst who has asked nothing today. */
function someone() {
  analysts += 1;
  return { ...sampleClaims.analyst, sub: `analyst-${analysts}` };
}

async function ask(
  query: string,
  variables: object = {},
  claims: object = sampleClaims.analyst,
  of: TestGateway = gateway,
): Promise<GraphqlBody> {
  const headers = { authorization: `Bearer ${await of.issuer.token({ ...claims })}` };
  return (await (await of.post(JSON.stringify({ query, variables }), headers)).json()) as GraphqlBody;
}

function codesOf({ errors = [] }: GraphqlBody): string[] {
  return errors.map(({ extensions }) => extensions.code);
}

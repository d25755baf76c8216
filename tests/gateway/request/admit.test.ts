import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { getIntrospectionQuery } from 'graphql';
import { startGateway, type TestGateway } from '../support/start-gateway.ts';
import {
  an,
  binh,
  citizenByVariables,
  citizenField,
  named,
  namedBy,
  startTestGraph,
  type TestGraph,
} from '../support/test-graph.ts';

let graph: TestGraph;
let gateway: TestGateway;

beforeAll(async () => {
  graph = await startTestGraph();
  gateway = await startGateway(graph.supergraphSdl);
});

afterAll(async () => {
  await gateway.close();
  await graph.stop();
});

const planted = '079203001234';

describe('a value that does not fit', () => {
  const variable = `query (${namedBy}) { ${citizenByVariables} { fullName } }`;
  const variables = 'query ($ids: [PersonalId!]!) { citizens(personalIds: $ids) { fullName } }';
  const cases: [title: string, query: string, given: object | undefined, message: string][] = [
    [
      'an ID of 11 digits',
      variable,
      { id: planted.slice(1) },
      'The variable $id must be a string of exactly 12 digits.',
    ],
    ['an ID with letters', variable, { id: `${planted}x` }, 'The variable $id must be a string of exactly 12 digits.'],
    [
      'an ID that is a number',
      variable,
      { id: 79203001234 },
      'The variable $id must be a string of exactly 12 digits.',
    ],
    ['no ID', variable, {}, 'The variable $id must be of type PersonalId!.'],
    ['a null ID', variable, { id: null }, 'The variable $id must be of type PersonalId!.'],
    [
      'one bad ID among good ones',
      variables,
      { ids: [an, planted.slice(1)] },
      'The variable $ids[1] must be a string of exactly 12 digits.',
    ],
    [
      'a literal ID of 11 digits',
      `{ citizens(personalIds: ["${planted.slice(1)}"]) { fullName } }`,
      undefined,
      'The argument personalIds must be a string of exactly 12 digits.',
    ],
    [
      'a literal ID that is a number',
      `{ citizens(personalIds: [${planted.slice(1).replace(/^0/, '')}]) { fullName } }`,
      undefined,
      'The argument personalIds must be a string of exactly 12 digits.',
    ],
    ['a literal for an Int', `{ rates(year: "${planted}") }`, undefined, 'The argument year must be of type Int.'],
    [
      'a variable for an Int',
      'query ($y: Int) { rates(year: $y) }',
      { y: planted },
      'The variable $y must be of type Int.',
    ],
    [
      'a default value for an Int',
      `query ($y: Int = "${planted}") { rates(year: $y) }`,
      undefined,
      'The default value must be of type Int.',
    ],
    [
      'a literal for a String',
      `{ rates(label: ${planted.slice(1)}) }`,
      undefined,
      'The argument label must be of type String.',
    ],
  ];

  test.each(cases)('such as %s is refused without being repeated', async (_title, query, given, message) => {
    const response = await gateway.post(JSON.stringify({ query, variables: given }));
    const text = await response.text();

    expect(response.status).toBe(400);
    expect(JSON.parse(text).errors).toEqual([
      expect.objectContaining({ message, extensions: { code: 'VALUE_INVALID' } }),
    ]);
    expect(text).not.toContain(planted.slice(2));
  });
});

describe('a document that cannot run', () => {
  const cases: [title: string, request: object, code: string][] = [
    ['a syntax error', { query: `{ citizen(personalId: "${planted}" }` }, 'OPERATION_UNPARSABLE'],
    ['a syntax error at a number', { query: `{ ${planted} }` }, 'OPERATION_UNPARSABLE'],
    ['an open string', { query: `{ citizen(personalId: "${planted}` }, 'OPERATION_UNPARSABLE'],
    ['an unknown field', { query: `{ citizen(personalId: "${planted}") { fulName } }` }, 'OPERATION_INVALID'],
    ['_entities', { query: '{ _entities(representations: []) { __typename } }' }, 'OPERATION_INVALID'],
    ['_service', { query: '{ _service { sdl } }' }, 'OPERATION_INVALID'],
    ['an unknown operationName', { query: 'query A { __typename }', operationName: 'B' }, 'OPERATION_UNKNOWN'],
    ['two operations, none named', { query: 'query A { __typename } query B { __typename }' }, 'OPERATION_UNKNOWN'],
    ['fragments only', { query: 'fragment F on Query { __typename }' }, 'OPERATION_INVALID'],
    ['a subscription', { query: 'subscription { __typename }' }, 'OPERATION_TYPE_UNSUPPORTED'],
  ];

  test.each(cases)('for %s is refused with 400', async (_title, request, code) => {
    const response = await gateway.post(JSON.stringify(request));
    const text = await response.text();

    expect(response.status).toBe(400);
    expect(JSON.parse(text).errors[0].extensions).toEqual({ code });
    expect(text).not.toContain(planted);
  });

  test('says what was meant by an unknown field', async () => {
    const { errors = [] } = await gateway.query(`{ ${citizenField(an)} { fulName } }`);

    expect(errors[0]?.message).toBe('Cannot query field "fulName" on type "Citizen". Did you mean "fullName"?');
  });
});

describe('names that objects have anyway', () => {
  test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])('%s works as an alias', async (alias) => {
    const response = await gateway.post(
      JSON.stringify({ query: `{ ${alias}: ${citizenField(an)} { ${alias}: taxCode } }` }),
    );

    expect(await response.text()).toContain(`{"data":{"${alias}":{"${alias}":"0100900001"}},`);
  });

  test('as variables and members of a request change nothing', async () => {
    const response = await gateway.post(
      `{"query":${JSON.stringify(`query ($__proto__: PersonalId!) { ${citizenField(an).replace(`"${an}"`, '$__proto__')} { taxCode } }`)},
        "variables":{"__proto__":"${an}"},"__proto__":{"query":"x"}}`,
    );

    expect(await response.json()).toMatchObject({ data: { citizen: { taxCode: '0100900001' } } });
  });
});

test('introspection shows the descriptions, and nothing of federation', async () => {
  const { data } = await gateway.query(getIntrospectionQuery());
  const text = JSON.stringify(data);

  expect(text).toContain('Số định danh cá nhân');
  expect(text).not.toMatch(/"(_entities|_service|_Any|join__|@?key)"/);
});

test('the same document serves different variables and operations', async () => {
  const query = `query A(${namedBy}) { ${citizenByVariables} { fullName } }
    query B(${namedBy}) { ${citizenByVariables} { sex } }`;
  const ask = async (operationName: string, id: string) =>
    (await gateway.post(JSON.stringify({ query, operationName, variables: named(id) }))).json();

  expect(await ask('A', an)).toMatchObject({ data: { citizen: { fullName: 'Nguyễn Thị An' } } });
  expect(await ask('B', an)).toMatchObject({ data: { citizen: { sex: 'FEMALE' } } });
  expect(await ask('A', binh)).toMatchObject({ data: { citizen: { fullName: 'Trần Văn Bình' } } });
});

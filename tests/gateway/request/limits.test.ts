import { readFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, test } from '@jest/globals';
import { extendSchema, getIntrospectionQuery, parse } from 'graphql';
import { viewSelection } from '../../../bin/citizen/view-query.ts';
import { readConfig } from '../../../gateway/config.ts';
import { createPlanner } from '../../../gateway/plan/query-planner.ts';
import { createAdmit } from '../../../gateway/request/admit.ts';
import { Refusal } from '../../../gateway/request/refusal.ts';
import { attachScalars } from '../../../gateway/supergraph/attach-scalars.ts';
import { CodedError } from '../../../schema/coded-error.ts';

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

const supergraph = readFileSync(new URL('../../../schema/supergraph.graphql', import.meta.url), 'utf8');
/** With a field whose cost a list of values tells. */
const schema = extendSchema(
  attachScalars(createPlanner(supergraph).apiSchema),
  parse('extend type Query { citizens(personalIds: [PersonalId!]!): [Citizen]! }'),
);

function admitter(environment: Readonly<Record<string, string>> = {}) {
  const admit = createAdmit(schema, readConfig(environment));
  /** @returns the code of the refusal, undefined when there is none */
  return (query: string, variables = {}): string | undefined => {
    try {
      admit({ document: query, variables, operationName: undefined, isReadOnly: false });
      return undefined;
    } catch (error) {
      const [first] = error instanceof Refusal ? error.errors : [error];
      if (!(first instanceof CodedError)) throw error;
      return first.code;
    }
  };
}

const refusalOf = admitter();
const citizen = (selection: string) =>
  `{ citizen(personalId: "079203001234", purpose: { code: "x" }) { ${selection} } }`;
const many = (count: number, write: (index: number) => string) =>
  Array.from({ length: count }, (_, i) => write(i)).join(' ');
const nested = (count: number, open: string, inside: string, close = '}') =>
  `${open.repeat(count)}${inside}${close.repeat(count)}`;
const ids = Array.from({ length: 1000 }, (_, index) => String(index).padStart(12, '0'));

describe('what callers really ask for is let in', () => {
  test('the view of one citizen over all ministries', () => {
    const query = citizen(viewSelection(schema).slice(1, -1));

    expect(query.match(/\w+/g)?.length).toBeGreaterThan(200);
    expect(refusalOf(query)).toBeUndefined();
  });

  test('the view of three citizens beside each other', () => {
    const view = citizen(viewSelection(schema).slice(1, -1)).slice(1, -1);

    expect(refusalOf(`{ a: ${view} b: ${view} c: ${view} }`)).toBeUndefined();
  });

  test('60 fields of 1,000 citizens', () => {
    const selection = many(60, (index) => `f${index}: fullName`);
    const literals = `{ citizens(personalIds: ${JSON.stringify(ids)}) { ${selection} } }`;

    expect(
      refusalOf(`query ($ids: [PersonalId!]!) { citizens(personalIds: $ids) { ${selection} } }`, { ids }),
    ).toBeUndefined();
    expect(refusalOf(literals)).toBeUndefined();
  });

  test('all that GraphiQL asks the schema about itself', () => {
    const query = getIntrospectionQuery({
      specifiedByUrl: true,
      directiveIsRepeatable: true,
      schemaDescription: true,
      inputValueDeprecation: true,
      oneOf: true,
    });

    expect(refusalOf(query)).toBeUndefined();
  });

  test('fragments that many parts of a page have in common', () => {
    const query = `${citizen(many(40, (i) => `...Part${i}`))} ${many(40, (i) => `fragment Part${i} on Citizen { personalId fullName sex }`)}`;

    expect(refusalOf(query)).toBeUndefined();
  });
});

describe('a hostile document is refused within 100 ms of computing', () => {
  /** Fragments of which each spreads the next where `body` has a dot. */
  const fan = (count: number, body: string, last: string) =>
    `${many(count, (i) => `fragment F${i} on Citizen { ${body.replaceAll('•', `...F${i + 1}`)} }`)}
      fragment F${count} on Citizen { ${last} }`;

  test.each<[title: string, code: string, query: string, variables?: string]>([
    ['10,000 aliases', 'OPERATION_TOO_MANY_TOKENS', citizen(many(10_000, (i) => `a${i}: sex`))],
    ['1,000 aliases', 'OPERATION_TOO_MANY_ALIASES', citizen(many(1000, (i) => `a${i}: sex`))],
    ['1,000 times one field', 'OPERATION_TOO_MANY_REPEATS', citizen(many(1000, () => 'sex'))],
    [
      'one field repeated on each of two levels',
      'OPERATION_TOO_MANY_REPEATS',
      citizen(many(20, () => `household { ${many(20, () => 'headName')} }`)),
    ],
    ['2,000 root fields', 'OPERATION_TOO_MANY_ROOT_FIELDS', `{ ${many(2000, () => '__typename')} }`],
    ['5,000 fields in each other', 'OPERATION_TOO_DEEP', nested(5000, 'a{', 'a')],
    ['30 fields in each other', 'OPERATION_TOO_DEEP', citizen(nested(10, 'household{members{citizen{', 'sex', '}}}'))],
    ['5,000 nameless fragments in each other', 'OPERATION_TOO_DEEP', nested(5000, '...{', 'a')],
    [
      'a chain of 1,200 fragments',
      'OPERATION_TOO_DEEP',
      `{ ...F0 } ${many(1200, (i) => `fragment F${i} on Query { ...F${i + 1} }`)} fragment F1200 on Query { __typename }`,
    ],
    [
      '9,000 lists in each other',
      'OPERATION_TOO_DEEP',
      `{ citizen(personalId: ${nested(9000, '[', '', ']')}) { sex } }`,
    ],
    ['fragments that double 31 times', 'OPERATION_TOO_MANY_FIELDS', `${citizen('...F0')} ${fan(31, '• •', 'sex')}`],
    [
      'fragments that double at each level',
      'OPERATION_TOO_MANY_FIELDS',
      `${citizen('...F0')} ${fan(10, 'a: supersededBy { • } b: supersededBy { • }', 'sex fullName personalId')}`,
    ],
    [
      'a fragment within itself',
      'OPERATION_INVALID',
      `${citizen('...F')} fragment F on Citizen { ...F ${many(3000, () => 'sex')} }`,
    ],
    [
      'an unused fragment',
      'OPERATION_TOO_MANY_REPEATS',
      `{ __typename } fragment F on Citizen { ${many(1500, () => 'sex')} }`,
    ],
    [
      '1,000 fragments at one place',
      'OPERATION_TOO_MANY_REPEATS',
      `${citizen(many(1000, (i) => `...F${i}`))} ${many(1000, (i) => `fragment F${i} on Citizen { sex }`)}`,
    ],
    [
      'two fragments of one name',
      'OPERATION_TOO_MANY_REPEATS',
      `${citizen('...F')} fragment F on Citizen { ${many(1500, () => 'sex')} } fragment F on Citizen { sex }`,
    ],
    [
      'a string of 250,000 characters',
      'VALUE_INVALID',
      `{ citizen(personalId: "${'1'.repeat(250_000)}", purpose: { code: "x" }) { sex } }`,
    ],
    ['9,000 bad elements of a list', 'VALUE_INVALID', `{ citizens(personalIds: [${many(9000, () => '1')}]) { sex } }`],
    [
      'a list of 20,000 elements',
      'OPERATION_TOO_MANY_TOKENS',
      `{ citizens(personalIds: [${many(20_000, () => '1')}]) { sex } }`,
    ],
    ['120,000 comments', 'OPERATION_TOO_MANY_TOKENS', `{ __typename } ${'#\n'.repeat(120_000)}`],
    ['1,000 directives', 'OPERATION_TOO_MANY_DIRECTIVES', citizen(many(1000, () => 'sex @skip(if: false)'))],
    [
      '100 directives at one place',
      'OPERATION_TOO_MANY_DIRECTIVES',
      citizen(`sex ${many(100, () => '@skip(if: false)')}`),
    ],
    [
      '900 operations over one fragment',
      'OPERATION_TOO_MANY_FIELDS',
      `${many(900, (i) => `query Q${i} { ...F }`)} fragment F on Query ${citizen('sex fullName personalId')}`,
    ],
    [
      '1,400 variables with defaults',
      'OPERATION_INVALID',
      `query (${many(1400, (i) => `$v${i}: Int = 1`)}) { __typename }`,
    ],
    [
      'a default value of 150 objects in each other',
      'VALUE_INVALID',
      `query ($id: PersonalId! = ${nested(150, '{a: ', '1')}) { citizen(personalId: $id, purpose: { code: "x" }) { sex } }`,
    ],
    ['1,500 unknown fields', 'OPERATION_INVALID', citizen(many(1500, (i) => `fullNam${i}`))],
    ['3,000 times one argument', 'OPERATION_INVALID', `{ citizen(${many(3000, () => 'personalId: 1')}) { sex } }`],
    [
      'the types of the types of the schema',
      'OPERATION_TOO_COSTLY',
      `{ __schema { types { fields { type { fields { ${many(190, (i) => `a${i}: name`)} } } } } } }`,
    ],
    [
      '290 fields of 1,000 citizens',
      'OPERATION_TOO_COSTLY',
      `query ($ids: [PersonalId!]!) { ...A ...B }
        fragment A on Query { citizens(personalIds: $ids) { ${many(200, (i) => `a${i}: sex`)} } }
        fragment B on Query { citizens(personalIds: $ids) { ${many(30, () => 'sex fullName personalId')} } }`,
      JSON.stringify({ ids }),
    ],
    [
      'a variable of 100,000 lists in each other',
      'VALUE_INVALID',
      'query ($id: [PersonalId!]!) { citizens(personalIds: $id) { sex } }',
      `{ "id": ${nested(100_000, '[', '', ']')} }`,
    ],
    [
      'a variable of 130,000 bad elements',
      'VALUE_INVALID',
      'query ($id: [PersonalId!]!) { citizens(personalIds: $id) { sex } }',
      JSON.stringify({ id: Array.from({ length: 130_000 }, () => 1) }),
    ],
  ])('%s', (_title, code, query, variables = '{}') => {
    const given = JSON.parse(variables);
    expect(query.length).toBeLessThan(262_144);
    const times = [1, 2, 3].map(() => {
      const start = process.threadCpuUsage();
      const refusal = refusalOf(query, given);
      const { user, system } = process.threadCpuUsage(start);
      expect(refusal).toBe(code);
      return (user + system) / 1000;
    });

    // The first one is what all code costs that was not compiled before.
    expect(Math.min(...times)).toBeLessThan(100);
  });
});

test('what is refused is not kept', () => {
  const query = citizen(many(1000, () => 'sex'));
  const refuse = (count: number): number => {
    for (let index = 0; index < count; index++) refusalOf(`${query}#${index}`);
    collectGarbage();
    return process.memoryUsage().heapUsed;
  };
  const before = refuse(10);

  // A parsed document of this size is some 1 MB.
  expect(refuse(50) - before).toBeLessThan(10_000_000);
});

describe('each limit can be set', () => {
  test.each([
    ['GATEWAY_MAX_TOKENS', '100', many(101, () => 'a'), 'OPERATION_TOO_MANY_TOKENS'],
    ['GATEWAY_MAX_DEPTH', '2', citizen('household { code }'), 'OPERATION_TOO_DEEP'],
    ['GATEWAY_MAX_FIELDS', '10', citizen(many(10, (i) => `a${i}: sex`)), 'OPERATION_TOO_MANY_FIELDS'],
    ['GATEWAY_MAX_REPEATS', '10', citizen(many(11, () => 'sex')), 'OPERATION_TOO_MANY_REPEATS'],
    [
      'GATEWAY_MAX_ROOT_FIELDS',
      '1',
      '{ ...F } fragment F on Query { __typename __schema { __typename } }',
      'OPERATION_TOO_MANY_ROOT_FIELDS',
    ],
    ['GATEWAY_MAX_ALIASES', '0', '{ a: __typename }', 'OPERATION_TOO_MANY_ALIASES'],
    [
      'GATEWAY_MAX_DIRECTIVES',
      '1',
      '{ __typename @skip(if: false) @include(if: true) }',
      'OPERATION_TOO_MANY_DIRECTIVES',
    ],
    [
      'GATEWAY_MAX_DIRECTIVES_PER_PLACE',
      '1',
      '{ __typename @skip(if: false) @include(if: true) }',
      'OPERATION_TOO_MANY_DIRECTIVES',
    ],
    [
      'GATEWAY_MAX_COST',
      '100',
      `{ citizens(personalIds: ${JSON.stringify(ids.slice(0, 50))}) { sex fullName } }`,
      'OPERATION_TOO_COSTLY',
    ],
  ])('%s=%s', (variable, value, query, code) => {
    expect(admitter({ [variable]: value })(query)).toBe(code);
  });
});

describe('the cost of an operation', () => {
  const cost = (most: number) => admitter({ GATEWAY_MAX_COST: String(most) });
  const query =
    'query ($ids: [PersonalId!]! = ["000000000000"]) { citizens(personalIds: $ids) { sex supersededBy { sex } } }';

  test('is that of the selection for each citizen whom the variable names', () => {
    expect(cost(301)(query, { ids: ids.slice(0, 100) })).toBeUndefined();
    expect(cost(300)(query, { ids: ids.slice(0, 100) })).toBe('OPERATION_TOO_COSTLY');
  });

  test('is that of the default value, and of a sole value, where the variable is none', () => {
    expect(cost(100)(query)).toBeUndefined();
    expect(cost(100)(query, { ids: ids[0] })).toBeUndefined();
  });
});

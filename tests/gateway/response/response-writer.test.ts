import { describe, expect, test } from '@jest/globals';
import {
  type DocumentNode,
  executeSync,
  type FieldNode,
  type GraphQLFieldResolver,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNullableType,
  graphqlSync,
  isEnumType,
  isLeafType,
  isListType,
  isObjectType,
  parse,
} from 'graphql';
import { isObject, type JsonObject, readKey } from '../../../gateway/fetch/json.ts';
import { compileOperation } from '../../../gateway/plan/compile-operation.ts';
import type { Execution } from '../../../gateway/plan/execution.ts';
import { type Answer, readAnswer, type Variables } from '../plan/federation/answer.ts';
import { canonicalise, coerceVariables } from '../plan/federation/operation.ts';
import { forAllOperations, TIMEOUT_MS } from '../plan/federation/property.ts';
import { compile, createEnvironment } from '../plan/federation/run-compiled.ts';
import { createSpoil } from '../plan/federation/spoil-answer.ts';
import { SubgraphHost } from '../plan/federation/subgraph-host.ts';
import { loadTestSupergraph, type TestSupergraph } from '../plan/federation/test-supergraph.ts';

const supergraphs = await Promise.all(['shop', 'media'].map(loadTestSupergraph));

describe.each(supergraphs)('answers of $name', (supergraph) => {
  test(
    'are completed as graphql-js completes the same data, rubbish in it and all',
    async () => {
      await forAllOperations(supergraph, 'query', 60, async ({ document, variables, chance }) => {
        const spoil = createSpoil({ seed: chance, oneIn: 8, isRubbish: true, failsCalls: false });
        const environment = createEnvironment(supergraph, new SubgraphHost(supergraph, spoil));
        const operation = compileOperation(document, undefined, supergraph.planner, environment);
        const coerced = coerceVariables(supergraph.planner.apiSchema, document, variables);
        const { data } = await operation.run({ variables: coerced, context: undefined });

        const execution = { ...EMPTY, variables: coerced, data } satisfies Execution;
        const ours = readAnswer(operation.write(execution).body);
        const theirs = complete(supergraph, document, variables, data);
        if (!theirs) return;
        expect(JSON.stringify(ours.data)).toBe(JSON.stringify(theirs.data));
        expect(pathsOf(ours)).toEqual(pathsOf(theirs));
      });
    },
    TIMEOUT_MS,
  );
});

const [shop] = supergraphs as [TestSupergraph, TestSupergraph];

describe('introspection', () => {
  test.each([
    '{ __schema { queryType { name } types { name kind } } version }',
    'query ($name: String! = "Product", $all: Boolean = true) { type: __type(name: $name) { fields(includeDeprecated: $all) { name } } }',
    '{ shop { __typename __proto__: __schema { ...schema } shop { t: __type(name: "User") { name } } } } fragment schema on __Schema { queryType { name } }',
    '{ ... on Query @include(if: true) { __schema { mutationType { name } } } __schema @skip(if: true) { subscriptionType { name } } }',
  ])('answers %s as graphql-js does', async (text) => {
    const answer = compile(shop, parse(text), createEnvironment(shop, new SubgraphHost(shop)));
    const contextValue = { data: shop.createData() };
    expect(JSON.parse(await answer({}))).toEqual(
      JSON.parse(JSON.stringify(graphqlSync({ schema: shop.monolith, source: text, contextValue }))),
    );
  });

  test.each([
    'query ($name: String!) { __type(name: $name) { name } }',
    'query ($name: String!) { ...A } fragment A on Query { __type(name: $name) { name } }',
  ])('is made anew for other variables: %s', async (text) => {
    const answer = compile(shop, parse(text), createEnvironment(shop, new SubgraphHost(shop)));
    for (const name of ['User', 'Product', 'User']) {
      expect(JSON.parse(await answer({ name }))).toEqual({ data: { __type: { name } } });
    }
  });
});

test('a mutation of the same field under two names is run twice, in order', async () => {
  const answer = compile(
    shop,
    parse('mutation { a: count(by: 1) { total } b: count(by: 1) { total } }'),
    createEnvironment(shop, new SubgraphHost(shop)),
  );
  expect(JSON.parse(await answer({}))).toEqual({ data: { a: { total: 1 }, b: { total: 32 } } });
});

/** For graphql-js nothing is wrong with a nullable field that a source left out, so here no source knows any object. */
const UNKNOWN = { get: () => [{ selection: { has: () => true }, fault: undefined }] };

const EMPTY: Execution = {
  variables: {},
  data: {},
  errors: [],
  failures: UNKNOWN as unknown as Execution['failures'],
  disclosure: undefined,
  context: undefined,
  signal: undefined,
};

/** @returns undefined when an object tells only an interface, or nothing, of its type: graphql-js has no such objects */
function complete(
  supergraph: TestSupergraph,
  document: DocumentNode,
  variables: Variables,
  rootValue: JsonObject,
): Answer | undefined {
  const { apiSchema } = supergraph.planner;
  const { sourceName } = canonicalise(supergraph, document, variables);
  checkTypeNames(apiSchema);
  let isOpen = false;
  const fieldResolver: GraphQLFieldResolver<JsonObject, unknown> = (
    source,
    _args,
    _context,
    { fieldNodes, returnType },
  ) => withInvalidLeaves(returnType, readKey(source, sourceName(fieldNodes[0] as FieldNode)));
  const answer = executeSync({
    schema: apiSchema,
    document,
    variableValues: variables,
    rootValue,
    fieldResolver,
    typeResolver: (value) => {
      const typeName = isObject(value) ? value['__typename'] : 'nothing';
      isOpen ||= typeName === undefined || (typeof typeName === 'string' && !isObjectType(apiSchema.getType(typeName)));
      return typeof typeName === 'string' ? typeName : 'nothing';
    },
  });
  return isOpen ? undefined : readAnswer(JSON.stringify(answer));
}

/** What a source says of an object's type must be so. */
function checkTypeNames(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    type.isTypeOf = (value) => isObject(value) && [undefined, type.name].includes(value['__typename'] as string);
  }
}

/** graphql-js makes the best of a number where a text should be. For a gateway it is an error of the source. */
function withInvalidLeaves(type: GraphQLOutputType, value: unknown): unknown {
  const inner = getNullableType(type);
  if (value === null || value === undefined) return value;
  if (isListType(inner))
    return Array.isArray(value) ? value.map((item) => withInvalidLeaves(inner.ofType, item)) : value;
  if (!isLeafType(inner)) return value;
  const isValid = isEnumType(inner)
    ? inner.getValues().some(({ name }) => name === value)
    : (validLeaves[inner.name] ?? (() => true))(value);
  return isValid ? value : new Error('No such value');
}

const validLeaves: Readonly<Record<string, (value: unknown) => boolean>> = {
  String: (value) => typeof value === 'string',
  Boolean: (value) => typeof value === 'boolean',
  Float: (value) => typeof value === 'number',
  Int: (value) => typeof value === 'number' && Number.isInteger(value) && Math.abs(value) < 2 ** 31,
  ID: (value) => typeof value === 'string' || Number.isInteger(value),
};

function pathsOf({ errors }: Answer): string[] {
  return errors.map(({ path }) => JSON.stringify(path)).sort();
}

import { expect, test } from '@jest/globals';
import { composeServices } from '@apollo/composition';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse, graphql, type GraphQLSchema } from 'graphql';
import { createPlanner } from '../../../gateway/plan/query-planner.ts';
import { compileOperation } from '../../../gateway/plan/compile-operation.ts';
import { EntityFetches } from '../../../gateway/fetch/entity-fetches.ts';
import type { Source, SourceOperation } from '../../../gateway/fetch/source.ts';

const link = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key","@shareable","@requires","@external","@provides"])';
const a = { typeDefs: parse(`${link} type Query { products: [Product!]! me: User } type Product @key(fields:"id") { id: ID! name: String weight: Int! dims: Dims @shareable } type Dims @shareable { w: Int }  type User @key(fields:"id") { id: ID! }`), resolvers: { Query: { products: () => [{id:1,name:'A',weight:2,dims:{w:1}},{id:2,name:'B',weight:3,dims:{w:1}}], me: () => ({id:'u1'}) } } };
const b = { typeDefs: parse(`${link} type Product @key(fields:"id") { id: ID! weight: Int! @external shipping: Int @requires(fields:"weight") reviews: [Review!]! } type Review { text: String author: User } type User @key(fields:"id") { id: ID! username: String }`), resolvers: { Product: { __resolveReference: (r:any)=>r, shipping: (p:any)=>p.weight*10, reviews: (p:any)=>[{text:'r'+p.id, author:{id:'u1'}},{text:'s'+p.id, author:{id:'u2'}}] }, User: { __resolveReference:(r:any)=>r, username: (u:any)=> 'name-'+u.id } } };

test('runs', async () => {
  const schemas: Record<string, GraphQLSchema> = { a: buildSubgraphSchema([a as never]), b: buildSubgraphSchema([b as never]) };
  const composed = composeServices([{ name: 'a', url: 'http://a', typeDefs: a.typeDefs }, { name: 'b', url: 'http://b', typeDefs: b.typeDefs }]);
  expect(composed.errors).toBeUndefined();
  const planner = createPlanner(composed.supergraphSdl!);
  const source = (name: string): Source => ({ name, execute: async ({ operation, variables }) => {
    const r = JSON.parse(JSON.stringify(await graphql({ schema: schemas[name]!, source: operation.text, variableValues: JSON.parse(variables) })));
    return { kind: 'answer', data: r.data, errors: (r.errors ?? []).map((e: any) => ({ path: e.path, fault: { message: e.message, extensions: {} } })) };
  } });
  const env = { supergraphSchema: planner.supergraphSchema, getSource: source, getEntityFetches: (s: Source, o: SourceOperation) => new EntityFetches(s, o, { maxRepresentations: 100, maxCalls: 1 }) };
  const op = compileOperation(parse('query($s:Boolean!){ products { id name shipping dims { w } reviews { text @skip(if:$s) author { id username } } } me { username __typename } __typename __schema { queryType { name } } }'), undefined, planner, env);
  const e = await op.run({ variables: { s: false }, context: {} });
  console.log(op.write(e));
  console.log(op.write(await op.run({ variables: { s: true }, context: {} })));
});

import { readdirSync, readFileSync } from 'node:fs';
import { composeServices } from '@apollo/composition';
import { type Schema, Supergraph } from '@apollo/federation-internals';
import { type GraphQLSchema, parse } from 'graphql';
import { createFieldRegister, type FieldRegister } from '../../../../gateway/disclosure/field-register.ts';
import { createPlanner, type Planner } from '../../../../gateway/plan/query-planner.ts';
import { readSupergraph } from '../../../../schema/composition/supergraph.ts';
import { findMarkedFields } from '../../../../schema/purposes/purpose-fields.ts';
import type { Data } from './data.ts';
import { createMonolith, createSubgraph } from './serve-data.ts';

/** A made-up supergraph in this process, with all that answers for it. */
export interface TestSupergraph {
  readonly name: string;
  readonly planner: Planner;
  /** Undefined where nothing is marked. */
  readonly register: FieldRegister | undefined;
  readonly subgraphs: ReadonlyMap<string, GraphQLSchema>;
  readonly monolith: GraphQLSchema;
  /** The API schema as ApolloGateway's executor wants it. */
  readonly apolloApiSchema: Schema;
  readonly createData: () => Data;
}

/** Composes a folder of `supergraphs/`. */
export async function loadTestSupergraph(name: string): Promise<TestSupergraph> {
  const folder = new URL(`../supergraphs/${name}/`, import.meta.url);
  const { createData } = (await import(new URL('data.ts', folder).pathname)) as Pick<TestSupergraph, 'createData'>;
  const services = readdirSync(folder)
    .filter((file) => file.endsWith('.graphql'))
    .map((file) => ({
      name: file.replace('.graphql', ''),
      url: `test:${file}`,
      typeDefs: parse(readFileSync(new URL(file, folder), 'utf8')),
    }));
  const { supergraphSdl, errors } = composeServices(services);
  if (supergraphSdl === undefined) throw new AggregateError(errors ?? [], `${name}: ${errors?.join('\n')}`);
  const planner = createPlanner(supergraphSdl);
  const marked = findMarkedFields(readSupergraph(supergraphSdl));
  return {
    name,
    planner,
    register: marked.length > 0 ? createFieldRegister(marked) : undefined,
    createData,
    subgraphs: new Map(
      services.map((service) => [service.name, createSubgraph(service.typeDefs, planner.supergraphSchema)]),
    ),
    monolith: createMonolith(planner.apiSchema),
    apolloApiSchema: Supergraph.build(supergraphSdl).apiSchema(),
  };
}

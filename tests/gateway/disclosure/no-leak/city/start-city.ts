import { readFileSync } from 'node:fs';
import type { GraphQLResolverMap } from '@apollo/subgraph';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { type GraphQLSchema, parse } from 'graphql';
import { localSubgraph } from '../../../../../gateway/citizen/local-subgraph.ts';
import { compose } from '../../../support/test-graph.ts';
import { startTestMinistry, type TestMinistry } from '../../../support/test-ministry.ts';
import type { City } from './people.ts';

/** The ministries of a made-up city, which keep what they are asked. */
export interface StartedCity {
  readonly ministries: readonly CityMinistry[];
  readonly supergraphSdl: string;
  readonly stop: () => Promise<void>;
}

export interface CityMinistry extends TestMinistry {
  readonly schema: GraphQLSchema;
}

/** Where each ministry's purposes of the tests are. */
export const cityPurposes = new URL('purposes', import.meta.url).pathname;

export async function startCity(city: City): Promise<StartedCity> {
  const ministries = await Promise.all(
    Object.entries(listResolvers(city)).map(async ([name, resolvers]) => {
      const types = readFileSync(new URL(`${name}.graphql`, import.meta.url), 'utf8');
      const ministry = await startTestMinistry(name, types, resolvers);
      return { ...ministry, schema: buildSubgraphSchema([{ typeDefs: parse(ministry.sdl) }]) };
    }),
  );
  return {
    ministries,
    supergraphSdl: compose([localSubgraph, ...ministries]),
    stop: async () => void (await Promise.all(ministries.map((ministry) => ministry.stop()))),
  };
}

interface Reference {
  readonly personalId: string;
}

function listResolvers({ people, debts, firms, legacyIdHolders, roots }: City): Record<string, GraphQLResolverMap> {
  /** Of what is external a ministry knows only what the representation brings. */
  const citizen = (externals: readonly string[]) => ({
    __resolveReference(reference: Reference) {
      const person = people.get(reference.personalId);
      if (!person) return null;
      const own = Object.entries(person).filter(([field]) => !externals.includes(field));
      return { ...Object.fromEntries(own), ...reference };
    },
  });
  const debt = { __resolveReference: ({ id }: { readonly id: string }) => debts.get(id) ?? null };
  const firm = { __resolveReference: ({ code }: { readonly code: string }) => firms.get(code) ?? null };
  const holders = {
    __resolveReference: ({ number }: { readonly number: string }) => legacyIdHolders.get(number) ?? null,
  };
  const root = (...names: string[]) =>
    Object.fromEntries(
      names.map((name) => [
        name,
        (_: unknown, args: object) => {
          const value = roots[name];
          return typeof value === 'function' ? value(args) : value;
        },
      ]),
    );
  return {
    registry: {
      Query: root('registrySize', 'oldest', 'mayor', 'council'),
      Citizen: citizen([]),
      Firm: firm,
      LegacyIdHolders: holders,
    },
    treasury: { Query: root('rates'), Citizen: citizen(['sex', 'household']), Debt: debt, Firm: firm },
    court: { Query: root('hearings'), Citizen: citizen(['greeting', 'bracket']), Debt: debt },
    clinic: { Citizen: citizen(['religion']) },
  };
}

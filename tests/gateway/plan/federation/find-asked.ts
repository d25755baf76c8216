import { type GraphQLSchema, isInterfaceType, parse, TypeInfo, visit, visitWithTypeInfo } from 'graphql';
import type { HostCall } from './subgraph-host.ts';

/** What a call asks, and about whom. */
export interface Asked {
  /** Personal IDs; undefined where the call does not tell, since it is about something that is reached from a citizen. */
  readonly owners: readonly string[] | undefined;
  /** `Citizen.name` */
  readonly coordinates: ReadonlySet<string>;
}

export function findAsked({ text, variables }: HostCall, schema: GraphQLSchema): Asked {
  const coordinates = new Set<string>();
  const types = new TypeInfo(schema);
  visit(
    parse(text),
    visitWithTypeInfo(types, {
      Field({ name }) {
        const type = types.getParentType();
        // What is asked of an interface is asked of all types that may stand there.
        const all = isInterfaceType(type) ? [type, ...schema.getPossibleTypes(type)] : [type];
        for (const one of all) coordinates.add(`${one?.name}.${name.value}`);
      },
    }),
  );
  const { representations = [] } = variables as { readonly representations?: readonly Representation[] };
  const isAboutCitizens = representations.every(({ __typename }) => __typename === 'Citizen');
  return {
    owners: isAboutCitizens ? representations.flatMap(({ personalId }) => personalId ?? []) : undefined,
    coordinates,
  };
}

interface Representation {
  readonly __typename: string;
  readonly personalId?: string;
}

import { buildSubgraphSchema } from '@apollo/subgraph';
import {
  buildSchema,
  type ConstDirectiveNode,
  type DocumentNode,
  defaultTypeResolver,
  type GraphQLFieldResolver,
  type GraphQLSchema,
  isAbstractType,
  isObjectType,
  Kind,
  parse,
  printSchema,
  type SelectionSetNode,
} from 'graphql';
import type { Data, Entity } from './data.ts';

/** The context of every operation on a schema that serves data. */
export interface DataContext {
  readonly data: Data;
}

/** A schema with all fields of the data: its answers are what the federated ones must be equal to. */
export function createMonolith(apiSchema: GraphQLSchema): GraphQLSchema {
  return serveFields(buildSchema(printSchema(apiSchema)));
}

/** A subgraph that serves its part of the data. What is external to it, it knows from representations only. */
export function createSubgraph(typeDefs: DocumentNode, supergraphSchema: GraphQLSchema): GraphQLSchema {
  const resolvers = Object.fromEntries(
    findEntityTypes(typeDefs).map((type) => {
      const entityNames = typeNamesOf(supergraphSchema, type.name);
      const __resolveReference = (reference: Entity, { data }: DataContext): Entity | null => {
        const entity = data.entities.find(
          (candidate) =>
            entityNames.includes(candidate.__typename) &&
            type.keys.some(({ selectionSet }) => isSameKey(selectionSet, candidate, reference)),
        );
        if (!entity) return null;
        const isOwn = (field: string): boolean => !type.externals.includes(field);
        const own = Object.entries(entity).filter(([field]) => isOwn(field));
        const brought = Object.entries(reference).filter(([field]) => !isOwn(field));
        return {
          ...Object.fromEntries([...own, ...brought]),
          __typename: type.isInterface ? entity.__typename : type.name,
        };
      };
      return [type.name, { __resolveReference }];
    }),
  );
  return serveFields(buildSubgraphSchema([{ typeDefs, resolvers }]));
}

interface EntityType {
  readonly name: string;
  readonly isInterface: boolean;
  readonly keys: readonly { readonly selectionSet: SelectionSetNode }[];
  readonly externals: readonly string[];
}

function findEntityTypes({ definitions }: DocumentNode): EntityType[] {
  return definitions.flatMap((definition) => {
    const isInterface = definition.kind === Kind.INTERFACE_TYPE_DEFINITION;
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION && !isInterface) return [];
    const keys = (definition.directives ?? []).filter(({ name }) => name.value === 'key').map(readKeyFields);
    if (keys.length === 0) return [];
    const externals = (definition.fields ?? [])
      .filter(({ directives }) => directives?.some(({ name }) => name.value === 'external'))
      .map(({ name }) => name.value);
    return [{ name: definition.name.value, isInterface, keys, externals }];
  });
}

function readKeyFields(directive: ConstDirectiveNode): { selectionSet: SelectionSetNode } {
  const fields = directive.arguments?.find(({ name }) => name.value === 'fields')?.value;
  const [definition] = parse(`{ ${fields?.kind === Kind.STRING ? fields.value : ''} }`).definitions;
  if (definition?.kind !== Kind.OPERATION_DEFINITION) throw new Error('A key is to be a selection');
  return definition;
}

function isSameKey({ selections }: SelectionSetNode, entity: unknown, reference: unknown): boolean {
  return selections.every((selection) => {
    if (selection.kind !== Kind.FIELD) throw new Error('The keys here are fields only');
    const name = selection.name.value;
    const [known, asked] = [readField(entity, name), readField(reference, name)];
    if (selection.selectionSet) return isSameKey(selection.selectionSet, known, asked);
    return asked !== undefined && String(known) === String(asked);
  });
}

function readField(object: unknown, name: string): unknown {
  return typeof object === 'object' && object !== null ? (object as Record<string, unknown>)[name] : undefined;
}

function typeNamesOf(schema: GraphQLSchema, name: string): string[] {
  const type = schema.getType(name);
  return isAbstractType(type) ? schema.getPossibleTypes(type).map((possible) => possible.name) : [name];
}

function serveFields(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('_')) continue;
    for (const field of Object.values(type.getFields())) {
      // `_entities` and `_service` come with their resolvers.
      if (!field.name.startsWith('_')) field.resolve = resolveField;
    }
  }
  for (const type of Object.values(schema.getTypeMap())) {
    if (isAbstractType(type) && !type.name.startsWith('_')) type.resolveType = defaultTypeResolver;
  }
  return schema;
}

const resolveField: GraphQLFieldResolver<unknown, DataContext> = (
  source,
  args,
  { data },
  { parentType, fieldName },
) => {
  const owner = data.roots[parentType.name] ?? source;
  const value = readField(owner, fieldName);
  return typeof value === 'function' ? value.call(owner, args) : value;
};

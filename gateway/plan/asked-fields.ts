import {
  type DocumentNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isInterfaceType,
  isObjectType,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import { citizen } from '../../schema/composition/citizen.ts';
import type { FieldRegister, RegisteredField } from '../disclosure/field-register.ts';
import { typeNamesWithin } from './type-names.ts';

/** What an operation asks for at one place of its answer: fetches bring more, which `@requires` and keys need. */
export interface AskedField {
  /** What has to be open for it. */
  readonly registered: readonly RegisteredField[];
  /** Whether its value can be a citizen, so that what is below is theirs, and whether it can be something else. */
  readonly isCitizen: boolean;
  readonly isOther: boolean;
  /** By source name. */
  readonly below: ReadonlyMap<string, AskedField>;
}

interface GrowingField extends AskedField {
  readonly registered: RegisteredField[];
  isCitizen: boolean;
  isOther: boolean;
  readonly below: Map<string, GrowingField>;
}

/** @param document  a canonical operation: fragments written out, fields under their source names */
export function findAskedFields(document: DocumentNode, schema: GraphQLSchema, register: FieldRegister): AskedField {
  const root = createField();
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    add(root, definition.selectionSet, schema.getRootType(definition.operation) ?? undefined);
  }
  return root;

  function add(place: GrowingField, { selections }: SelectionSetNode, type: GraphQLNamedType | undefined): void {
    for (const selection of selections) {
      if (selection.kind === Kind.FRAGMENT_SPREAD) throw new Error('A canonical operation has no fragment definitions');
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        const { typeCondition } = selection;
        const inner = typeCondition ? schema.getType(typeCondition.name.value) : type;
        add(place, selection.selectionSet, inner);
        continue;
      }
      const sourceName = selection.alias?.value ?? selection.name.value;
      const field = place.below.get(sourceName) ?? createField();
      place.below.set(sourceName, field);
      if (!type) continue;
      // What is asked of an interface may be told of one type and not of another: here both have to be open.
      for (const name of typeNamesWithin(schema, type.name)) {
        const registered = register.find(`${name}.${selection.name.value}`);
        if (registered) field.registered.push(registered);
      }
      const definition =
        isObjectType(type) || isInterfaceType(type) ? type.getFields()[selection.name.value] : undefined;
      const named = definition && getNamedType(definition.type);
      const names = named ? typeNamesWithin(schema, named.name) : new Set<string>();
      field.isCitizen ||= names.has(citizen.type);
      field.isOther ||= named?.name !== citizen.type;
      if (selection.selectionSet) add(field, selection.selectionSet, named);
    }
  }
}

/** Whether anything on which verdicts are passed is asked for. */
export function asksForMarked({ registered, below }: AskedField): boolean {
  return registered.length > 0 || below.values().some(asksForMarked);
}

function createField(): GrowingField {
  return { registered: [], isCitizen: false, isOther: false, below: new Map() };
}

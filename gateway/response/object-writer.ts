import {
  type FieldNode,
  type GraphQLAbstractType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  getNullableType,
  isAbstractType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import { createKeyReader, isObject, type ReadKey } from '../fetch/json.ts';
import { typeNamesWithin } from '../plan/type-names.ts';
import { isIncluded } from './conditions.ts';
import { createLeafWriter } from './leaf-writers.ts';
import type { SelectionContext, WriteValue } from './write-value.ts';

/** Writes an object of a concrete type. */
export function compileObject(
  context: SelectionContext,
  type: GraphQLObjectType,
  sets: readonly SelectionSetNode[],
): WriteValue {
  const fields = [...collectFields(context, type, sets)].map(
    ([name, nodes], index): FieldWriter => ({
      name,
      prefix: `${index === 0 ? '{' : ','}${JSON.stringify(name)}:`,
      read: createKeyReader(name),
      write: compileField(context, type, nodes),
    }),
  );
  return (state, value) => {
    if (!isObject(value)) {
      state.reportInvalid(`Expected an object of type ${type.name}.`);
      return false;
    }
    for (const field of fields) {
      const fieldValue = field.read(value);
      state.out += field.prefix;
      state.path.push(field.name);
      if (fieldValue === undefined) state.reportMissing(value, field.name);
      const isWritten = field.write(state, fieldValue);
      state.path.pop();
      if (!isWritten) return false;
    }
    state.out += fields.length === 0 ? '{}' : '}';
    return true;
  };
}

interface FieldWriter {
  readonly name: string;
  /** What stands before the value: a brace or a comma, and the response name. */
  readonly prefix: string;
  readonly read: ReadKey;
  readonly write: WriteValue;
}

/** Response names in the order in which they first stand, each with all its nodes. */
function collectFields(
  context: SelectionContext,
  type: GraphQLObjectType,
  sets: readonly SelectionSetNode[],
): Map<string, FieldNode[]> {
  const fields = new Map<string, FieldNode[]>();
  const collect = ({ selections }: SelectionSetNode): void => {
    for (const selection of selections) {
      if (!isIncluded(selection, context.variables)) continue;
      if (selection.kind === Kind.FIELD) {
        const name = selection.alias?.value ?? selection.name.value;
        const nodes = fields.get(name);
        if (nodes) nodes.push(selection);
        else fields.set(name, [selection]);
        continue;
      }
      const fragment =
        selection.kind === Kind.INLINE_FRAGMENT ? selection : context.fragments.get(selection.name.value);
      const condition = fragment?.typeCondition?.name.value;
      if (fragment && (condition === undefined || typeNamesWithin(context.schema, condition).has(type.name))) {
        collect(fragment.selectionSet);
      }
    }
  };
  for (const set of sets) collect(set);
  return fields;
}

function compileField(context: SelectionContext, parent: GraphQLObjectType, nodes: readonly FieldNode[]): WriteValue {
  const name = nodes[0]?.name.value ?? '';
  if (name === '__typename') return writeConstant(JSON.stringify(parent.name));
  // What introspection answers is complete as it is.
  if (name.startsWith('__')) return writeJson;
  const type = parent.getFields()[name]?.type;
  if (type === undefined) throw new Error(`Type ${parent.name} has no field ${name}`);
  const sets = nodes.flatMap((node) => node.selectionSet ?? []);
  return compileValue(context, type, sets, `${parent.name}.${name}`);
}

function compileValue(
  context: SelectionContext,
  type: GraphQLOutputType,
  sets: readonly SelectionSetNode[],
  coordinate: string,
): WriteValue {
  const write = compileNotNull(context, getNullableType(type), sets, coordinate);
  return isNonNullType(type) ? writeNonNull(write, coordinate) : writeNullable(write);
}

function compileNotNull(
  context: SelectionContext,
  type: GraphQLOutputType,
  sets: readonly SelectionSetNode[],
  coordinate: string,
): WriteValue {
  if (isListType(type)) return writeList(compileValue(context, type.ofType, sets, coordinate), coordinate);
  if (isLeafType(type)) return createLeafWriter(type);
  if (isObjectType(type)) return compileObject(context, type, sets);
  if (isAbstractType(type)) return compileAbstract(context, type, sets);
  throw new Error(`${coordinate} has no type that can be written`);
}

/** Writes an object by what its `__typename` says; each type's writer is made when the first such object comes. */
function compileAbstract(
  context: SelectionContext,
  type: GraphQLAbstractType,
  sets: readonly SelectionSetNode[],
): WriteValue {
  const writers = new Map<unknown, WriteValue>();
  return (state, value) => {
    const typeName = isObject(value) ? value['__typename'] : undefined;
    let write = writers.get(typeName);
    if (!write) {
      const objectType = context.schema.getPossibleTypes(type).find(({ name }) => name === typeName);
      if (!objectType) {
        state.reportInvalid(`Expected an object of a type that ${type.name} may be.`);
        return false;
      }
      write = compileObject(context, objectType, sets);
      writers.set(typeName, write);
    }
    return write(state, value);
  };
}

function writeNullable(write: WriteValue): WriteValue {
  return (state, value) => {
    const before = state.out;
    if (value === null || value === undefined || !write(state, value)) state.out = `${before}null`;
    return true;
  };
}

function writeNonNull(write: WriteValue, coordinate: string): WriteValue {
  return (state, value) => {
    if (value !== null && value !== undefined) return write(state, value);
    if (!state.isExplained) state.reportInvalid(`Cannot return null for non-nullable field ${coordinate}.`);
    return false;
  };
}

function writeList(writeItem: WriteValue, coordinate: string): WriteValue {
  return (state, value) => {
    if (!Array.isArray(value)) {
      state.reportInvalid(`Expected a list for field ${coordinate}.`);
      return false;
    }
    const depth = state.path.length;
    for (let index = 0; index < value.length; index++) {
      state.out += index === 0 ? '[' : ',';
      state.path[depth] = index;
      if (!writeItem(state, value[index])) {
        state.path.length = depth;
        return false;
      }
    }
    state.path.length = depth;
    state.out += value.length === 0 ? '[]' : ']';
    return true;
  };
}

function writeConstant(text: string): WriteValue {
  return (state) => {
    state.out += text;
    return true;
  };
}

function writeJson(state: { out: string }, value: unknown): boolean {
  state.out += JSON.stringify(value ?? null);
  return true;
}

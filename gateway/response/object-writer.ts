import {
  type FieldNode,
  type GraphQLAbstractType,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  getNullableType,
  isAbstractType,
  isInterfaceType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  type SelectionSetNode,
} from 'graphql';
import { citizen } from '../../schema/composition/citizen.ts';
import type { RegisteredField } from '../disclosure/field-register.ts';
import { createKeyReader, isObject, type ReadKey } from '../fetch/json.ts';
import type { SourceFault } from '../fetch/source.ts';
import { typeNamesWithin } from '../plan/type-names.ts';
import { collectFields } from './collect-fields.ts';
import { compileIntrospection } from './introspection.ts';
import { createLeafWriter } from './leaf-writers.ts';
import type { SelectionContext, WriteValue } from './write-value.ts';

/**
 * Writes an object of a concrete type. An interface stands for the type where a subgraph knows an object only as an
 * `@interfaceObject`, and nothing was asked for that depends on the type.
 */
export function compileObject(
  context: SelectionContext,
  type: GraphQLObjectType | GraphQLInterfaceType,
  sets: readonly SelectionSetNode[],
): WriteValue {
  const applies = (condition: string): boolean => typeNamesWithin(context.schema, condition).has(type.name);
  const collected = collectFields(sets, { ...context, applies });
  const fields = [...collected].map(([name, nodes], index): FieldWriter => {
    const sourceName = nodes[0] ? context.sourceName(nodes[0]) : name;
    const invalid = context.describeInvalid(`${type.name}.${nodes[0]?.name.value}`);
    return {
      name,
      sourceName,
      invalid,
      // What lies behind two underscores the writer knows by itself.
      isFetched: !nodes[0]?.name.value.startsWith('__'),
      registered: context.register?.find(`${type.name}.${nodes[0]?.name.value}`),
      prefix: `${index === 0 ? '{' : ','}${JSON.stringify(name)}:`,
      read: createKeyReader(sourceName),
      write: compileField({ ...context, invalid }, type, nodes),
    };
  });
  const end = fields.length === 0 ? '{}' : '}';
  const write: WriteValue = (state, value) => {
    if (!isObject(value) || !mayBe(type, value['__typename'])) {
      state.report(context.invalid);
      return undefined;
    }
    let text = '';
    for (const field of fields) {
      const { registered } = field;
      state.path.push(field.name);
      if (registered && !state.isOpen(registered)) {
        state.reportWithheld(registered);
        state.path.pop();
        text += `${field.prefix}null`;
        continue;
      }
      const fieldValue = field.read(value);
      const isFailed =
        fieldValue === undefined && field.isFetched && state.reportMissing(value, field.sourceName, field.invalid);
      const fieldText = field.write(state, fieldValue);
      if (registered && !isFailed) state.countTold(registered, fieldValue, fieldText);
      state.path.pop();
      if (fieldText === undefined) return undefined;
      text += field.prefix + fieldText;
    }
    return text + end;
  };
  return type.name === citizen.type ? (state, value) => state.writeCitizen(value, write) : write;
}

/** Sources tell the type only where the plan asks for it. */
function mayBe(type: GraphQLObjectType | GraphQLInterfaceType, typeName: unknown): boolean {
  return typeName === undefined || typeName === type.name || isInterfaceType(type);
}

interface FieldWriter {
  /** As the caller calls it. */
  readonly name: string;
  /** As the data holds it. */
  readonly sourceName: string;
  /** What stands before the value: a brace or a comma, and the response name. */
  readonly prefix: string;
  readonly invalid: SourceFault;
  readonly isFetched: boolean;
  /** Undefined for a field that goes with the one that it is reached through. */
  readonly registered: RegisteredField | undefined;
  readonly read: ReadKey;
  readonly write: WriteValue;
}

function compileField(
  context: SelectionContext,
  parent: GraphQLObjectType | GraphQLInterfaceType,
  nodes: readonly FieldNode[],
): WriteValue {
  const name = nodes[0]?.name.value ?? '';
  if (name === '__typename') {
    const text = JSON.stringify(parent.name);
    return isObjectType(parent) ? () => text : writeInvalid(context.invalid);
  }
  if (name.startsWith('__')) return compileIntrospection(context, nodes);
  const type = parent.getFields()[name]?.type;
  if (type === undefined) throw new Error(`Type ${parent.name} has no field ${name}`);
  return compileValue(
    context,
    type,
    nodes.flatMap((node) => node.selectionSet ?? []),
  );
}

function compileValue(
  context: SelectionContext,
  type: GraphQLOutputType,
  sets: readonly SelectionSetNode[],
): WriteValue {
  const write = compileNotNull(context, getNullableType(type), sets);
  return isNonNullType(type) ? writeNonNull(write, context.invalid) : writeNullable(write);
}

function compileNotNull(
  context: SelectionContext,
  type: GraphQLOutputType,
  sets: readonly SelectionSetNode[],
): WriteValue {
  if (isListType(type)) return writeList(compileValue(context, type.ofType, sets), context.invalid);
  if (isLeafType(type)) return createLeafWriter(type, context.invalid);
  if (isObjectType(type)) return compileObject(context, type, sets);
  if (isAbstractType(type)) return compileAbstract(context, type, sets);
  throw new Error(`${type} is no type that can be written`);
}

/** Writes an object by what its `__typename` says; each type's writer is made when the first such object comes. */
function compileAbstract(
  context: SelectionContext,
  type: GraphQLAbstractType,
  sets: readonly SelectionSetNode[],
): WriteValue {
  const writers = new Map<unknown, WriteValue>();
  return (state, value) => {
    if (!isObject(value)) {
      state.report(context.invalid);
      return undefined;
    }
    const typeName = value['__typename'];
    let write = writers.get(typeName);
    if (!write) {
      const written = findWrittenType(context, type, typeName);
      if (!written) {
        state.report(context.invalid);
        return undefined;
      }
      write = compileObject(context, written, sets);
      writers.set(typeName, write);
    }
    return write(state, value);
  };
}

function findWrittenType(
  { schema }: SelectionContext,
  type: GraphQLAbstractType,
  typeName: unknown,
): GraphQLObjectType | GraphQLInterfaceType | undefined {
  const concrete = schema.getPossibleTypes(type).find(({ name }) => name === typeName);
  if (concrete) return concrete;
  const isOpen = typeName === undefined || (typeof typeName === 'string' && isInterfaceType(schema.getType(typeName)));
  return isOpen && isInterfaceType(type) ? type : undefined;
}

function writeNullable(write: WriteValue): WriteValue {
  return (state, value) => (value === null || value === undefined ? 'null' : (write(state, value) ?? 'null'));
}

function writeNonNull(write: WriteValue, invalid: SourceFault): WriteValue {
  return (state, value) => {
    if (value !== null && value !== undefined) return write(state, value);
    if (!state.isExplained) state.report(invalid);
    return undefined;
  };
}

function writeList(writeItem: WriteValue, invalid: SourceFault): WriteValue {
  return (state, value) => {
    if (!Array.isArray(value)) {
      state.report(invalid);
      return undefined;
    }
    const depth = state.path.length;
    let text = '[';
    for (let index = 0; index < value.length; index++) {
      state.path[depth] = index;
      const itemText = writeItem(state, value[index]);
      if (itemText === undefined) {
        state.path.length = depth;
        return undefined;
      }
      text += index === 0 ? itemText : `,${itemText}`;
    }
    state.path.length = depth;
    return `${text}]`;
  };
}

function writeInvalid(invalid: SourceFault): WriteValue {
  return (state) => {
    state.report(invalid);
    return undefined;
  };
}

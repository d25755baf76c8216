import type { FetchDataRewrite, QueryPlanFieldNode, QueryPlanSelectionNode } from '@apollo/query-planner';
import type { GraphQLSchema } from 'graphql';
import { createKeyReader, isObject, type JsonObject, readKey, writeKey } from '../fetch/json.ts';
import { createMerge } from './merge.ts';
import { compileRewrites } from './rewrites.ts';
import { typeNamesWithin } from './type-names.ts';

/**
 * Makes the JSON text that stands for an object in an entity fetch.
 * @returns undefined when a required field was not fetched, or the object is of another type: it is then left out
 */
export type BuildRepresentation = (object: JsonObject) => string | undefined;

/** A builder for each type's name is made when the first object of the type comes. */
export function compileRepresentation(
  schema: GraphQLSchema,
  requires: readonly QueryPlanSelectionNode[],
  rewrites: readonly FetchDataRewrite[] | undefined,
): BuildRepresentation {
  const builders = new Map<unknown, BuildRepresentation>();
  return (object) => {
    const typeName = object['__typename'];
    let build = builders.get(typeName);
    if (!build) {
      build = compileForType(schema, requires, rewrites, String(typeName));
      // A source may make up any number of names.
      if (schema.getType(String(typeName))) builders.set(typeName, build);
    }
    return build(object);
  };
}

/** Nearly always one fragment applies and holds only plain fields: its text is then written without an object. */
function compileForType(
  schema: GraphQLSchema,
  requires: readonly QueryPlanSelectionNode[],
  rewrites: readonly FetchDataRewrite[] | undefined,
  typeName: string,
): BuildRepresentation {
  const applying = requires.filter(
    (selection) =>
      selection.kind === 'Field' ||
      selection.typeCondition === undefined ||
      typeNamesWithin(schema, selection.typeCondition).has(typeName),
  );
  if (applying.length === 0) return () => undefined;
  const [only, ...others] = applying;
  if (only?.kind === 'InlineFragment' && others.length === 0 && !rewrites?.length) {
    const fields = only.selections.filter((selection): selection is QueryPlanFieldNode => selection.kind === 'Field');
    const isFlat = fields.every(({ selections }) => selections === undefined);
    if (isFlat && fields.length === only.selections.length) return compileFlat(fields);
  }
  const select = compileSelections(schema, applying);
  const rewrite = compileRewrites(schema, rewrites);
  const unknown = findUnknownTypes(schema, rewrites);
  return (object) => {
    const representation = select(object);
    if (!representation?.['__typename']) return undefined;
    rewrite(representation);
    return unknown.has(representation['__typename']) ? undefined : JSON.stringify(representation);
  };
}

/**
 * Types that the subgraph knows only as an `@interfaceObject`. The planner renames those that it asks about; others can
 * come here by a fragment for the interface (what `@requires` names is one), and would fail the whole call.
 */
function findUnknownTypes(schema: GraphQLSchema, rewrites: readonly FetchDataRewrite[] = []): ReadonlySet<unknown> {
  const interfaces = rewrites.flatMap((rewrite) =>
    rewrite.kind === 'ValueSetter' && rewrite.path.at(-1) === '__typename' ? [String(rewrite.setValueTo)] : [],
  );
  const within = interfaces.flatMap((name) => [...typeNamesWithin(schema, name)]);
  return new Set(within.filter((name) => !interfaces.includes(name)));
}

function compileFlat(fields: readonly QueryPlanFieldNode[]): BuildRepresentation {
  if (!fields.some((field) => nameOf(field) === '__typename')) return () => undefined;
  const members = fields.map((field, index) => ({
    prefix: `${index === 0 ? '{' : ','}${JSON.stringify(nameOf(field))}:`,
    read: createKeyReader(nameOf(field)),
  }));
  return (object) => {
    let text = '';
    for (const { prefix, read } of members) {
      const value = read(object);
      if (value === undefined) return undefined;
      text += prefix + JSON.stringify(value);
    }
    return `${text}}`;
  };
}

function nameOf({ alias, name }: QueryPlanFieldNode): string {
  return alias ?? name;
}

/** Copies the selected fields; undefined when one is missing. */
type Select = (object: JsonObject) => JsonObject | undefined;

function compileSelections(schema: GraphQLSchema, selections: readonly QueryPlanSelectionNode[]): Select {
  const steps = selections.map((selection) => compileSelection(schema, selection));
  return (object) => {
    const result: JsonObject = {};
    return steps.every((step) => step(object, result)) ? result : undefined;
  };
}

/** Adds one selection's part to the result; false when a field is missing. */
type Step = (object: JsonObject, result: JsonObject) => boolean;

function compileSelection(schema: GraphQLSchema, selection: QueryPlanSelectionNode): Step {
  if (selection.kind === 'InlineFragment') {
    const select = compileSelections(schema, selection.selections);
    const mergeInto = createMerge(schema);
    const typeNames =
      selection.typeCondition === undefined ? undefined : typeNamesWithin(schema, selection.typeCondition);
    return (object, result) => {
      // A fragment that does not apply, or for which a field is missing, adds nothing; another one may fit.
      const applies = typeNames === undefined || typeNames.has(String(object['__typename']));
      const part = applies ? select(object) : undefined;
      if (part) mergeInto(result, part);
      return true;
    };
  }
  const name = nameOf(selection);
  const read = createKeyReader(name);
  const mergeInto = createMerge(schema);
  const copy = compileValue(selection.selections && compileSelections(schema, selection.selections));
  return (object, result) => {
    const value = copy(read(object));
    if (value === undefined) return false;
    // Two fragments may each select a part of one object.
    const known = readKey(result, name);
    if (isObject(known) && isObject(value)) mergeInto(known, value);
    else writeKey(result, name, value);
    return true;
  };
}

/** A value with only the selected fields of its objects. An object in which a field is missing counts as null. */
function compileValue(select: Select | undefined): (value: unknown) => unknown {
  if (!select) return (value) => value;
  const copy = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(copy);
    return isObject(value) ? (select(value) ?? null) : value;
  };
  return copy;
}

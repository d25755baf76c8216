import type { FetchDataRewrite, QueryPlanSelectionNode } from '@apollo/query-planner';
import type { GraphQLSchema } from 'graphql';
import { isObject, type JsonObject, readKey, writeKey } from '../fetch/json.ts';
import { mergeInto } from './merge.ts';
import { compileRewrites } from './rewrites.ts';
import { typeNamesWithin } from './type-names.ts';

/**
 * Makes the JSON text that stands for an object in an entity fetch.
 * @returns undefined when a required field was not fetched, or the object is of another type: it is then left out
 */
export type BuildRepresentation = (object: JsonObject) => string | undefined;

export function compileRepresentation(
  schema: GraphQLSchema,
  requires: readonly QueryPlanSelectionNode[],
  rewrites: readonly FetchDataRewrite[] | undefined,
): BuildRepresentation {
  const select = compileSelections(schema, requires);
  const rewrite = compileRewrites(schema, rewrites);
  return (object) => {
    const representation = select(object);
    if (!representation?.['__typename']) return undefined;
    rewrite(representation);
    return JSON.stringify(representation);
  };
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
  const name = selection.alias ?? selection.name;
  const copy = compileValue(selection.selections && compileSelections(schema, selection.selections));
  return (object, result) => {
    const value = copy(readKey(object, name));
    if (value === undefined) return false;
    writeKey(result, name, value);
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

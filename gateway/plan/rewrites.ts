import type { FetchDataRewrite } from '@apollo/query-planner';
import type { GraphQLSchema } from 'graphql';
import { isObject, type JsonObject, readKey, writeKey } from '../fetch/json.ts';
import type { Path } from './execution.ts';
import { typeNamesWithin } from './type-names.ts';

/** Changes data in place, as a plan says: sets a value, or renames a key. */
export type Rewrite = (data: JsonObject) => void;

export function compileRewrites(schema: GraphQLSchema, rewrites: readonly FetchDataRewrite[] | undefined): Rewrite {
  if (!rewrites?.length) return () => {};
  const compiled = rewrites.map((rewrite) => compileRewrite(schema, rewrite));
  return (data) => {
    for (const rewrite of compiled) rewrite(data);
  };
}

/** The place of an error after keys were renamed. */
export function renamePath(path: Path, renamed: ReadonlyMap<string, string>): Path {
  return renamed.size === 0 ? path : path.map((step) => renamed.get(String(step)) ?? step);
}

function compileRewrite(schema: GraphQLSchema, rewrite: FetchDataRewrite): Rewrite {
  const key = rewrite.path.at(-1) ?? '';
  const change: Rewrite =
    rewrite.kind === 'ValueSetter'
      ? (object) => writeKey(object, key, rewrite.setValueTo)
      : (object) => renameKey(object, key, rewrite.renameKeyTo);
  return rewrite.path.slice(0, -1).reduceRight((next, element) => compileElement(schema, element, next), change);
}

function renameKey(object: JsonObject, from: string, to: string): void {
  const value = readKey(object, from);
  if (value === undefined) return;
  writeKey(object, to, value);
  delete object[from];
}

const FRAGMENT_PREFIX = '... on ';

function compileElement(schema: GraphQLSchema, element: string, next: Rewrite): Rewrite {
  if (element.startsWith(FRAGMENT_PREFIX)) {
    const typeNames = typeNamesWithin(schema, element.slice(FRAGMENT_PREFIX.length));
    return (object) => {
      const typeName = object['__typename'];
      if (typeName === undefined || typeNames.has(String(typeName))) next(object);
    };
  }
  return (object) => eachObject(readKey(object, element), next);
}

function eachObject(value: unknown, rewrite: Rewrite): void {
  if (Array.isArray(value)) for (const item of value) eachObject(item, rewrite);
  else if (isObject(value)) rewrite(value);
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Kind, parse, valueFromASTUntyped } from 'graphql';
import type { Ministry } from '../../subgraphs/_kit/ministry.ts';
import type { Entity } from '../support/ask.ts';

/** An entity type beside the citizen, and the field that it is known by. */
export interface EntityType {
  readonly name: string;
  readonly key: string;
}

/** The entity types that a ministry's `schema.graphql` gives a key of their own. */
export function listEntityTypes({ directory }: Pick<Ministry, 'directory'>): EntityType[] {
  const { definitions } = parse(readFileSync(join(directory, 'schema.graphql'), 'utf8'));
  return definitions.flatMap((node) => {
    if (node.kind !== Kind.OBJECT_TYPE_DEFINITION || node.name.value === 'Citizen') return [];
    const keys = (node.directives ?? []).filter((directive) => directive.name.value === 'key');
    const fields = keys.flatMap((directive) => directive.arguments ?? []).find(({ name }) => name.value === 'fields');
    return fields ? [{ name: node.name.value, key: String(valueFromASTUntyped(fields.value)) }] : [];
  });
}

/** Finds the objects of a type anywhere in an answer that tells every `__typename`, each once by its key. */
export function findEntities(answer: unknown, { name, key }: EntityType): Entity[] {
  const found = new Map<unknown, Entity>();
  const walk = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    const object = value as Entity;
    if (object.__typename === name) found.set(object[key], object);
    for (const below of Object.values(object)) walk(below);
  };
  walk(answer);
  return [...found.values()];
}

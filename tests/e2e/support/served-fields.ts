import { isObjectType } from 'graphql';
import type { Ministry } from '../../../subgraphs/_kit/ministry.ts';
import { buildSchema } from '../../../subgraphs/_kit/serve-ministry.ts';

export type Path = readonly (string | number)[];

/** The fields of `Citizen` that a ministry serves, the key aside. */
export function listServedFields(ministry: Ministry): ReadonlySet<string> {
  const citizen = buildSchema(ministry).getType('Citizen');
  if (!isObjectType(citizen)) throw new Error(`${ministry.name} knows no citizens`);
  return new Set(Object.keys(citizen.getFields()).filter((field) => field !== 'personalId'));
}

/**
 * Finds where such fields stand in an answer that has no aliases and tells the personal ID of every citizen in it. What
 * lies below one of them is not looked into.
 */
export function findFields(answer: unknown, fields: ReadonlySet<string>): Path[] {
  if (typeof answer !== 'object' || answer === null) return [];
  const isCitizen = 'personalId' in answer;
  return Object.entries(answer).flatMap(([key, value]) => {
    const step = Array.isArray(answer) ? Number(key) : key;
    if (isCitizen && fields.has(key)) return [[step]];
    return findFields(value, fields).map((path) => [step, ...path]);
  });
}

/** The answer with null at the paths. */
export function withNull<Answer>(answer: Answer, paths: readonly Path[]): Answer {
  const copy = structuredClone(answer);
  for (const path of paths) {
    const [last = '', ...above] = path.toReversed();
    const parent = above.toReversed().reduce<unknown>((value, step) => Reflect.get(Object(value), step), copy);
    Reflect.set(Object(parent), last, null);
  }
  return copy;
}

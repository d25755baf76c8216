import { readFileSync } from 'node:fs';
import { CodedError } from '../../schema/coded-error.ts';
import { isObject, type JsonObject } from '../fetch/json.ts';
import type { Execution } from '../plan/execution.ts';
import type { Identity } from './identity.ts';

/** The fragment `Identity`, for the gateway's own operations. */
export const identityFragment = readFileSync(new URL('../../schema/identity.graphql', import.meta.url), 'utf8');

/**
 * Reads who a citizen is from the fields of `identityFragment`.
 * @returns undefined for nobody: all of the fields are null
 * @throws  IDENTITY_UNAVAILABLE when the source left something out: null says that there is nothing, silence does not
 */
export function readIdentity(personalId: string, citizen: JsonObject): Identity | undefined {
  const { supersededBy } = citizen;
  if (isObject(supersededBy) && typeof supersededBy['personalId'] === 'string') {
    return { personalId: supersededBy['personalId'], isSuperseded: true, ...readPerson(supersededBy) };
  }
  const person = readPerson(citizen);
  const isKnown = personFields.some((name) => citizen[name] !== null);
  return isKnown ? { personalId, isSuperseded: false, ...person } : undefined;
}

/**
 * A fetch that brought nothing and has no fault means that the source knows no such number.
 * @throws IDENTITY_UNAVAILABLE
 */
export function checkAnswered({ errors, failures }: Pick<Execution, 'errors' | 'failures'>): void {
  const hasFailed =
    errors.length > 0 || failures.values().some((failed) => failed.some(({ fault }) => fault !== undefined));
  if (hasFailed) throw new CodedError('IDENTITY_UNAVAILABLE');
}

const personFields = ['fullName', 'dateOfBirth', 'sex', 'dateOfDeath', 'isProtected'] as const;

function readPerson(person: JsonObject): Omit<Identity, 'personalId' | 'isSuperseded'> {
  if (personFields.some((name) => person[name] === undefined)) throw new CodedError('IDENTITY_UNAVAILABLE');
  return {
    fullName: readText(person['fullName']),
    dateOfBirth: readText(person['dateOfBirth']),
    sex: readText(person['sex']),
    isDeceased: person['dateOfDeath'] !== null,
    isProtected: person['isProtected'] !== false,
    formerPersonalIds: readFormerPersonalIds(person),
  };
}

/** Numbers that a citizen's replaced. */
export function readFormerPersonalIds({ supersededPersonalIds }: JsonObject): readonly string[] {
  const items = Array.isArray(supersededPersonalIds) ? supersededPersonalIds.filter(isObject) : [];
  return items.map(({ personalId }) => personalId).filter((personalId) => typeof personalId === 'string');
}

function readText(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

import { readFileSync } from 'node:fs';
import { CodedError } from '../../schema/coded-error.ts';
import { isObject, type JsonObject } from '../fetch/json.ts';
import type { Execution, ExecutionContext } from '../plan/execution.ts';
import type { Supergraph } from '../supergraph/supergraph.ts';
import type { Identity } from './identity.ts';

/**
 * Finds out who bears a well-formed personal ID.
 * @param context  goes with the fetch
 * @returns        undefined when nobody does
 * @throws         IDENTITY_UNAVAILABLE when no source can tell just now
 */
export type FindIdentity = (personalId: string, context: ExecutionContext) => Promise<Identity | undefined>;

/**
 * Asks for the fields that `schema/identity.graphql` names: a number of which all of them are null is nobody's. A look-up
 * is one fetch, and shares calls with those of other requests.
 * @returns undefined when the supergraph does not have these fields
 */
export function createFindIdentity({ compileCompletion }: Supergraph): FindIdentity | undefined {
  const complete = compileCompletion(operation);
  if (!complete) return undefined;
  return async (personalId, context) => {
    const subject: JsonObject = { __typename: 'Citizen', personalId };
    const outcome = await complete({ subject }, context);
    if (hasFailed(outcome)) throw new CodedError('IDENTITY_UNAVAILABLE');
    return outcome.failures.has(subject) ? undefined : readIdentity(personalId, subject);
  };
}

/** `subject` stands in the gateway's own subgraph, out of the callers' sight. */
const operation = `
  { subject { ...Identity } }
  ${readFileSync(new URL('../../schema/identity.graphql', import.meta.url), 'utf8')}
`;

/** A fetch that brought nothing and has no fault means that the source knows no such number. */
function hasFailed({ errors, failures }: Pick<Execution, 'errors' | 'failures'>): boolean {
  if (errors.length > 0) return true;
  return failures.values().some((failed) => failed.some(({ fault }) => fault !== undefined));
}

function readIdentity(personalId: string, subject: JsonObject): Identity | undefined {
  const { supersededBy } = subject;
  if (isObject(supersededBy) && typeof supersededBy['personalId'] === 'string') {
    return { personalId: supersededBy['personalId'], isSuperseded: true, ...readPerson(supersededBy) };
  }
  const person = readPerson(subject);
  const isKnown = personFields.some((name) => subject[name] !== null);
  return isKnown ? { personalId, isSuperseded: false, ...person } : undefined;
}

const personFields = ['fullName', 'dateOfBirth', 'sex', 'dateOfDeath', 'isProtected'] as const;

/** @throws IDENTITY_UNAVAILABLE when the source left something out: null says that there is nothing, silence does not */
function readPerson(person: JsonObject): Omit<Identity, 'personalId' | 'isSuperseded'> {
  if (personFields.some((name) => person[name] === undefined)) throw new CodedError('IDENTITY_UNAVAILABLE');
  return {
    fullName: readText(person['fullName']),
    dateOfBirth: readText(person['dateOfBirth']),
    sex: readText(person['sex']),
    isDeceased: person['dateOfDeath'] !== null,
    isProtected: person['isProtected'] !== false,
  };
}

function readText(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

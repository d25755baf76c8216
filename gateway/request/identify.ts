import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import DataLoader from 'dataloader';
import { parse, validate } from 'graphql';
import { isObject } from '../fetch/json.ts';
import { createOrigin } from '../fetch/origin.ts';
import type { PlannedOperation } from '../plan/operation-plans.ts';
import type { ResponseError } from '../response/write-value.ts';
import type { Supergraph } from '../supergraph/supergraph.ts';
import { maxCitizens } from './count-citizens.ts';
import type { RequestContext } from './request-context.ts';

/**
 * Finds out whether a personal ID is anyone's, from the fields that `schema/identity.graphql` names: a number of which
 * all of them are null is nobody's. Look-ups of all requests that are made at the same time are one operation.
 * @returns undefined when the supergraph does not have these fields
 */
export function createIdentification(supergraph: Supergraph): RequestContext['isBorne'] {
  if (validate(supergraph.apiSchema, document).length > 0) return undefined;
  const loader = new DataLoader((personalIds: readonly string[]) => lookUp(supergraph, personalIds), {
    cache: false,
    maxBatchSize: maxCitizens,
  });
  return (personalId) => loader.load(personalId);
}

const text = `
  query Identity($personalIds: [PersonalId!]!) { citizens(personalIds: $personalIds) { ...Identity } }
  ${readFileSync(new URL('../../schema/identity.graphql', import.meta.url), 'utf8')}
`;
const document = parse(text);
/** Look-ups of many requests are one. */
const origin = createOrigin({ requestId: 'identification', agency: null, purpose: null });
const operation: PlannedOperation = {
  documentHash: createHash('sha256').update(text).digest('hex'),
  document,
  name: 'Identity',
};

async function lookUp({ plans }: Supergraph, personalIds: readonly string[]): Promise<boolean[]> {
  const distinct = [...new Set(personalIds)];
  const { run, write } = plans.get(operation);
  const { body, errors } = write(await run({ variables: { personalIds: distinct }, context: { origin } }));
  const borne = readBorne(distinct, JSON.parse(body).data, errors);
  return personalIds.map((personalId) => borne.has(personalId));
}

/** The numbers that are someone's, and those that may be: whose look-up failed, so that nobody can tell. */
function readBorne(
  personalIds: readonly string[],
  data: { readonly citizens?: unknown } | null,
  errors: readonly ResponseError[],
): ReadonlySet<string> {
  const failed = new Set(errors.map(({ path }) => path?.[1]));
  const citizens = data?.citizens;
  if (!Array.isArray(citizens) || failed.has(undefined)) return new Set(personalIds);
  return new Set(personalIds.filter((_, index) => failed.has(index) || isKnown(citizens[index])));
}

function isKnown(citizen: unknown): boolean {
  return isObject(citizen) && Object.values(citizen).some((value) => value !== null);
}

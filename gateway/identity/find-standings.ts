import { readFileSync } from 'node:fs';
import { isObject, type JsonObject } from '../fetch/json.ts';
import type { ExecutionContext } from '../plan/execution.ts';
import type { Supergraph } from '../supergraph/supergraph.ts';
import { readFormerPersonalIds } from './identity-fields.ts';
import type { Standing } from './standing.ts';

/**
 * Finds the standing of people by number. Never rejects.
 * @param context  goes with the fetch
 * @returns        by number; without those of whom no source can tell just now, or who are in no register
 */
export type FindStandings = (
  personalIds: readonly string[],
  context: ExecutionContext,
) => Promise<ReadonlyMap<string, Standing>>;

/** Asks for the fields of `schema/standing.graphql`, in one fetch that shares calls with those of other requests. */
export function createFindStandings({ compileCompletion }: Supergraph): FindStandings {
  const complete = compileCompletion(operation);
  if (!complete) return async () => new Map();
  return async (personalIds, context) => {
    const subjects = personalIds.map((personalId): JsonObject => ({ __typename: 'Citizen', personalId }));
    const { failures } = await complete({ subjects }, context);
    return new Map(
      subjects.flatMap((subject): [string, Standing][] => {
        const standing = failures.has(subject) ? undefined : readStanding(subject);
        return standing ? [[String(subject['personalId']), standing]] : [];
      }),
    );
  };
}

function readStanding(subject: JsonObject): Standing | undefined {
  const { supersededBy } = subject;
  const bearer = isObject(supersededBy) ? supersededBy : subject;
  const { personalId, isProtected } = bearer;
  if (typeof isProtected !== 'boolean') return undefined;
  return { isProtected, personalIds: [String(personalId), ...readFormerPersonalIds(bearer)] };
}

/** `subjects` stands in the gateway's own subgraph, out of the callers' sight. */
const operation = `
  { subjects { ...Standing } }
  ${readFileSync(new URL('../../schema/standing.graphql', import.meta.url), 'utf8')}
`;

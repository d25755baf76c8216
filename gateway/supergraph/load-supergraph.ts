import { GraphQLError, parse } from 'graphql';
import { checkSupergraph } from '../../schema/composition/check-supergraph.ts';
import { printProblem } from '../../schema/composition/problem.ts';
import { findMarkedFields } from '../../schema/marks/find-marked-fields.ts';
import type { Config } from '../config.ts';
import type { CreateSource } from '../fetch/create-source.ts';
import { OperatorError } from '../operator-error.ts';
import { openSupergraph } from './open-supergraph.ts';
import type { Supergraph } from './supergraph.ts';

export type SupergraphConfig = Pick<
  Config,
  | 'allowUnmarkedSupergraph'
  | 'allowAnonymous'
  | 'signingKeyPath'
  | 'databaseUrl'
  | 'ledgerKeyPath'
  | 'ledgerCheckpointsPath'
  | 'subgraphUrls'
  | 'sourceTimeoutsMs'
  | 'batchMaxRepresentations'
  | 'batchMaxCalls'
>;

/**
 * Makes a supergraph ready to be served.
 * @throws OperatorError when it cannot be, or must not be: without marks nothing would be withheld
 */
export async function loadSupergraph(
  supergraphSdl: string,
  config: SupergraphConfig,
  createSource: CreateSource,
): Promise<Supergraph> {
  try {
    checkMarks(supergraphSdl, config);
    const names = new Set<string>();
    const createNamedSource: CreateSource = (endpoint) => {
      names.add(endpoint.name);
      return createSource(endpoint);
    };
    const supergraph = await openSupergraph(supergraphSdl, createNamedSource, {
      maxRepresentations: config.batchMaxRepresentations,
      maxCalls: config.batchMaxCalls,
    });
    checkNames(names, config);
    return supergraph;
  } catch (error) {
    if (error instanceof OperatorError || !(error instanceof Error)) throw error;
    throw new OperatorError(`It is no supergraph that can be served: ${describe(error)}`, { cause: error });
  }
}

function checkMarks(supergraphSdl: string, config: SupergraphConfig): void {
  const { allowUnmarkedSupergraph, allowAnonymous, signingKeyPath } = config;
  const isUnmarked = findMarkedFields(parse(supergraphSdl)).length === 0;
  if (isUnmarked && allowUnmarkedSupergraph) return;
  if (isUnmarked) {
    throw new OperatorError(
      'It has no @personal mark at all, so nothing could be withheld. Compose it with `npm run compose`, or set ' +
        'GATEWAY_ALLOW_UNMARKED_SUPERGRAPH=true to serve it as plain federation.',
    );
  }
  if (allowAnonymous) {
    throw new OperatorError(
      'It has marks, so nobody may ask without signing in. Set GATEWAY_ISSUER instead of ' + 'GATEWAY_ALLOW_ANONYMOUS.',
    );
  }
  if (signingKeyPath === undefined) {
    throw new OperatorError('It has marks, so ministries have to know whose calls they get. Set GATEWAY_SIGNING_KEY.');
  }
  const missing = listMissing(config);
  if (missing.length > 0) {
    throw new OperatorError(`It has marks, so what is told is written down first. Set ${missing.join(' and ')}.`);
  }
  const problems = checkSupergraph(supergraphSdl);
  if (problems.length > 0) throw new OperatorError(problems.map(printProblem).join('\n'));
}

/** What the ledger needs. */
function listMissing({ databaseUrl, ledgerKeyPath, ledgerCheckpointsPath }: SupergraphConfig): string[] {
  const needed = {
    GATEWAY_DATABASE_URL: databaseUrl,
    GATEWAY_LEDGER_KEY: ledgerKeyPath,
    GATEWAY_LEDGER_CHECKPOINTS: ledgerCheckpointsPath,
  };
  return Object.entries(needed).flatMap(([variable, value]) => (value === undefined ? variable : []));
}

/** A name that is spelt wrong would leave the ministry at the URL and the time-out that were to be replaced. */
function checkNames(names: ReadonlySet<string>, { subgraphUrls, sourceTimeoutsMs }: SupergraphConfig): void {
  const given = { GATEWAY_SUBGRAPH_URLS: subgraphUrls, GATEWAY_SOURCE_TIMEOUTS_MS: sourceTimeoutsMs };
  for (const [variable, values] of Object.entries(given)) {
    const unknown = [...values.keys()].filter((name) => !names.has(name));
    if (unknown.length === 0) continue;
    throw new OperatorError(
      `${variable} names ${unknown.join(', ')}, but its subgraphs are ${[...names].join(', ')}. Correct the name.`,
    );
  }
}

function describe(error: Error): string {
  const [location] = error instanceof GraphQLError ? (error.locations ?? []) : [];
  return location ? `${error.message} (line ${location.line}, column ${location.column})` : error.message;
}

import type { GraphQLSchema } from 'graphql';
import { cloneJson, type JsonObject } from '../fetch/json.ts';
import { writeOrigins } from '../fetch/request-origin.ts';
import type { Source, SourceAnswer, SourceFault } from '../fetch/source.ts';
import { addFailure, type Execution, type Step } from './execution.ts';
import { compileFlattenPath } from './flatten-path.ts';
import { createMerge } from './merge.ts';
import type { PlannedFetch } from './planned-fetches.ts';
import { compileRewrites, renamePath } from './rewrites.ts';
import { trim } from './trim.ts';
import { compileVariables } from './variables.ts';

/**
 * Fetches root fields of a subgraph. They stand at the root of the data, or below it where a field leads back to
 * `Query`.
 * @param isMarked  whether a field of the fetch has a mark
 */
export function compileRootFetch(
  fetch: PlannedFetch,
  supergraphSchema: GraphQLSchema,
  source: Source,
  isMarked: boolean,
): Step {
  const { node, operation, selection, renamed } = fetch;
  const flattenPath = compileFlattenPath(fetch.path);
  const writeVariables = compileVariables(node.variableUsages);
  const mergeInto = createMerge(supergraphSchema);
  const rewriteData = compileRewrites(supergraphSchema, node.outputRewrites);

  return (execution) => {
    const targets = flattenPath.collect(execution.data);
    return targets.length === 0 ? undefined : run(execution, targets);
  };

  async function run(execution: Execution, targets: readonly JsonObject[]): Promise<void> {
    execution.context?.trail?.ask(source.name);
    const result = await source.execute({
      operation,
      variables: `{${writeVariables(execution.variables).slice(0, -1)}}`,
      representationCount: undefined,
      isShareable: !isMarked,
      onBehalfOf: writeOrigins(execution.context?.origin?.texts ?? []),
      context: execution.context,
      signal: execution.signal,
    });
    if (result.kind === 'failure') return fail(execution, targets, result.fault);
    if (result.data) complete(targets, result.data);
    if (result.errors.length > 0) reportErrors(execution, targets, result);
  }

  function fail(execution: Execution, targets: readonly JsonObject[], fault: SourceFault): void {
    for (const target of targets) addFailure(execution, target, { selection, fault });
  }

  function complete(targets: readonly JsonObject[], data: JsonObject): void {
    rewriteData(data);
    trim(data, selection);
    for (const [position, target] of targets.entries()) mergeInto(target, position > 0 ? cloneJson(data) : data);
  }

  function reportErrors(execution: Execution, targets: readonly JsonObject[], { data, errors }: SourceAnswer): void {
    const places = [...flattenPath.locate(execution.data).values()].flat();
    for (const { path, fault } of errors) {
      if (path) {
        for (const place of places) execution.errors.push({ path: [...place, ...renamePath(path, renamed)], fault });
      } else if (data) execution.errors.push({ path, fault });
      else fail(execution, targets, fault);
    }
  }
}

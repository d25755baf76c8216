import type { FetchNode } from '@apollo/query-planner';
import type { GraphQLSchema } from 'graphql';
import { cloneJson, type JsonObject } from '../fetch/json.ts';
import type { Source, SourceAnswer, SourceOperation } from '../fetch/source.ts';
import type { Step } from './compile-plan.ts';
import { addFailure, type Execution } from './execution.ts';
import type { FetchSelection } from './fetch-selection.ts';
import type { FlattenPath } from './flatten-path.ts';
import { mergeInto } from './merge.ts';
import { compileRewrites } from './rewrites.ts';
import { compileVariables } from './variables.ts';

interface RootFetch {
  readonly node: FetchNode;
  readonly source: Source;
  readonly operation: SourceOperation;
  readonly selection: FetchSelection;
  /** Usually the root of the response; below it where a field leads back to `Query`. */
  readonly flattenPath: FlattenPath;
  readonly supergraphSchema: GraphQLSchema;
}

/** Fetches root fields of a subgraph. */
export function compileRootFetch(fetch: RootFetch): Step {
  const { node, source, operation, selection, flattenPath, supergraphSchema } = fetch;
  const writeVariables = compileVariables(node.variableUsages);
  const rewriteData = compileRewrites(supergraphSchema, node.outputRewrites);

  return (execution) => {
    const targets: JsonObject[] = [];
    flattenPath.collect(execution.data, targets);
    if (targets.length === 0) return undefined;
    return run(execution, targets);
  };

  async function run(execution: Execution, targets: readonly JsonObject[]): Promise<void> {
    const result = await source.execute({
      operation,
      variables: `{${writeVariables(execution.variables).slice(0, -1)}}`,
      representationCount: undefined,
      context: execution.context,
      signal: execution.signal,
    });
    if (result.kind === 'failure') {
      for (const target of targets) addFailure(execution, target, { fields: selection.fields, fault: result.fault });
      return;
    }
    if (result.data) complete(targets, result.data);
    if (result.errors.length > 0) reportErrors(execution, result);
  }

  function complete(targets: readonly JsonObject[], data: JsonObject): void {
    rewriteData(data);
    for (const [position, target] of targets.entries()) mergeInto(target, position > 0 ? cloneJson(data) : data);
  }

  function reportErrors(execution: Execution, { errors }: SourceAnswer): void {
    const places = [...flattenPath.locate(execution.data).values()].flat();
    for (const { path, fault } of errors) {
      if (path === undefined) execution.errors.push(fault);
      else for (const place of places) execution.errors.push({ ...fault, path: [...place, ...path] });
    }
  }
}

import type { FetchNode } from '@apollo/query-planner';
import type { GraphQLSchema } from 'graphql';
import type { EntityAnswer } from '../fetch/entity-batcher.ts';
import type { EntityFetches } from '../fetch/entity-fetches.ts';
import { cloneJson, type JsonObject } from '../fetch/json.ts';
import type { SourceFault } from '../fetch/source.ts';
import type { Step } from './compile-plan.ts';
import { addFailure, type Execution } from './execution.ts';
import type { FetchSelection } from './fetch-selection.ts';
import type { FlattenPath } from './flatten-path.ts';
import { mergeInto } from './merge.ts';
import { compileRepresentation } from './representations.ts';
import { compileRewrites } from './rewrites.ts';
import { compileVariables } from './variables.ts';

interface EntityFetch {
  readonly node: FetchNode;
  readonly selection: FetchSelection;
  readonly flattenPath: FlattenPath;
  readonly supergraphSchema: GraphQLSchema;
  readonly entityFetches: EntityFetches;
  /** Whether what comes back is changed here or by a later fetch. */
  readonly changesEntities: boolean;
}

/** Distinct representations, and for each the objects that it stands for. */
type Targets = Map<string, JsonObject[]>;

/** Completes the objects at a path by entities of a subgraph. */
export function compileEntityFetch(fetch: EntityFetch): Step {
  const { node, selection, flattenPath, supergraphSchema, entityFetches, changesEntities } = fetch;
  const buildRepresentation = compileRepresentation(supergraphSchema, node.requires ?? [], node.inputRewrites);
  const rewriteEntity = compileRewrites(supergraphSchema, node.outputRewrites);
  const writeVariables = compileVariables(node.variableUsages);

  return (execution) => {
    const targets = gatherTargets(execution);
    if (targets.size === 0) return undefined;
    const otherVariables = writeVariables(execution.variables);
    return entityFetches
      .batcherFor(otherVariables)
      .load({ representations: [...targets.keys()], changesEntities, signal: execution.signal })
      .then((answer) => settle(execution, [...targets.values()], answer));
  };

  function gatherTargets(execution: Execution): Targets {
    const objects: JsonObject[] = [];
    flattenPath.collect(execution.data, objects);
    const targets: Targets = new Map();
    for (const object of objects) {
      const representation = buildRepresentation(object);
      if (representation === undefined) {
        passOnFailure(execution, object);
        continue;
      }
      const same = targets.get(representation);
      if (same) same.push(object);
      else targets.set(representation, [object]);
    }
    return targets;
  }

  /** What an earlier fetch failed to bring is the reason why this one cannot ask. */
  function passOnFailure(execution: Execution, object: JsonObject): void {
    const cause = execution.failures.get(object)?.[0];
    if (cause) addFailure(execution, object, { fields: selection.fields, fault: cause.fault });
  }

  function settle(execution: Execution, targets: readonly JsonObject[][], answer: EntityAnswer): void {
    for (const [index, objects] of targets.entries()) {
      const entity = answer.entities[index];
      const fault = answer.faults.get(index);
      if (fault) fail(execution, objects, fault);
      else if (entity) complete(objects, entity);
    }
    if (answer.errors.length > 0) reportErrors(execution, targets, answer);
  }

  function fail(execution: Execution, objects: readonly JsonObject[], fault: SourceFault): void {
    for (const object of objects) addFailure(execution, object, { fields: selection.fields, fault });
  }

  function complete(objects: readonly JsonObject[], entity: JsonObject): void {
    rewriteEntity(entity);
    for (const [position, object] of objects.entries()) {
      mergeInto(object, changesEntities && position > 0 ? cloneJson(entity) : entity);
    }
  }

  function reportErrors(execution: Execution, targets: readonly JsonObject[][], answer: EntityAnswer): void {
    const places = flattenPath.locate(execution.data);
    for (const { index, path, fault } of answer.errors) {
      for (const object of targets[index] ?? []) {
        for (const place of places.get(object) ?? []) execution.errors.push({ ...fault, path: [...place, ...path] });
      }
    }
  }
}

import type { GraphQLSchema } from 'graphql';
import type { EntityBatcher } from '../fetch/entity-batcher.ts';
import type { EntityAnswer } from '../fetch/entity-waiter.ts';
import { cloneJson, type JsonObject } from '../fetch/json.ts';
import type { SourceFault } from '../fetch/source.ts';
import { addFailure, type Execution } from './execution.ts';
import type { FlattenPath } from './flatten-path.ts';
import { createMerge } from './merge.ts';
import type { PlannedFetch } from './planned-fetches.ts';
import { compileRepresentation } from './representations.ts';
import { compileRewrites, renamePath } from './rewrites.ts';
import { trim } from './trim.ts';
import { compileVariables } from './variables.ts';

/** What is asked for, and whom it is for. */
interface Targets {
  /** JSON texts, each once. */
  readonly representations: string[];
  /** For each representation, the objects that it stands for. */
  readonly objects: JsonObject[][];
}

/** Completes objects at the path of a fetch by entities of its subgraph. */
export type AskEntities = (execution: Execution, objects: readonly JsonObject[]) => Promise<void> | undefined;

/** @param changesEntities  whether what comes back is changed here or by a later fetch */
export function compileEntityFetch(
  { node, operation, selection, renamed }: PlannedFetch,
  flattenPath: FlattenPath,
  supergraphSchema: GraphQLSchema,
  batcher: EntityBatcher,
  changesEntities: boolean,
): AskEntities {
  const buildRepresentation = compileRepresentation(supergraphSchema, node.requires ?? [], node.inputRewrites);
  const rewriteEntity = compileRewrites(supergraphSchema, node.outputRewrites);
  const mergeInto = createMerge(supergraphSchema);
  const writeVariables = compileVariables(node.variableUsages);

  return (execution, found) => {
    const { representations, objects } = gatherTargets(execution, found);
    if (representations.length === 0) return undefined;
    execution.context?.trail?.ask(node.serviceName);
    const origins = execution.context?.origin?.texts ?? [];
    const otherVariables = writeVariables(execution.variables);
    return batcher
      .load({ operation, otherVariables, representations, changesEntities, origins, signal: execution.signal })
      .then((answer) => settle(execution, objects, answer));
  };

  function gatherTargets(execution: Execution, found: readonly JsonObject[]): Targets {
    const targets: Targets = { representations: [], objects: [] };
    // One object, the common case, cannot repeat a representation.
    const known = found.length > 1 ? new Map<string, JsonObject[]>() : undefined;
    for (const object of found) {
      const representation = buildRepresentation(object);
      if (representation === undefined) {
        addFailure(execution, object, { selection, fault: findCause(execution, object) });
        continue;
      }
      const same = known?.get(representation);
      if (same) {
        same.push(object);
        continue;
      }
      const objects = [object];
      known?.set(representation, objects);
      targets.representations.push(representation);
      targets.objects.push(objects);
    }
    return targets;
  }

  function settle(execution: Execution, targets: readonly JsonObject[][], answer: EntityAnswer): void {
    const faults = findFaults(answer);
    for (const [index, objects] of targets.entries()) {
      const entity = answer.entities[index];
      if (entity) complete(objects, entity);
      else for (const object of objects) addFailure(execution, object, { selection, fault: faults.get(index) });
    }
    if (answer.errors.length > 0) reportErrors(execution, targets, answer);
  }

  function complete(objects: readonly JsonObject[], entity: JsonObject): void {
    rewriteEntity(entity);
    trim(entity, selection);
    for (const [position, object] of objects.entries()) {
      mergeInto(object, changesEntities && position > 0 ? cloneJson(entity) : entity);
    }
  }

  function reportErrors(execution: Execution, targets: readonly JsonObject[][], answer: EntityAnswer): void {
    const places = flattenPath.locate(execution.data);
    for (const { index, path, fault } of answer.errors) {
      if (index === undefined) {
        execution.errors.push({ path: undefined, fault });
      } else if (path.length > 0) {
        for (const place of (targets[index] ?? []).flatMap((object) => places.get(object) ?? [])) {
          execution.errors.push({ path: [...place, ...renamePath(path, renamed)], fault });
        }
      }
    }
  }
}

/**
 * Why entities are missing, by index. The caller knows nothing of entities, so an error about a whole one is a fault of
 * each field that it was to bring.
 */
function findFaults({ faults, errors }: EntityAnswer): ReadonlyMap<number | undefined, SourceFault> {
  if (faults.length === 0 && errors.length === 0) return NO_FAULTS;
  const whole = errors.filter(({ path }) => path.length === 0);
  return new Map([...whole, ...faults].map(({ index, fault }) => [index, fault]));
}

const NO_FAULTS: ReadonlyMap<number | undefined, SourceFault> = new Map();

/** What an earlier fetch failed to bring is the reason why a later one cannot ask. */
function findCause({ failures }: Execution, object: JsonObject): SourceFault | undefined {
  return failures.get(object)?.find(({ fault }) => fault !== undefined)?.fault;
}

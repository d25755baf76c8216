import { citizen } from '../../schema/composition/citizen.ts';
import type { Disclosure, Verdict } from '../disclosure/verdict.ts';
import { type JsonObject, readKey } from '../fetch/json.ts';
import type { AskEntities } from './entity-fetch.ts';
import type { Execution, Step } from './execution.ts';
import type { PickVariant } from './fetch-variants.ts';
import type { FlattenPath, OwnedObject } from './flatten-path.ts';
import type { PlannedFetch } from './planned-fetches.ts';

/**
 * Asks for each object what its citizen's verdict leaves of a fetch, once all citizens are decided on. Objects
 * share calls, those with the same variant an operation; where nothing is left, nothing is asked.
 */
export function askByVerdict(
  flattenPath: FlattenPath,
  pickVariant: PickVariant,
  compileAsk: (variant: PlannedFetch) => AskEntities,
): Step {
  const askFor = compileOnce(compileAsk);

  return (execution) => {
    const found = flattenPath.collectOwned(execution.data);
    if (found.length === 0) return undefined;
    const disclosure = disclosureOf(execution);
    const pending = disclosure.decide(ownersOf(found));
    return pending ? pending.then(() => askAll(execution, disclosure, found)) : askAll(execution, disclosure, found);
  };

  function askAll(
    execution: Execution,
    disclosure: Disclosure,
    found: readonly OwnedObject[],
  ): Promise<void> | undefined {
    const [first] = found;
    if (first && found.length === 1) {
      const variant = pickVariant(verdictOn(disclosure, first.owner).open);
      return variant && askFor(variant)(execution, [first.object]);
    }
    const groups = new Map<PlannedFetch, JsonObject[]>();
    for (const { object, owner } of found) {
      const variant = pickVariant(verdictOn(disclosure, owner).open);
      if (!variant) continue;
      const group = groups.get(variant);
      if (group) group.push(object);
      else groups.set(variant, [object]);
    }
    const pending = [...groups].flatMap(([variant, objects]) => askFor(variant)(execution, objects) ?? []);
    return pending.length > 1 ? Promise.all(pending).then(() => {}) : pending[0];
  }
}

/** Asks for root fields, which are nobody's: a citizen that they lead to is asked about by fetches of their own. */
export function askRootByVerdict(pickVariant: PickVariant, compileRoot: (variant: PlannedFetch) => Step): Step {
  const stepFor = compileOnce(compileRoot);
  return (execution) => {
    const variant = pickVariant(disclosureOf(execution).verdictOnNobody.open);
    return variant && stepFor(variant)(execution);
  };
}

/** Variants are compiled when they first come, and kept as long as they are. */
function compileOnce<Compiled extends object>(
  compile: (variant: PlannedFetch) => Compiled,
): (variant: PlannedFetch) => Compiled {
  const compiled = new WeakMap<PlannedFetch, Compiled>();
  return (variant) => {
    const known = compiled.get(variant);
    if (known) return known;
    const made = compile(variant);
    compiled.set(variant, made);
    return made;
  };
}

/** @throws Error where it was forgotten: without one nothing that is marked may be fetched */
function disclosureOf({ disclosure }: Execution): Disclosure {
  if (!disclosure) throw new Error('A marked supergraph is asked without a disclosure');
  return disclosure;
}

function verdictOn(disclosure: Disclosure, owner: JsonObject | undefined): Verdict {
  return owner ? disclosure.verdictOn(personalIdOf(owner)) : disclosure.verdictOnNobody;
}

function ownersOf(found: readonly OwnedObject[]): string[] {
  const personalIds: string[] = [];
  for (const { owner } of found) {
    const personalId = personalIdOf(owner);
    if (personalId !== undefined) personalIds.push(personalId);
  }
  return personalIds;
}

function personalIdOf(owner: JsonObject | undefined): string | undefined {
  const personalId = owner && readKey(owner, citizen.key);
  return typeof personalId === 'string' ? personalId : undefined;
}

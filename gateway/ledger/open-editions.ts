import { hash } from 'node:crypto';
import { readSupergraph } from '../../schema/composition/supergraph.ts';
import { findRuleSet, type Policy } from '../../schema/policy/read-policy.ts';
import type { RuleSet } from '../../schema/policy/rule-set.ts';
import type { LegalBasis } from '../../schema/purposes/purpose.ts';
import type { FieldRegister } from '../disclosure/field-register.ts';
import type { ServedPurposes } from '../disclosure/served-purposes.ts';
import { createDayClock } from '../policy/day.ts';
import { Edition, type EditionContent } from './edition.ts';

/**
 * Tells what records refer to that are made now, under a version of the graph, its purposes and the rules of the day.
 * @returns undefined where the graph has no marks
 */
export function openEditions(
  supergraphSdl: string,
  register: FieldRegister | undefined,
  purposes: ServedPurposes,
  policy: Policy,
): (() => Edition) | undefined {
  if (!register) return undefined;
  const content = describe(supergraphSdl, register, purposes);
  const supergraph = hash('sha256', supergraphSdl, 'hex');
  const editions = new Map<RuleSet | undefined, Edition>();
  const getDay = createDayClock(Date.now);
  return () => {
    const ruleSet = findRuleSet(policy, getDay());
    const known = editions.get(ruleSet);
    if (known) return known;
    const edition = Edition.of({
      ...content,
      versions: { supergraph, purposes: hashOf(purposes), ...versionsOf(ruleSet) },
    });
    editions.set(ruleSet, edition);
    return edition;
  };
}

function describe(
  supergraphSdl: string,
  register: FieldRegister,
  purposes: ServedPurposes,
): Omit<EditionContent, 'versions'> {
  const { types } = readSupergraph(supergraphSdl);
  return {
    fields: register.fields.map(({ coordinate }) => coordinate),
    ministries: [...new Set(types.values().flatMap(({ subgraphs }) => subgraphs))].sort(),
    basis: Object.fromEntries(inOrder(purposes).map(({ code, basis }) => [code, basis.map(cite)])),
  };
}

function inOrder(purposes: ServedPurposes) {
  return [...purposes.values()].toSorted((a, b) => (a.code < b.code ? -1 : 1));
}

/** The catalogue as it is written: what it opens in the graph follows from both. */
function hashOf(purposes: ServedPurposes): string {
  return hash('sha256', JSON.stringify(inOrder(purposes).map(({ fields, ...purpose }) => purpose)), 'hex');
}

/** Where no rule set holds, nothing is opened. */
function versionsOf(ruleSet: RuleSet | undefined) {
  const texts = ruleSet?.rules.map(({ id, text }) => [id, text]) ?? [];
  return { policy: hash('sha256', JSON.stringify(texts), 'hex'), ruleSet: ruleSet?.id ?? '' };
}

/** `70/2024/NĐ-CP Art. 10`; a document whose number our sources do not give by its ID. */
function cite({ document: { id, number = id }, article }: LegalBasis): string {
  return article === undefined ? number : `${number} ${article}`;
}

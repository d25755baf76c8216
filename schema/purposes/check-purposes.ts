import type { Problem } from '../composition/problem.ts';
import type { Supergraph } from '../composition/supergraph.ts';
import type { Mark } from '../marks/mark.ts';
import { selectorLists } from './find-contradictions.ts';
import { findReachable } from './find-reachable.ts';
import type { Purpose } from './purpose.ts';
import { type FieldSets, findMarkedFields, findPurposeFields, matches } from './purpose-fields.ts';
import type { Purposes } from './read-purposes.ts';

/** Holds all purposes against a graph. The gate asks when the graph is composed. */
export function checkPurposes(purposes: Purposes, supergraph: Supergraph): readonly Problem[] {
  return [...findIdleSelectors(purposes, supergraph), ...findExcess(purposes, supergraph)];
}

/**
 * What a purpose names and does not open thereby: fields that the graph does not have, or to which nothing leads. A
 * gateway may serve such a graph, as while a ministry is away, since less is open than the purpose says.
 */
export function* findIdleSelectors({ catalogue, authorities }: Purposes, supergraph: Supergraph): Iterable<Problem> {
  for (const purpose of catalogue.values()) {
    yield* findMissing(purpose, supergraph);
    yield* findUnreachable(purpose, supergraph);
    yield* findNeedlessConsent(purpose, supergraph);
  }
  const marked = findMarkedFields(supergraph);
  for (const scope of authorities.keys()) {
    if (marked.some(({ mark }) => mark.scope === scope && mark.class === 'RESTRICTED')) continue;
    const fault = `names ${scope}, and the graph has no field of that scope and the class RESTRICTED.`;
    yield { rule, subgraphs: [], coordinate: 'authorities.yaml', fault, mend: 'Correct it, or take it out.' };
  }
}

/** What a purpose opens and nobody may open so. A graph over which a purpose does is not served. */
export function* findExcess({ catalogue, authorities }: Purposes, supergraph: Supergraph): Iterable<Problem> {
  const marks = new Map(findMarkedFields(supergraph).map(({ coordinate, mark }) => [coordinate, mark]));
  for (const purpose of catalogue.values()) {
    const { byLaw, byConsent } = findPurposeFields(purpose, supergraph);
    for (const [coordinate, { scope }] of restricted(byLaw, marks)) {
      const permitted = authorities.get(scope) ?? [];
      const isAuthority = ({ agencies }: Purpose['recipients'][number]): boolean =>
        agencies.length > 0 && agencies.every((kind) => permitted.includes(kind));
      if (purpose.recipients.every(isAuthority)) continue;
      const fault = `opens ${coordinate}, which is restricted to ${permitted.join(', ') || 'nobody'}, to others too.`;
      yield report(purpose, 'byLaw', fault, 'Take it out, or take out the recipients that are no such authority.');
    }
    for (const [coordinate] of restricted(byConsent, marks)) {
      yield report(purpose, 'byConsent', `opens ${coordinate}, which no consent can open.`, 'Take it out.');
    }
    yield* findChains(purpose, supergraph);
  }
}

function* findMissing(purpose: Purpose, supergraph: Supergraph): Iterable<Problem> {
  const marked = findMarkedFields(supergraph);
  for (const [list, selectors] of selectorLists(purpose)) {
    for (const selector of selectors) {
      if (marked.some(matches(selector))) continue;
      const fault = `names ${selector}, and the graph has no such scope and no field of that name with a mark.`;
      yield report(purpose, list, fault, 'Correct it, or name the field with a mark through which it is reached.');
    }
  }
}

function* findUnreachable(purpose: Purpose, supergraph: Supergraph): Iterable<Problem> {
  // `*` is whatever the graph has, behind what is restricted too.
  if (purpose.byLaw.subject.includes('*')) return;
  const { byLaw, byConsent } = findPurposeFields(purpose, supergraph);
  for (const person of ['subject', 'relatives'] as const) {
    const steps = [
      { list: `byLaw.${person}`, open: byLaw[person], toReach: byLaw[person] },
      { list: `byConsent.${person}`, open: byLaw[person].union(byConsent[person]), toReach: byConsent[person] },
    ];
    for (const { list, open, toReach } of steps) {
      for (const coordinate of toReach.difference(findReachable(supergraph, open).fields)) {
        const fault = `opens ${coordinate}, and nothing that leads to it.`;
        yield report(purpose, list, fault, 'Open the field that it is reached through, or take it out.');
      }
    }
  }
}

function* findNeedlessConsent(purpose: Purpose, supergraph: Supergraph): Iterable<Problem> {
  const { byLaw, byConsent } = findPurposeFields(purpose, supergraph);
  for (const person of ['subject', 'relatives'] as const) {
    for (const coordinate of byLaw[person].intersection(byConsent[person])) {
      const mend = 'Take it out: a citizen is not asked for what is open anyway.';
      yield report(purpose, `byConsent.${person}`, `opens ${coordinate}, which byLaw.${person} opens.`, mend);
    }
  }
}

/** Ways from relatives to relatives of their own. */
function* findChains(purpose: Purpose, supergraph: Supergraph): Iterable<Problem> {
  const { byLaw, byConsent } = findPurposeFields(purpose, supergraph);
  for (const way of findReachable(supergraph, byLaw.relatives.union(byConsent.relatives)).waysToCitizens) {
    const list = byLaw.relatives.has(way) ? 'byLaw.relatives' : 'byConsent.relatives';
    const fault = `opens ${way}, which leads from a relative on to others, and so through the whole country.`;
    yield report(purpose, list, fault, 'Take it out: only the subject leads to others.');
  }
}

function restricted({ subject, relatives }: FieldSets, marks: ReadonlyMap<string, Mark>): [string, Mark][] {
  return [...marks].filter(
    ([coordinate, mark]) => mark.class === 'RESTRICTED' && (subject.has(coordinate) || relatives.has(coordinate)),
  );
}

const rule = 'purposes';

function report({ code }: Purpose, list: string, fault: string, mend: string): Problem {
  return { rule, subgraphs: [], coordinate: `catalogue/${code}.yaml: ${list}`, fault, mend };
}

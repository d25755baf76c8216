import {
  type EntityJson,
  preparsePolicySet,
  preparseSchema,
  statefulIsAuthorized,
} from '@cedar-policy/cedar-wasm/nodejs';
import { LRUCache } from 'lru-cache';
import type { DataClass } from '../marks/mark.ts';
import { findDistinctions } from './distinctions.ts';
import { type Answer, neededEidLevels, type Question } from './question.ts';
import type { Rule } from './rule.ts';

/** The rules that hold on the days of one rule set: its own, and those that hold always. */
export interface RuleSet {
  /** `personal-data-law-2025` */
  readonly id: string;
  /** The first day, YYYY-MM-DD, in Vietnam. */
  readonly from: string;
  /** The last day; undefined while no end is set. */
  readonly until: string | undefined;
  /** By scope, what it classes otherwise than the marks. */
  readonly classes: ReadonlyMap<string, DataClass>;
  readonly rules: readonly Rule[];
  /**
   * Asks the rules. A question that no rule can tell from one that was asked before has the same answer, at once.
   * @throws Error when the rules cannot be applied; nothing may be opened then
   */
  readonly ask: (question: Question) => Answer;
  /** Asks Cedar, whatever was asked before. Some 0.1 ms. */
  readonly askAnew: (question: Question) => Answer;
  /** Gives back what the engine holds for it. */
  close(): void;
}

/**
 * Makes rules ready to be asked.
 * @param schema  the text of the Cedar schema, by which the rules were found sound
 */
export function openRuleSet(set: Omit<RuleSet, 'ask' | 'askAnew' | 'close'>, schema: string): RuleSet {
  const rules = new Map(set.rules.map((rule) => [rule.id, rule]));
  const name = takeName();
  const staticPolicies = Object.fromEntries(set.rules.map(({ id, text }) => [id, text]));
  for (const parsed of [preparseSchema(name, schema), preparsePolicySet(name, { staticPolicies })]) {
    if (parsed.type === 'failure') throw new Error(parsed.errors.map(({ message }) => message).join('; '));
  }
  const { keyOf } = findDistinctions(set.rules);
  const answers = new LRUCache<string, Answer>({ max: MAX_ANSWERS });

  const askAnew = (question: Question): Answer => {
    const { person, listed, isConsented } = question;
    const [caller, purpose, field] = entitiesOf(question);
    const outcome = statefulIsAuthorized({
      principal: caller.uid,
      action: { type: 'Action', id: 'disclose' },
      resource: field.uid,
      context: { purpose: { __entity: { type: 'Purpose', id: question.purpose.code } }, person, listed, isConsented },
      entities: [caller, purpose, field],
      preparsedSchemaName: name,
      preparsedPolicySetId: name,
      validateRequest: true,
    });
    if (outcome.type === 'failure') throw new Error(outcome.errors.map(({ message }) => message).join('; '));
    const { decision, diagnostics } = outcome.response;
    // Cedar leaves a rule out that fails, which may have been the one that forbids.
    if (diagnostics.errors.length > 0) throw new Error(diagnostics.errors.map(({ error }) => error.message).join('; '));
    return { isOpen: decision === 'allow', rules: diagnostics.reason.sort().flatMap((id) => rules.get(id) ?? []) };
  };

  return {
    ...set,
    ask(question) {
      const key = keyOf(question);
      const known = answers.get(key);
      if (known) return known;
      const answer = askAnew(question);
      answers.set(key, answer);
      return answer;
    },
    askAnew,
    close: () => void freeNames.push(name),
  };
}

/** The most answers that are kept. The catalogue needs some thousand. */
const MAX_ANSWERS = 20_000;

/** The engine keeps rules under names and forgets none, so names are used again. */
const freeNames: string[] = [];
let names = 0;

function takeName(): string {
  names += freeNames.length > 0 ? 0 : 1;
  return freeNames.pop() ?? `rules-${names}`;
}

function entitiesOf({ caller, purpose, field }: Question): [EntityJson, EntityJson, EntityJson] {
  const { kind, isInForce, consentCeiling, recipients } = purpose;
  return [
    { uid: { type: 'Caller', id: 'caller' }, attrs: { ...caller }, parents: [] },
    {
      uid: { type: 'Purpose', id: purpose.code },
      attrs: { kind, isInForce, ...(consentCeiling && { consentCeiling: { ...consentCeiling } }) },
      tags: Object.fromEntries(
        recipients.map(({ role, agencies, eidLevel }) => {
          // Citizens ask for no agency.
          return [role, { agencyKinds: agencies.length > 0 ? [...agencies] : ['none'], eidLevel }];
        }),
      ),
      parents: [],
    },
    field.class === 'PUBLIC'
      ? { uid: { type: 'PublicField', id: field.coordinate }, attrs: {}, parents: [] }
      : {
          uid: { type: 'PersonalField', id: field.coordinate },
          attrs: {
            ministries: [...field.ministries],
            scope: field.scope,
            class: field.class,
            eidLevel: neededEidLevels[field.class],
            authorities: [...field.authorities],
          },
          parents: [],
        },
  ];
}

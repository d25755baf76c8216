import type { Answer } from '../../schema/policy/question.ts';
import { ruleReasons } from '../../schema/policy/rule.ts';
import { FieldSet } from '../disclosure/field-set.ts';
import type { Masks } from '../disclosure/masks.ts';
import type { WithheldReason } from '../disclosure/verdict.ts';
import type { Decisions, Inquiry } from './decisions.ts';

/** Asks for every field of the register, with and without consent. Equal masks are one object. */
export type CompileMasks = (decisions: Decisions, inquiry: Inquiry) => Masks;

export function createCompileMasks(): CompileMasks {
  const masks = new Map<string, Masks>();
  const sets = new Map<string, FieldSet>();

  function getSet(indexes: readonly number[]): FieldSet {
    return getOrMake(sets, indexes.join(), () => FieldSet.of(indexes));
  }

  return ({ fields, decide }, inquiry) => {
    const byLaw: number[] = [];
    const byConsent: number[] = [];
    const reasons: (WithheldReason | undefined)[] = [];
    for (const index of fields.keys()) {
      if (decide(inquiry, index, false).isOpen) {
        byLaw.push(index);
        continue;
      }
      const answer = decide(inquiry, index, true);
      if (answer.isOpen) byConsent.push(index);
      else reasons[index] = findReason(answer);
    }
    return getOrMake(masks, [byLaw, byConsent, reasons].join(' '), () => ({
      byLaw: getSet(byLaw),
      byConsent: getSet(byConsent),
      reasonFor: (index) => reasons[index] ?? 'NOT_IN_PURPOSE',
    }));
  };
}

/** Where several rules forbid a field, the reason that says most. Where none does, none permits it. */
export function findReason({ rules }: Answer): WithheldReason {
  return ruleReasons.find((reason) => rules.some((rule) => rule.reason === reason)) ?? 'NOT_IN_PURPOSE';
}

function getOrMake<Key, Value>(values: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = values.get(key);
  if (known !== undefined) return known;
  const made = make();
  values.set(key, made);
  return made;
}

import type { Rule } from '../../schema/policy/rule.ts';
import type { Caller } from '../caller/caller.ts';
import type { ActiveConsents, Consent } from '../consents/active/active-consents.ts';
import type { ExplainRules } from '../policy/find-masks.ts';
import type { FieldRegister, RegisteredField } from './field-register.ts';
import { PurposeDisclosure, type Rules, type Subject } from './purpose-disclosure.ts';
import type { ServedPurpose } from './served-purposes.ts';
import type { Verdict, WithheldReason } from './verdict.ts';

/**
 * Explains what a request would be told: by the verdicts that it would meet, and without fetching anything. It knows
 * marks, rules and consents, and nothing that registers hold, so it cannot give that away.
 * @param asker    who would ask
 * @param citizen  whom the request would be about
 */
export type Explain = (asker: Caller, purpose: ServedPurpose, citizen: Subject) => Promise<Explanation>;

export interface Explanation {
  readonly subject: readonly FieldExplanation[];
  /** Of others who come up beside the citizen, before any of them consents. */
  readonly relatives: readonly FieldExplanation[];
}

export interface FieldExplanation {
  readonly field: RegisteredField;
  readonly verdict: 'OPEN_BY_LAW' | 'OPEN_BY_CONSENT' | 'WITHHELD';
  /** Undefined where it is open. */
  readonly reason: WithheldReason | undefined;
  /** Those that open it, close it, or would open it with a consent that there is not. */
  readonly rules: readonly Rule[];
  /** By which it is open. */
  readonly consent: Consent | undefined;
}

export interface ExplainOptions {
  readonly register: FieldRegister;
  readonly rules: Rules & { readonly explain: ExplainRules };
  readonly consents: Pick<ActiveConsents, 'open'>;
}

export function createExplain({ register, rules, consents }: ExplainOptions): Explain {
  const fields = register.fields.filter(({ coordinate }) => !/^(Query|Mutation)\./.test(coordinate));

  return async (caller, purpose, citizen) => {
    const disclosure = new PurposeDisclosure({ rules, caller, consents, findStandings: async () => new Map() });
    try {
      disclosure.state(purpose, null);
      disclosure.expectSubject(Promise.resolve(citizen));
      await disclosure.decide([citizen.personalId]);
      const { relatives } = rules.findMasks(caller, purpose);
      const [ofSubject, ofRelatives] = [
        rules.explain(caller, purpose, 'subject'),
        rules.explain(caller, purpose, 'relative'),
      ];
      const verdict = disclosure.verdictOn(citizen.personalId);
      const onRelatives = rules.verdicts.byLaw(relatives);
      return {
        subject: fields.map((field) => explainField(field, verdict, ofSubject)),
        relatives: fields.map((field) => explainField(field, onRelatives, ofRelatives)),
      };
    } finally {
      disclosure.close();
    }
  };
}

function explainField(
  field: RegisteredField,
  verdict: Verdict,
  findRules: (index: number, isConsented: boolean) => readonly Rule[],
): FieldExplanation {
  const { index } = field;
  if (!verdict.open.has(index)) {
    const reason = verdict.reasonFor(index);
    const rules = findRules(index, reason.startsWith('CONSENT_'));
    return { field, verdict: 'WITHHELD', reason, rules, consent: undefined };
  }
  const consent = verdict.openByConsent?.find(({ fields }) => fields.has(index))?.consent;
  const rules = findRules(index, consent !== undefined);
  return { field, verdict: consent ? 'OPEN_BY_CONSENT' : 'OPEN_BY_LAW', reason: undefined, rules, consent };
}

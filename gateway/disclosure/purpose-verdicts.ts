import type { FieldRegister } from './field-register.ts';
import { FieldSet } from './field-set.ts';
import type { ServedPurpose, ServedPurposes } from './served-purposes.ts';
import type { Verdict, WithheldReason } from './verdict.ts';

/** The verdicts that one version of the graph can pass: made once, so that equal ones are one object. */
export interface PurposeVerdicts {
  /** What is public is open to everybody, and of nobody else's. */
  readonly nothingStated: Verdict;
  readonly of: (purpose: ServedPurpose) => { readonly subject: Verdict; readonly relatives: Verdict };
}

export function compilePurposeVerdicts(register: FieldRegister, purposes: ServedPurposes): PurposeVerdicts {
  const isPublic = (index: number): boolean => register.fields[index]?.mark.class === 'PUBLIC';
  const openFields = FieldSet.of(register.fields.keys().filter(isPublic));
  const find = (coordinates: ReadonlySet<string>): FieldSet =>
    FieldSet.of([...coordinates].flatMap((coordinate) => register.find(coordinate)?.index ?? []));
  const isRestricted = (index: number): boolean => register.fields[index]?.mark.class === 'RESTRICTED';

  const pass = (byLaw: ReadonlySet<string>, byConsent: ReadonlySet<string>): Verdict => {
    const consentable = find(byConsent);
    return {
      open: find(byLaw).union(openFields),
      reasonFor: (index): WithheldReason => {
        if (consentable.has(index)) return 'CONSENT_REQUIRED';
        return isRestricted(index) ? 'RESTRICTED' : 'NOT_IN_PURPOSE';
      },
    };
  };
  const verdicts = new Map(
    [...purposes.values()].map((purpose) => {
      const { byLaw, byConsent } = purpose.fields;
      const subject = pass(byLaw.subject, byConsent.subject);
      return [purpose, { subject, relatives: pass(byLaw.relatives, byConsent.relatives) }];
    }),
  );
  const nothingStated = pass(new Set(), new Set());
  return {
    nothingStated,
    of: (purpose) => verdicts.get(purpose) ?? { subject: nothingStated, relatives: nothingStated },
  };
}

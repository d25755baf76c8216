import type { FieldRegister } from './field-register.ts';
import { FieldSet } from './field-set.ts';
import { createPublicMasks, type FindMasks, type Masks, type PurposeMasks } from './masks.ts';
import type { ServedPurpose, ServedPurposes } from './served-purposes.ts';

/** Makes the masks of all purposes: what the catalogue lists, whoever asks. Who may state a purpose is checked before. */
export function compilePurposeMasks(register: FieldRegister, purposes: ServedPurposes): FindMasks {
  const nothing = createPublicMasks(register);
  const find = (coordinates: ReadonlySet<string>): FieldSet =>
    FieldSet.of([...coordinates].flatMap((coordinate) => register.find(coordinate)?.index ?? []));
  const compile = (byLaw: ReadonlySet<string>, byConsent: ReadonlySet<string>): Masks => ({
    ...nothing,
    byLaw: find(byLaw).union(nothing.byLaw),
    byConsent: find(byConsent),
  });
  const masks = new Map(
    purposes.values().map((purpose): [ServedPurpose, PurposeMasks] => {
      const { byLaw, byConsent } = purpose.fields;
      const subject = compile(byLaw.subject, byConsent.subject);
      return [purpose, { subject, relatives: compile(byLaw.relatives, byConsent.relatives) }];
    }),
  );
  return (_, purpose) => masks.get(purpose) ?? { subject: nothing, relatives: nothing };
}

import type { AgencyKind } from '../../schema/callers.ts';
import type { Answer, CallerProfile, FieldFacts, Listed, Person, PurposeFacts } from '../../schema/policy/question.ts';
import type { RuleSet } from '../../schema/policy/rule-set.ts';
import { isInForce } from '../../schema/purposes/in-force.ts';
import type { FieldSets } from '../../schema/purposes/purpose-fields.ts';
import type { FieldRegister } from '../disclosure/field-register.ts';
import type { ServedPurpose } from '../disclosure/served-purposes.ts';

/** What rules are asked about, for one field after the other. */
export interface Inquiry {
  readonly profile: CallerProfile;
  readonly purpose: ServedPurpose;
  readonly person: Person;
}

/**
 * Asks the rules about a field.
 * @param index        of the field in the register
 * @param isConsented  whether a consent of that person covers the field
 * @throws Error when the rules cannot be applied; nothing may be opened then
 */
export type Decide = (inquiry: Inquiry, index: number, isConsented: boolean) => Answer;

/** The rules of a day, over the fields of one version of the graph. */
export interface Decisions {
  /** What the rules know of the fields of the register, by index. */
  readonly fields: readonly FieldFacts[];
  readonly decide: Decide;
  /** The same by asking Cedar each time. */
  readonly decideAnew: Decide;
}

/**
 * @param authorities  for whom what is RESTRICTED is kept, by scope
 * @param day          YYYY-MM-DD, in Vietnam
 */
export function createDecisions(
  register: FieldRegister,
  authorities: ReadonlyMap<string, readonly AgencyKind[]>,
  ruleSet: RuleSet,
  day: string,
): Decisions {
  const fields = register.fields.map(({ coordinate, ministries, mark }): FieldFacts => {
    const { scope } = mark;
    const dataClass = ruleSet.classes.get(scope) ?? mark.class;
    return { coordinate, ministries, scope, class: dataClass, authorities: authorities.get(scope) ?? [] };
  });
  const inForce = new WeakMap<ServedPurpose, PurposeFacts>();
  const factsOf = (purpose: ServedPurpose): PurposeFacts => {
    const facts = inForce.get(purpose) ?? { ...purpose, isInForce: isInForce(purpose, day) };
    inForce.set(purpose, facts);
    return facts;
  };
  const decideBy =
    (ask: RuleSet['ask']): Decide =>
    ({ profile, purpose, person }, index, isConsented) => {
      const field = fields[index];
      if (!field) throw new Error(`The register has no field ${index}`);
      const listed = findListed(purpose, person, field.coordinate);
      return ask({ caller: profile, purpose: factsOf(purpose), field, person, listed, isConsented });
    };
  return { fields, decide: decideBy(ruleSet.ask), decideAnew: decideBy(ruleSet.askAnew) };
}

function findListed({ fields: { byLaw, byConsent } }: ServedPurpose, person: Person, coordinate: string): Listed {
  const isIn = ({ subject, relatives }: FieldSets): boolean =>
    (person === 'subject' ? subject : relatives).has(coordinate);
  if (isIn(byLaw)) return 'by-law';
  return isIn(byConsent) ? 'by-consent' : 'nothing';
}

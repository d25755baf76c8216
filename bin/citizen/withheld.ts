import type { GraphQLFormattedError } from 'graphql';

/** A field that citizens are not told. */
export interface WithheldField {
  /** The names that lead to it from the citizen: `civilCases`, `case`, `parties`. */
  readonly fields: readonly string[];
  /** A sentence. */
  readonly reason: string;
}

/** Whether an error says that a field is withheld, rather than that something failed. */
export function isWithheld({ extensions }: GraphQLFormattedError): boolean {
  return extensions?.['code'] === 'WITHHELD';
}

/** What is withheld, each field once, though it be withheld from many items of a list. */
export function listWithheld(errors: readonly GraphQLFormattedError[]): readonly WithheldField[] {
  const byPlace = errors.filter(isWithheld).map(({ path = [], extensions, message }): [string, WithheldField] => {
    const fields = path.slice(1).filter((step) => typeof step === 'string');
    const reason = reasons.get(extensions?.['reason']) ?? message;
    return [fields.join('.'), { fields, reason }];
  });
  return [...new Map(byPlace).values()];
}

/** As a citizen reads it, who states no purpose. */
const reasons: ReadonlyMap<unknown, string> = new Map([
  ['RESTRICTED', 'kept by law for the authorities that it names'],
  ['NOT_IN_PURPOSE', 'no part of what citizens see of themselves'],
  ['CONSENT_REQUIRED', 'told with consent alone'],
]);

/**
 * Whether a text may be on record as what asks for an erasure: the number of a document, where it has some with its article,
 * such as `91/2025/QH15 Art. 4(1)`, or that of a decision, such as `15/2026/QĐ-TA`. The form has no room for a sentence, nor
 * for the number of a citizen.
 */
export function isErasureBasis(text: string): boolean {
  return pattern.test(text);
}

/** Number, year, and the letters of kind and issuer; numbers of laws end with that of the National Assembly. */
const pattern =
  /^\d{1,5}(\/\d{4})?\/[A-ZĐƯ]{1,8}g?\d{0,2}(-[A-ZĐƯ]{1,8}g?){0,2}( Art\. \d{1,3}(\(\d{1,2}\))?(\([a-zđ]\))?)?$/;

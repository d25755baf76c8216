import type { ConsentedFields, RecordedFields } from './disclosure-record.ts';

/**
 * Writes the fields of a record as they are stored: JSON, in which all that is empty is left out.
 * `{"law":["96","1"],"consents":[["0197…",2,"8",""]],"withheld":{"NOT_IN_PURPOSE":"4"},"ministries":"3"}`
 */
export function writeDetails({ byLaw, byConsent, compared, withheld, ministries }: RecordedFields): string {
  const consents = byConsent.map(({ consent, version, told, empty }) => [consent, version, told, empty]);
  const reasons = Object.keys(withheld).sort() as (keyof typeof withheld)[];
  return JSON.stringify({
    law: byLaw.told || byLaw.empty ? [byLaw.told, byLaw.empty] : undefined,
    consents: consents.length > 0 ? consents : undefined,
    compared: compared || undefined,
    withheld: reasons.length > 0 ? Object.fromEntries(reasons.map((reason) => [reason, withheld[reason]])) : undefined,
    ministries: ministries || undefined,
  });
}

/**
 * @param text  as `writeDetails` writes it
 * @throws RangeError when it is any other, also one that would mean the same
 */
export function readDetails(text: string): RecordedFields {
  try {
    const { law = ['', ''], consents = [], compared = '', withheld = {}, ministries = '' } = JSON.parse(text);
    const [told, empty] = law;
    const byConsent = consents.map(readConsented);
    const fields: RecordedFields = { byLaw: { told, empty }, byConsent, compared, withheld, ministries };
    if (writeDetails(fields) === text) return fields;
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof TypeError)) throw error;
  }
  throw new RangeError('The details of a record cannot be read');
}

function readConsented([consent, version, told, empty]: [string, number, string, string]): ConsentedFields {
  return { consent, version, told, empty };
}

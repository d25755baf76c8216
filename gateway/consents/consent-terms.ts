import { CodedError } from '../../schema/coded-error.ts';
import { dayInVietnam, isInForce } from '../../schema/purposes/in-force.ts';
import type { ConsentCeiling } from '../../schema/purposes/purpose.ts';
import type { FieldRegister } from '../disclosure/field-register.ts';
import type { ServedPurpose } from '../disclosure/served-purposes.ts';
import type { RequestContext } from '../request/request-context.ts';

/** What somebody is asked to consent to, or does. */
export interface ConsentTerms {
  /** Code of the recipient. */
  readonly agency: string;
  readonly purpose: ConsentablePurpose;
  readonly dossier: string | null;
  /** Coordinates, sorted: fixed now, whatever joins their scopes later. */
  readonly fields: readonly string[];
  readonly days: number;
}

/** A purpose for which consent opens something. */
export interface ConsentablePurpose extends ServedPurpose {
  readonly consentCeiling: ConsentCeiling;
}

/** Each field by its coordinate, or all fields of a scope that the purpose leaves to consent. Nothing is chosen by default. */
export interface Choice {
  readonly fields?: readonly string[] | null;
  readonly scopes?: readonly string[] | null;
  readonly days: number;
}

/** @throws PURPOSE_UNKNOWN, PURPOSE_NOT_IN_FORCE, CONSENT_NOT_ASKABLE */
export function getConsentable(code: string, { purposes }: RequestContext): ConsentablePurpose {
  const purpose = purposes.get(code);
  if (!purpose) throw new CodedError('PURPOSE_UNKNOWN');
  if (!isInForce(purpose, dayInVietnam(new Date()))) throw new CodedError('PURPOSE_NOT_IN_FORCE', { purpose: code });
  const { consentCeiling } = purpose;
  if (!consentCeiling) {
    throw new CodedError('CONSENT_NOT_ASKABLE', { reason: `for the purpose ${code} consent opens nothing` });
  }
  return { ...purpose, consentCeiling };
}

/**
 * Takes a choice as far as the purpose lets consent go.
 * @throws CONSENT_EXCEEDS, VALUE_INVALID
 */
export function chooseTerms(
  { fields, scopes, days }: Choice,
  about: Omit<ConsentTerms, 'fields' | 'days'>,
  { register }: Pick<RequestContext, 'register'>,
): ConsentTerms {
  const { purpose } = about;
  const { maxDays } = purpose.consentCeiling;
  if (days < 1) throw new CodedError('VALUE_INVALID', { value: 'days', expected: `from 1 to ${maxDays}` });
  if (days > maxDays) throw new CodedError('CONSENT_EXCEEDS', { limit: `${maxDays} days for ${purpose.code}` });
  const chosen = new Set([
    ...(fields ?? []),
    ...(scopes ?? []).flatMap((scope) => openScope(scope, purpose, register)),
  ]);
  if (chosen.size === 0) {
    throw new CodedError('VALUE_INVALID', { value: 'fields', expected: 'at least one field or scope, chosen by name' });
  }
  const consentable = consentableFields(purpose);
  for (const field of chosen) {
    if (!consentable.has(field)) {
      throw new CodedError('CONSENT_EXCEEDS', { limit: `what ${purpose.code} opens by consent` });
    }
  }
  return { ...about, fields: [...chosen].sort(), days };
}

/**
 * Keeps to what was asked for.
 * @throws CONSENT_EXCEEDS
 */
export function checkWithin(
  terms: ConsentTerms,
  asked: { readonly fields: readonly string[]; readonly days: number | null },
): void {
  if (terms.fields.some((field) => !asked.fields.includes(field))) {
    throw new CodedError('CONSENT_EXCEEDS', { limit: 'the fields that were asked for' });
  }
  if (asked.days !== null && terms.days > asked.days) {
    throw new CodedError('CONSENT_EXCEEDS', { limit: `the ${asked.days} days that were asked for` });
  }
}

/** What consent opens of a citizen, whether they are asked about or come up beside somebody else. */
function consentableFields({ fields: { byConsent } }: ServedPurpose): ReadonlySet<string> {
  return byConsent.subject.union(byConsent.relatives);
}

/** @throws CONSENT_EXCEEDS for a scope of which the purpose leaves nothing to consent */
function openScope(scope: string, purpose: ServedPurpose, register: FieldRegister | undefined): readonly string[] {
  const fields = [...consentableFields(purpose)].filter((field) => register?.find(field)?.mark.scope === scope);
  if (fields.length > 0) return fields;
  throw new CodedError('CONSENT_EXCEEDS', { limit: `what ${purpose.code} opens by consent` });
}

import { agencyKinds, type Role } from '../../schema/callers.ts';
import { CodedError } from '../../schema/coded-error.ts';
import type { Recipient } from '../../schema/purposes/purpose.ts';
import type { Agency, Caller } from '../caller/caller.ts';
import type { ServedPurpose } from '../disclosure/served-purposes.ts';
import type { RequestContext } from './request-context.ts';
import type { PurposeInput } from './state-purpose.ts';
import { checkPurpose } from './take-purpose.ts';

/** What is to be explained, as a caller gives it. */
export interface InquiryInput {
  readonly purpose: PurposeInput;
  /** Who would ask. */
  readonly agency?: { readonly code: string; readonly kind: string } | null | undefined;
}

/** What is to be explained: what somebody would be told for a purpose. */
export interface Inquiry {
  readonly purpose: ServedPurpose;
  readonly asker: Caller;
}

type Catalogue = Pick<RequestContext, 'purposes' | 'findings'>;

/**
 * Finds what a caller may have explained. Citizens may ask about everybody who might ask for their data; clerks and
 * partners about themselves; officers and auditors about those of their agency who work on a case.
 * @throws EXPLANATION_NOT_YOURS, PURPOSE_UNKNOWN, ASSURANCE_TOO_LOW, VALUE_INVALID, and what `checkPurpose` throws
 */
export function findInquiry(input: InquiryInput, caller: Caller, catalogue: Catalogue): Inquiry {
  if (caller.citizen !== undefined) return findOwnInquiry(input, caller, catalogue);
  const { code, kind } = input.agency ?? caller.agency ?? {};
  if (code !== caller.agency?.code || kind !== caller.agency?.kind) throw new CodedError('EXPLANATION_NOT_YOURS');
  const find = inquiries[caller.role];
  if (!find) throw new CodedError('EXPLANATION_NOT_YOURS');
  return find(input.purpose, caller, catalogue);
}

type FindInquiry = (stated: PurposeInput, caller: Caller, catalogue: Catalogue) => Inquiry;

const inquiries: Readonly<Partial<Record<Role, FindInquiry>>> = {
  clerk: findWorkersInquiry,
  partner: findWorkersInquiry,
  officer: findSupervisorsInquiry,
  auditor: findSupervisorsInquiry,
};

function findOwnInquiry({ purpose: { code }, agency }: InquiryInput, caller: Caller, { purposes }: Catalogue): Inquiry {
  const purpose = purposes.get(code);
  if (!purpose) throw new CodedError('PURPOSE_UNKNOWN');
  checkLevel(caller, code);
  if (!agency) return { purpose, asker: caller };
  const kind = agencyKinds.find((one) => one === agency.kind);
  if (!kind)
    throw new CodedError('VALUE_INVALID', { value: 'agency.kind', expected: `one of ${agencyKinds.join(', ')}` });
  return { purpose, asker: asRecipient(purpose, { code: agency.code, kind }, caller) };
}

function findWorkersInquiry(stated: PurposeInput, caller: Caller, catalogue: Catalogue): Inquiry {
  return { purpose: checkPurpose(stated, caller, catalogue), asker: caller };
}

function findSupervisorsInquiry(stated: PurposeInput, caller: Caller, catalogue: Catalogue): Inquiry {
  const purpose = catalogue.purposes.get(stated.code);
  if (!purpose) throw new CodedError('PURPOSE_UNKNOWN');
  checkLevel(caller, stated.code);
  if (!caller.agency) throw new CodedError('EXPLANATION_NOT_YOURS');
  const asker = asRecipient(purpose, caller.agency, caller);
  return { purpose: checkPurpose(stated, asker, catalogue), asker };
}

/** Somebody of an agency who asks as the purpose wants it, as far as it is for the agency at all. */
function asRecipient({ recipients }: ServedPurpose, agency: Agency, { person }: Caller): Caller {
  const recipient = recipients.find(({ agencies }) => agencies.includes(agency.kind)) ?? nobody;
  const { role, eidLevel } = recipient;
  return { role, person, client: '', agency, eidLevel, citizen: undefined, signedInAt: undefined };
}

/** Who is no recipient is a clerk like any other, to whom no rule opens anything. */
const nobody: Pick<Recipient, 'role' | 'eidLevel'> = { role: 'clerk', eidLevel: 2 };

function checkLevel({ eidLevel }: Caller, purpose: string): void {
  if (eidLevel < 2) throw new CodedError('ASSURANCE_TOO_LOW', { purpose, level: 2 });
}

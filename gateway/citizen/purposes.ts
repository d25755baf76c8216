import { dayInVietnam, isInForce } from '../../schema/purposes/in-force.ts';
import { type LegalBasis, type Purpose, purposeKinds, type Recipient } from '../../schema/purposes/purpose.ts';
import type { ServedPurpose } from '../disclosure/served-purposes.ts';
import type { RequestContext } from '../request/request-context.ts';

/** The catalogue of purposes, for everybody: it holds no personal data. */
export const purposesResolvers = {
  Query: {
    purposes: (_: unknown, __: unknown, { purposes }: RequestContext) => [...purposes.values()],
    purpose: (_: unknown, { code }: { readonly code: string }, { purposes }: RequestContext) => purposes.get(code),
  },
  Purpose: {
    kind: ({ kind }: Purpose) => kind.toUpperCase().replaceAll('-', '_'),
    isInForce: (purpose: Purpose) => isInForce(purpose, dayInVietnam(new Date())),
    legalBases: ({ basis }: Purpose) => basis,
    dataProtectionGrounds: ({ grounds }: Purpose) => grounds,
    needsDossier: ({ kind }: Purpose) => purposeKinds[kind].needsDossier,
    openByLaw: ({ fields }: ServedPurpose) => fields.byLaw,
    openByConsent: ({ fields }: ServedPurpose) => fields.byConsent,
    comparedFields: ({ fields }: ServedPurpose) => fields.compares,
  },
  LegalBasis: {
    title: ({ document }: LegalBasis) => document.title,
    number: ({ document }: LegalBasis) => document.number,
    inForceFrom: ({ document }: LegalBasis) => document.from,
    inForceUntil: ({ document }: LegalBasis) => document.until,
  },
  PurposeRecipient: {
    agencyKinds: ({ agencies }: Recipient) => agencies,
  },
};

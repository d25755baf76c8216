import type { CitizenAccount } from './disclosure-account.ts';
import type { FieldRegister } from './field-register.ts';
import { FieldSet } from './field-set.ts';
import type { StatedPurpose } from './purpose-disclosure.ts';
import { scopeListOf } from './scope-lists.ts';
import type { ServedPurpose } from './served-purposes.ts';
import type { WithheldReason } from './verdict.ts';

/**
 * `extensions.disclosure` of an answer. It names nobody: what a caller did not know of people stands in the data. Nor does
 * it name the request, so that equal answers are equal, byte for byte; the header `x-request-id` does.
 */
export interface DisclosureSummary {
  /** Code of the purpose; left out where none was stated. */
  readonly purpose?: string;
  readonly dossier?: string;
  /** The sector's law that the purpose rests on. */
  readonly legalBases?: LegalBases;
  /** Of the citizens whom the request is about; left out where there is nobody, as are relatives. */
  readonly subject?: KindSummary;
  readonly relatives?: KindSummary;
  /** How many withheld fields stand in no error of their own. */
  readonly moreWithheld?: number;
}

type LegalBases = readonly { readonly document: string; readonly article?: string }[];

/** Scopes of which something was asked for. */
export interface KindSummary {
  readonly openByLaw: readonly string[];
  readonly openByConsent: readonly { readonly consent: string; readonly scopes: readonly string[] }[];
  /** How many fields of how many citizens, together. */
  readonly withheld: readonly { readonly reason: WithheldReason; readonly scope: string; readonly fields: number }[];
}

/**
 * Sums up what an answer tells and withholds.
 * @param stated  undefined where no purpose was stated
 * @returns       undefined where there is nothing to say
 */
export function describeDisclosure(
  stated: StatedPurpose | undefined,
  accounts: readonly CitizenAccount[],
  moreWithheld: number,
  register: FieldRegister,
): DisclosureSummary | undefined {
  if (accounts.length === 0 && moreWithheld === 0) return undefined;
  const subjects = accounts.filter(({ isSubject }) => isSubject);
  const relatives = accounts.filter(({ isSubject }) => !isSubject);
  return {
    ...(stated && describePurpose(stated)),
    ...(subjects.length > 0 && { subject: describeKind(subjects, register) }),
    ...(relatives.length > 0 && { relatives: describeKind(relatives, register) }),
    ...(moreWithheld > 0 && { moreWithheld }),
  };
}

function describePurpose({ purpose, dossier }: StatedPurpose): Partial<DisclosureSummary> {
  const legalBases = legalBasesOf.get(purpose) ?? describeBasis(purpose);
  legalBasesOf.set(purpose, legalBases);
  return { purpose: purpose.code, ...(dossier !== null && { dossier }), legalBases };
}

function describeBasis({ basis }: ServedPurpose): LegalBases {
  return basis.map(({ document, article }) => ({
    document: document.number ?? document.title.vi,
    ...(article !== undefined && { article }),
  }));
}

const legalBasesOf = new WeakMap<ServedPurpose, LegalBases>();

function describeKind(accounts: readonly CitizenAccount[], register: FieldRegister): KindSummary {
  const byLaw = accounts.reduce((all, { byLaw: { told, empty } }) => all.union(told).union(empty), FieldSet.none);
  const byConsent = new Map<string, FieldSet>();
  const withheld = new Map<WithheldReason, Map<string, number>>();
  for (const account of accounts) {
    for (const { id, told, empty } of account.byConsent) {
      byConsent.set(id, (byConsent.get(id) ?? FieldSet.none).union(told).union(empty));
    }
    for (const [reason, set] of account.withheld) {
      const all = withheld.get(reason) ?? new Map<string, number>();
      const { scopes, counts } = scopeListOf(set, register);
      scopes.forEach((scope, index) => {
        all.set(scope, (all.get(scope) ?? 0) + (counts[index] ?? 0));
      });
      withheld.set(reason, all);
    }
  }
  return {
    openByLaw: scopeListOf(byLaw, register).scopes,
    openByConsent: Array.from(byConsent, ([consent, set]) => ({ consent, scopes: scopeListOf(set, register).scopes })),
    withheld: [...withheld].flatMap(([reason, counts]) =>
      Array.from(counts, ([scope, count]) => ({ reason, scope, fields: count })),
    ),
  };
}

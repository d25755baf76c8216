import type { CitizenAccount } from './disclosure-account.ts';
import type { FieldRegister } from './field-register.ts';
import type { FieldSet } from './field-set.ts';
import type { StatedPurpose } from './purpose-disclosure.ts';
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
  readonly legalBases?: readonly { readonly document: string; readonly article?: string }[];
  /** Of the citizens whom the request is about; left out where there is nobody, as are relatives. */
  readonly subject?: KindSummary;
  readonly relatives?: KindSummary;
  /** How many withheld fields stand in no error of their own. */
  readonly moreWithheld?: number;
}

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
  return {
    purpose: purpose.code,
    ...(dossier !== null && { dossier }),
    legalBases: purpose.basis.map(({ document, article }) => ({
      document: document.number ?? document.title.vi,
      ...(article !== undefined && { article }),
    })),
  };
}

function describeKind(accounts: readonly CitizenAccount[], { fields }: FieldRegister): KindSummary {
  const scopesOf = (set: FieldSet): string[] => set.indexes.flatMap((index) => fields[index]?.mark.scope ?? []);
  const byLaw = new Set<string>();
  const byConsent = new Map<string, Set<string>>();
  const withheld = new Map<WithheldReason, Map<string, number>>();
  for (const account of accounts) {
    for (const scope of scopesOf(account.byLaw.told.union(account.byLaw.empty))) byLaw.add(scope);
    for (const { id, told, empty } of account.byConsent) {
      byConsent.set(id, (byConsent.get(id) ?? new Set()).union(new Set(scopesOf(told.union(empty)))));
    }
    for (const [reason, set] of account.withheld) {
      const counts = withheld.get(reason) ?? new Map<string, number>();
      for (const scope of scopesOf(set)) counts.set(scope, (counts.get(scope) ?? 0) + 1);
      withheld.set(reason, counts);
    }
  }
  return {
    openByLaw: [...byLaw],
    openByConsent: Array.from(byConsent, ([consent, scopes]) => ({ consent, scopes: [...scopes] })),
    withheld: [...withheld].flatMap(([reason, counts]) =>
      Array.from(counts, ([scope, count]) => ({ reason, scope, fields: count })),
    ),
  };
}

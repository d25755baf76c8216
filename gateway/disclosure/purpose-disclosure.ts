import { CodedError } from '../../schema/coded-error.ts';
import type { PurposeVerdicts } from './purpose-verdicts.ts';
import type { ServedPurpose } from './served-purposes.ts';
import type { Disclosure, Verdict } from './verdict.ts';

/** What the purpose of one request opens, of the citizens it asks about and of those who come up beside them. */
export class PurposeDisclosure implements Disclosure {
  readonly #verdicts: PurposeVerdicts;
  readonly #subjects = new Set<unknown>();
  #stated: { readonly purpose: ServedPurpose; readonly dossier: string | null } | undefined;

  constructor(verdicts: PurposeVerdicts) {
    this.#verdicts = verdicts;
  }

  /**
   * Takes the purpose that the request states. An operation states one, however many citizens it asks about: a record
   * of it has one purpose.
   * @throws PURPOSES_DIFFER
   */
  state(purpose: ServedPurpose, dossier: string | null): void {
    const stated = this.#stated;
    if (stated && (stated.purpose !== purpose || stated.dossier !== dossier)) throw new CodedError('PURPOSES_DIFFER');
    this.#stated = { purpose, dossier };
  }

  /** Says whom the request is about: everyone else in the answer is there as somebody's relative. */
  addSubject(personalId: string): void {
    this.#subjects.add(personalId);
  }

  get verdictOnNobody(): Verdict {
    return this.#verdicts.nothingStated;
  }

  decide(): undefined {
    return undefined;
  }

  verdictOn(personalId: unknown): Verdict {
    if (!this.#stated) return this.#verdicts.nothingStated;
    const { subject, relatives } = this.#verdicts.of(this.#stated.purpose);
    return this.#subjects.has(personalId) ? subject : relatives;
  }
}

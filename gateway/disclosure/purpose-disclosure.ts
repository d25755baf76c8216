import { CodedError } from '../../schema/coded-error.ts';
import type { Caller } from '../caller/caller.ts';
import type { FindMasks, Masks, PurposeMasks } from './masks.ts';
import { passByLaw } from './pass-verdict.ts';
import type { ServedPurpose } from './served-purposes.ts';
import type { Disclosure, Verdict } from './verdict.ts';

/** What decisions are made by: one version of the graph has one. */
export interface Rules {
  readonly findMasks: FindMasks;
  /** For what is nobody's, and while no purpose is stated. */
  readonly publicMasks: Masks;
}

/** What the purpose of one request opens, of the citizens it asks about and of those who come up beside them. */
export class PurposeDisclosure implements Disclosure {
  readonly verdictOnNobody: Verdict;
  readonly #rules: Rules;
  readonly #caller: Caller | undefined;
  readonly #subjects = new Set<unknown>();
  #stated: Stated | undefined;

  constructor(rules: Rules, caller: Caller | undefined) {
    this.#rules = rules;
    this.#caller = caller;
    this.verdictOnNobody = passByLaw(rules.publicMasks);
  }

  /**
   * Takes the purpose that the request states. An operation states one, however many citizens it asks about: a record
   * of it has one purpose.
   * @throws PURPOSES_DIFFER
   */
  state(purpose: ServedPurpose, dossier: string | null): void {
    const stated = this.#stated;
    if (stated) {
      if (stated.purpose !== purpose || stated.dossier !== dossier) throw new CodedError('PURPOSES_DIFFER');
      return;
    }
    this.#stated = { purpose, dossier, masks: this.#rules.findMasks(this.#caller, purpose) };
  }

  /** Says whom the request is about: everyone else in the answer is there as somebody's relative. */
  addSubject(personalId: string): void {
    this.#subjects.add(personalId);
  }

  decide(): undefined {
    return undefined;
  }

  verdictOn(personalId: unknown): Verdict {
    if (!this.#stated) return this.verdictOnNobody;
    const { subject, relatives } = this.#stated.masks;
    return passByLaw(this.#subjects.has(personalId) ? subject : relatives);
  }
}

/** What one request asks for. */
interface Stated {
  readonly purpose: ServedPurpose;
  readonly dossier: string | null;
  readonly masks: PurposeMasks;
}

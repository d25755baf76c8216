import { FieldSet, GrowingFieldSet } from './field-set.ts';
import type { Disclosure, Verdict, WithheldReason } from './verdict.ts';

/** What the writer of one answer tells of each citizen, and withholds. */
export class DisclosureTally {
  /** What belongs to no citizen, of whom nothing has to be known. */
  readonly nobody: CitizenTally;
  /** How many withheld fields stand in no error of their own. */
  moreWithheld = 0;
  readonly #disclosure: Disclosure;
  readonly #citizens = new Map<string, CitizenTally>();

  constructor(disclosure: Disclosure) {
    this.#disclosure = disclosure;
    this.nobody = new CitizenTally(disclosure.verdictOnNobody);
  }

  /** By personal ID, in the order in which they came up. */
  get citizens(): ReadonlyMap<string, CitizenTally> {
    return this.#citizens;
  }

  /** Counts for a citizen, by one verdict wherever they stand in the answer. */
  of(personalId: unknown): CitizenTally {
    if (typeof personalId !== 'string') return this.nobody;
    const known = this.#citizens.get(personalId);
    if (known) return known;
    const tally = new CitizenTally(this.#disclosure.verdictOn(personalId));
    this.#citizens.set(personalId, tally);
    return tally;
  }
}

/**
 * What is told of one citizen, field by field. Where a source's fault takes a part of the answer away that was written
 * already, it counts as told: more may stand here than left, never less.
 */
export class CitizenTally {
  readonly verdict: Verdict;
  readonly #told = new GrowingFieldSet();
  readonly #empty = new GrowingFieldSet();
  readonly #withheld = new Map<WithheldReason, GrowingFieldSet>();

  constructor(verdict: Verdict) {
    this.verdict = verdict;
  }

  /** @param index  of a field in the register */
  addTold(index: number): void {
    this.#told.add(index);
  }

  /** A field of which the register knows nothing. */
  addEmpty(index: number): void {
    this.#empty.add(index);
  }

  addWithheld(index: number, reason: WithheldReason): void {
    let fields = this.#withheld.get(reason);
    if (!fields) {
      fields = new GrowingFieldSet();
      this.#withheld.set(reason, fields);
    }
    fields.add(index);
  }

  /** What is told at one place with a value and at another that there is nothing, is told. */
  get toldFields(): { readonly told: FieldSet; readonly empty: FieldSet } {
    const told = FieldSet.copyOf(this.#told);
    return { told, empty: FieldSet.copyOf(this.#empty).difference(told) };
  }

  get withheld(): ReadonlyMap<WithheldReason, FieldSet> {
    if (this.#withheld.size === 0) return NOTHING_WITHHELD;
    return new Map(Array.from(this.#withheld, ([reason, fields]) => [reason, FieldSet.copyOf(fields)]));
  }
}

const NOTHING_WITHHELD: ReadonlyMap<WithheldReason, FieldSet> = new Map();

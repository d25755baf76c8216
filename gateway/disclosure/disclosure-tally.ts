import { FieldSet, GrowingFieldSet } from './field-set.ts';
import type { Disclosure, Verdict } from './verdict.ts';

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
  readonly #withheld = new GrowingFieldSet();

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

  addWithheld(index: number): void {
    this.#withheld.add(index);
  }

  get told(): FieldSet {
    return FieldSet.copyOf(this.#told);
  }

  /** At no place with a value. */
  get empty(): FieldSet {
    return FieldSet.copyOf(this.#empty).difference(this.told);
  }

  get withheld(): FieldSet {
    return FieldSet.copyOf(this.#withheld);
  }
}

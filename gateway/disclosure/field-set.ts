/** A set of fields of a register, one bit each. It never changes. */
export class FieldSet {
  static readonly none = new FieldSet(new Uint32Array(0));

  readonly #words: Uint32Array;

  private constructor(words: Uint32Array) {
    this.#words = words;
  }

  /** @param indexes  positions in the register */
  static of(indexes: Iterable<number>): FieldSet {
    const words: number[] = [];
    for (const index of indexes) {
      while (words.length <= index >>> 5) words.push(0);
      words[index >>> 5] = ((words[index >>> 5] ?? 0) | (1 << (index & 31))) >>> 0;
    }
    return new FieldSet(Uint32Array.from(words));
  }

  has(index: number): boolean {
    return (((this.#words[index >>> 5] ?? 0) >>> (index & 31)) & 1) === 1;
  }

  union({ words }: FieldSet): FieldSet {
    return this.#combine(words, (own, other) => own | other);
  }

  intersection({ words }: FieldSet): FieldSet {
    return this.#combine(words, (own, other) => own & other);
  }

  /** The same text for equal sets, and for no others. */
  get key(): string {
    return this.#words.join();
  }

  private get words(): Uint32Array {
    return this.#words;
  }

  #combine(others: Uint32Array, combine: (own: number, other: number) => number): FieldSet {
    const length = Math.max(this.#words.length, others.length);
    const words = Uint32Array.from({ length }, (_, index) => combine(this.#words[index] ?? 0, others[index] ?? 0));
    const last = words.findLastIndex((word) => word !== 0);
    return new FieldSet(words.subarray(0, last + 1));
  }
}

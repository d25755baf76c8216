/** A set of fields of a register, one bit each. It never changes. */
export class FieldSet {
  static readonly none = new FieldSet(new Uint32Array(0));

  readonly #words: Uint32Array;
  #key: string | undefined;

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

  /** Equal sets of one register have the same. */
  get key(): string {
    this.#key ??= this.#words.subarray(0, this.#words.findLastIndex((word) => word !== 0) + 1).join();
    return this.#key;
  }

  union(other: FieldSet): FieldSet {
    const [words, others] = [this.#words, other.#words];
    const length = Math.max(words.length, others.length);
    return new FieldSet(Uint32Array.from({ length }, (_, index) => (words[index] ?? 0) | (others[index] ?? 0)));
  }
}

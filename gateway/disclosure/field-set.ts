/**
 * 32 fields each, the last one never 0. Signed, so that each is a small integer to the engine; and a plain list, since a
 * typed one of so few words is mostly its own description.
 */
type Words = readonly number[];

/** A set of fields of a register, one bit each. It never changes. */
export class FieldSet {
  static readonly none = new FieldSet([]);

  readonly #words: Words;
  #key: string | undefined;

  private constructor(words: Words) {
    this.#words = words;
  }

  /** @param indexes  positions in the register */
  static of(indexes: Iterable<number>): FieldSet {
    const set = new GrowingFieldSet();
    for (const index of indexes) set.add(index);
    return FieldSet.copyOf(set);
  }

  /** What a growing set holds now. */
  static copyOf({ words }: GrowingFieldSet): FieldSet {
    return words.length === 0 ? FieldSet.none : new FieldSet(words.slice());
  }

  has(index: number): boolean {
    return (((this.#words[index >>> 5] ?? 0) >>> (index & 31)) & 1) === 1;
  }

  get isEmpty(): boolean {
    return this.#words.length === 0;
  }

  /** Equal sets of one register have the same. */
  get key(): string {
    this.#key ??= writeKey(this.#words);
    return this.#key;
  }

  /** Positions in the register, in order. */
  get indexes(): readonly number[] {
    const indexes: number[] = [];
    for (const [position, word] of this.#words.entries()) {
      for (let rest = word; rest !== 0; rest &= rest - 1) indexes.push(position * 32 + 31 - Math.clz32(rest & -rest));
    }
    return indexes;
  }

  union(other: FieldSet): FieldSet {
    if (this.isEmpty) return other;
    if (other.isEmpty) return this;
    const [long, short] =
      this.#words.length < other.#words.length ? [other.#words, this.#words] : [this.#words, other.#words];
    const words = long.slice();
    for (let index = 0; index < short.length; index++) words[index] = (words[index] ?? 0) | (short[index] ?? 0);
    return new FieldSet(words);
  }

  intersection(other: FieldSet): FieldSet {
    if (this.isEmpty || other.isEmpty) return FieldSet.none;
    const words = this.#words.slice(0, other.#words.length);
    for (let index = 0; index < words.length; index++) words[index] = (words[index] ?? 0) & (other.#words[index] ?? 0);
    return FieldSet.#trimmed(words);
  }

  difference(other: FieldSet): FieldSet {
    if (this.isEmpty || other.isEmpty) return this;
    const words = this.#words.slice();
    for (let index = 0; index < words.length; index++) words[index] = (words[index] ?? 0) & ~(other.#words[index] ?? 0);
    return FieldSet.#trimmed(words);
  }

  static #trimmed(words: number[]): FieldSet {
    while (words.at(-1) === 0) words.pop();
    return words.length === 0 ? FieldSet.none : new FieldSet(words);
  }
}

/** A set of fields that is being gathered. */
export class GrowingFieldSet {
  readonly words: number[] = [];

  add(index: number): void {
    const position = index >>> 5;
    while (this.words.length <= position) this.words.push(0);
    this.words[position] = (this.words[position] ?? 0) | (1 << (index & 31));
  }
}

function writeKey(words: Words): string {
  let key = '';
  for (const word of words) key += key === '' ? word >>> 0 : `,${word >>> 0}`;
  return key;
}

import fc from 'fast-check';

/**
 * Decisions of a generator. When they run out, every further one is the first that there is, so that fewer and smaller
 * numbers make a smaller example: this is what fast-check shrinks.
 */
export class Choices {
  readonly #numbers: readonly number[];
  #position = 0;

  constructor(numbers: readonly number[]) {
    this.#numbers = numbers;
  }

  /** @returns a number from 0 to `limit` - 1 */
  below(limit: number): number {
    return (this.#numbers[this.#position++] ?? 0) % limit;
  }

  of<T>(items: readonly T[]): T {
    const item = items[this.below(items.length)];
    if (item === undefined) throw new Error('There is nothing to choose from');
    return item;
  }

  /** True in one of `times` cases, false when the choices have run out. */
  oneIn(times: number): boolean {
    return this.below(times) === times - 1;
  }
}

export const arbitraryChoices: fc.Arbitrary<number[]> = fc.array(fc.nat(0xffff), {
  minLength: 20,
  maxLength: 400,
  size: 'max',
});

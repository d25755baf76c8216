/**
 * Which numbers citizens had before the one in use. Root fields learn it when they find out who a citizen is; the fields
 * below them are asked for several requests together, and know the number in use alone.
 */
export class FormerNumbers {
  readonly #known = new Map<string, readonly string[]>();

  /** @param personalId  the number in use */
  remember(personalId: string, formerPersonalIds: readonly string[]): void {
    this.#known.delete(personalId);
    if (formerPersonalIds.length === 0) return;
    this.#known.set(personalId, formerPersonalIds);
    const [oldest] = this.#known.keys();
    if (this.#known.size > MAX_CITIZENS && oldest !== undefined) this.#known.delete(oldest);
  }

  /** All numbers of a citizen, the one in use first. */
  numbersOf(personalId: string): readonly string[] {
    return [personalId, ...(this.#known.get(personalId) ?? [])];
  }
}

/** Far more than are asked about at one time, and few have more than one number. */
const MAX_CITIZENS = 10_000;

/** Names for the statements that connections keep prepared. */
export class StatementNames {
  readonly #names = new Map<string, string>();

  /** @returns undefined when there are too many already: then it is planned each time */
  nameOf(text: string): string | undefined {
    const known = this.#names.get(text);
    if (known !== undefined || this.#names.size >= MAX_STATEMENTS) return known;
    const name = `s${this.#names.size}`;
    this.#names.set(text, name);
    return name;
  }
}

/** The most statements that connections keep prepared. An owner has some dozens. */
const MAX_STATEMENTS = 200;

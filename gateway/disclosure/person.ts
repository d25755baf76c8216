import type { ConsentView } from '../consents/active/active-consents.ts';
import type { Standing } from '../identity/standing.ts';
import type { Masks } from './masks.ts';
import type { ConsentVerdict, StatedConsents } from './verdicts.ts';

/** A citizen on whom one request decides. */
export class Person {
  readonly personalId: string;
  readonly isSubject: boolean;
  readonly masks: Masks;
  /** Whether anything may be told about them; unknown until somebody said. */
  standing: 'unknown' | 'open' | 'protected';
  /** Until then nothing is known of them. */
  pending: Promise<void> | undefined;
  /** The verdict that was passed last, and on what. */
  passed: { readonly on: StatedConsents; readonly verdict: ConsentVerdict } | undefined;
  #personalIds: readonly string[];
  #joined: { readonly lists: readonly StatedConsents[]; readonly consents: StatedConsents } | undefined;

  constructor(
    personalId: string,
    options: Pick<Person, 'isSubject' | 'masks' | 'standing'>,
    former: readonly string[],
  ) {
    this.personalId = personalId;
    this.isSubject = options.isSubject;
    this.masks = options.masks;
    this.standing = options.standing;
    this.#personalIds = [personalId, ...former];
  }

  /** All the numbers under which they may have consented, as far as it is known. */
  get personalIds(): readonly string[] {
    return this.#personalIds;
  }

  /** @param standing  undefined where nobody can say */
  settle(standing: Standing | undefined): void {
    this.standing = standing && !standing.isProtected ? 'open' : 'protected';
    this.#personalIds = [...new Set([this.personalId, ...(standing?.personalIds ?? [])])];
  }

  /** What they consented to under any of their numbers: the same list as long as nothing changed. */
  consentsIn(view: ConsentView): StatedConsents {
    if (this.#personalIds.length === 1) return view.of(this.personalId);
    const lists = this.#personalIds.map((personalId) => view.of(personalId));
    if (!this.#joined?.lists.every((list, index) => list === lists[index])) {
      this.#joined = { lists, consents: join(lists) };
    }
    return this.#joined.consents;
  }
}

function join(lists: readonly StatedConsents[]): StatedConsents {
  const known = lists.filter((list) => list !== 'unavailable');
  return known.length < lists.length ? 'unavailable' : known.flat();
}

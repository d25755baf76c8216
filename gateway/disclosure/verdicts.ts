import { LRUCache } from 'lru-cache';
import type { Purpose } from '../../schema/purposes/purpose.ts';
import type { Caller } from '../caller/caller.ts';
import type { Consent } from '../consents/active/active-consents.ts';
import type { FieldRegister } from './field-register.ts';
import { FieldSet } from './field-set.ts';
import type { Masks } from './masks.ts';
import type { ConsentedFields, Verdict, WithheldReason } from './verdict.ts';

/** For whom and for what a consent has to be given to count. */
export interface ConsentUse {
  /** Code of the caller's agency; undefined for a citizen, to whom nobody consents. */
  readonly agency: string | undefined;
  /** Code of the purpose. */
  readonly purpose: string;
  /** The longest that a consent may run for the purpose, in milliseconds: one that says more ends then. */
  readonly maxMs: number;
}

/** How a caller would use consents for a purpose. */
export function consentUseOf(caller: Caller | undefined, { code, consentCeiling }: Purpose): ConsentUse {
  return { agency: caller?.agency?.code, purpose: code, maxMs: (consentCeiling?.maxDays ?? 0) * DAY_MS };
}

const DAY_MS = 86_400_000;

/** What citizens say, or that nobody can say just now what they do. */
export type StatedConsents = readonly Consent[] | 'unavailable';

/** A verdict that rests on consents, for as long as nothing changes but the time. */
export interface ConsentVerdict extends Verdict {
  /** When one of the consents begins or ends, in milliseconds since the epoch. */
  readonly changesAt: number;
}

/** The most sets of open fields that are kept as one object each; beyond it the one that was not used longest goes. */
const MAX_SETS = 10_000;

/** Passes verdicts over one version of the graph. */
export class Verdicts {
  readonly #register: FieldRegister;
  readonly #sets = new LRUCache<string, FieldSet>({ max: MAX_SETS });
  readonly #byLaw = new WeakMap<Masks, Verdict>();
  readonly #protected = new WeakMap<Masks, Verdict>();
  readonly #found = new WeakMap<Consent['fields'], FieldSet>();

  constructor(register: FieldRegister) {
    this.#register = register;
  }

  /** On somebody who has consented to nothing, or where no consent opens anything. */
  byLaw(masks: Masks): Verdict {
    return remember(this.#byLaw, masks, () => ({
      open: this.#unique(masks.byLaw),
      reasonFor: (index) => (masks.byConsent.has(index) ? 'CONSENT_REQUIRED' : masks.reasonFor(index)),
    }));
  }

  /**
   * On somebody of whom only what is public may be told. What is withheld from everybody is withheld for the same reason.
   * @param masks        of the kind of person
   * @param publicMasks  of nobody
   */
  onProtected(masks: Masks, publicMasks: Masks): Verdict {
    return remember(this.#protected, masks, () => ({
      open: this.#unique(publicMasks.byLaw),
      reasonFor: (index) =>
        masks.byLaw.has(index) || masks.byConsent.has(index) ? 'SUBJECT_PROTECTED' : masks.reasonFor(index),
    }));
  }

  /**
   * On somebody by what they have consented to.
   * @param now  milliseconds since the epoch
   */
  byConsent(masks: Masks, stated: StatedConsents, use: ConsentUse, now: number): ConsentVerdict {
    if (stated === 'unavailable') {
      const reasonFor = (index: number): WithheldReason =>
        masks.byConsent.has(index) ? 'CONSENT_UNAVAILABLE' : masks.reasonFor(index);
      return { open: this.byLaw(masks).open, reasonFor, changesAt: Number.POSITIVE_INFINITY };
    }
    const consents = stated.filter(({ agency, purpose }) => agency === use.agency && purpose === use.purpose);
    const openByConsent: ConsentedFields[] = [];
    let changesAt = Number.POSITIVE_INFINITY;
    let open = masks.byLaw;
    for (const consent of consents) {
      changesAt = Math.min(changesAt, nextChange(consent, use, now));
      if (!holds(consent, use, now)) continue;
      const fields = masks.byConsent.intersection(this.#fieldsOf(consent)).difference(open);
      if (fields.isEmpty) continue;
      openByConsent.push({ consent, fields });
      open = open.union(fields);
    }
    return {
      open: this.#unique(open),
      openByConsent,
      changesAt,
      reasonFor: (index) => {
        if (!masks.byConsent.has(index)) return masks.reasonFor(index);
        const about = consents.filter((consent) => this.#fieldsOf(consent).has(index));
        if (about.some(({ state }) => state === 'withdrawn')) return 'CONSENT_WITHDRAWN';
        return about.some((consent) => endOf(consent, use) <= now) ? 'CONSENT_EXPIRED' : 'CONSENT_REQUIRED';
      },
    };
  }

  /** What two verdicts on the same person open both; the reasons are the later one's. */
  narrow(before: Verdict, later: ConsentVerdict): ConsentVerdict {
    if (before.open === later.open) return later;
    return {
      ...later,
      open: this.#unique(before.open.intersection(later.open)),
      reasonFor: (index) => (later.open.has(index) ? before : later).reasonFor(index),
    };
  }

  #fieldsOf({ fields }: Consent): FieldSet {
    return remember(this.#found, fields, () =>
      FieldSet.of([...fields].flatMap((coordinate) => this.#register.find(coordinate)?.index ?? [])),
    );
  }

  #unique(set: FieldSet): FieldSet {
    const known = this.#sets.get(set.key);
    if (known) return known;
    this.#sets.set(set.key, set);
    return set;
  }
}

function holds(consent: Consent, use: ConsentUse, now: number): boolean {
  return consent.state === 'given' && consent.validFrom <= now && now < endOf(consent, use);
}

function nextChange(consent: Consent, use: ConsentUse, now: number): number {
  if (now < consent.validFrom) return consent.validFrom;
  const end = endOf(consent, use);
  return now < end ? end : Number.POSITIVE_INFINITY;
}

function endOf({ validFrom, validUntil }: Consent, { maxMs }: ConsentUse): number {
  return Math.min(validUntil, validFrom + maxMs);
}

function remember<Key extends object, Value>(known: WeakMap<Key, Value>, key: Key, make: () => Value): Value {
  const found = known.get(key);
  if (found !== undefined) return found;
  const made = make();
  known.set(key, made);
  return made;
}

import type { Masks } from './masks.ts';
import type { Verdict } from './verdict.ts';

/** The verdict on a citizen who has consented to nothing. The same object for the same masks. */
export function passByLaw(masks: Masks): Verdict {
  const known = byLaw.get(masks);
  if (known) return known;
  const verdict: Verdict = {
    open: masks.byLaw,
    reasonFor: (index) => (masks.byConsent.has(index) ? 'CONSENT_REQUIRED' : masks.reasonFor(index)),
  };
  byLaw.set(masks, verdict);
  return verdict;
}

const byLaw = new WeakMap<Masks, Verdict>();

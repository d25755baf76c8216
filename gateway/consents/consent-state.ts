import type { ConsentRow } from '../database/gateway-database.ts';

/** What a consent is at a moment. That its time is over is told by the clock, and stored nowhere. */
export type ConsentState = ConsentRow['state'] | 'lapsed' | 'expired';

/** @returns `lapsed` for a request that nobody answered in time, `expired` for a consent whose time is over */
export function stateOf({ state, answer_until, valid_until }: ConsentRow, now: Date): ConsentState {
  const isOver = (until: string | null): boolean => until !== null && new Date(until) <= now;
  if (state === 'requested' && isOver(answer_until)) return 'lapsed';
  return state === 'given' && isOver(valid_until) ? 'expired' : state;
}

import { dayInVietnam } from '../../schema/purposes/in-force.ts';
import { type Right, reckonDueTime, ruleSetOn } from '../../schema/rights/clocks.ts';
import type { Caller } from '../caller/caller.ts';
import type { Acting } from './acting.ts';

/** Who decided, and how surely they were known. */
export function evidenceOf({ as, actor }: Acting, { person, client, eidLevel }: Caller) {
  return { acted_as: as, actor, account: person, client, eid_level: eidLevel };
}

/** The law of a moment, for what has no time limit. */
export function ruleSetAt(now: Date) {
  return { rule_set: ruleSetOn(dayInVietnam(now)).id };
}

/** The law of a moment, and by when it wants a right seen to. */
export function dueAt(right: Right, now: Date) {
  const { ruleSet, dueAt } = reckonDueTime(right, now);
  return { rule_set: ruleSet, due_at: dueAt.toISOString() };
}

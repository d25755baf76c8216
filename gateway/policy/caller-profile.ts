import type { CallerProfile } from '../../schema/policy/question.ts';
import type { Caller } from '../caller/caller.ts';
import type { SecurityFindings } from './security-findings.ts';

/** Tells who asks, as far as rules tell callers apart. */
export function profileOf(caller: Caller, findings: SecurityFindings): CallerProfile {
  const { role, agency, eidLevel } = caller;
  return { role, agencyKind: agency?.kind ?? 'none', eidLevel, hasFinding: findings.find(caller) !== undefined };
}

/** The same text for equal profiles. */
export function profileKey({ role, agencyKind, eidLevel, hasFinding }: CallerProfile): string {
  return `${role} ${agencyKind} ${eidLevel} ${hasFinding}`;
}

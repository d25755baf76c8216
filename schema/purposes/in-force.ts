import type { LegalBasis, Purpose } from './purpose.ts';

/**
 * Whether a purpose may be stated on a day: a law that it rests on is in force, and one that lets personal data be
 * processed for purposes of its kind.
 * @param day  YYYY-MM-DD, in Vietnam
 */
export function isInForce({ basis, grounds }: Purpose, day: string): boolean {
  const holds = ({ document: { from, until } }: LegalBasis): boolean =>
    from !== undefined && from <= day && (until === undefined || day <= until);
  return basis.some(holds) && (grounds.length === 0 || grounds.some(holds));
}

/** The day in Vietnam, where laws come into force at midnight, seven hours before UTC. */
export function dayInVietnam(moment: Date): string {
  return new Date(moment.getTime() + aheadOfUtcMs).toISOString().slice(0, 10);
}

const aheadOfUtcMs = 7 * 60 * 60 * 1000;

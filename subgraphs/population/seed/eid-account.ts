import { AS_OF_DAY, DAYS_PER_YEAR, toDate, toDay } from '../../_kit/people/calendar.ts';
import type { Person } from '../../_kit/people/person.ts';
import type { SeedRun } from '../../_kit/seeding/seed.ts';
import type { IdentityCard } from './identity-cards.ts';

/** When accounts were first granted. */
const FIRST_GRANTED = toDay('2022-07-18');

/**
 * Adds the account of those who have one; planted people can always use theirs.
 * @param cards  of the same person: an account of level 2 is granted on a card with a chip
 */
export function addEidAccount({ add, random }: SeedRun, person: Person, cards: readonly IdentityCard[]): void {
  if (person.eidLevel === 0) return;
  const draw = random('eid-account', person.personalId);
  const chipCard = cards.find(({ kind }) => kind === 'CCCD_CHIP' || kind === 'CAN_CUOC');
  const allowedFrom = chipCard ? toDay(chipCard.issuedOn) : toDay(person.dateOfBirth) + Math.ceil(14 * DAYS_PER_YEAR);
  const from = Math.max(FIRST_GRANTED, allowedFrom);
  const registered = draw.integer(Math.min(from, AS_OF_DAY), AS_OF_DAY);
  const status = person.plantedCases.size > 0 ? 'ACTIVE' : drawStatus(draw.next());
  const activatedOn = status === 'NOT_ACTIVATED' ? null : toDate(Math.min(registered + draw.integer(0, 60), AS_OF_DAY));
  add('eid_account', person.personalId, person.eidLevel, status, toDate(registered), activatedOn);
}

function drawStatus(point: number): 'ACTIVE' | 'NOT_ACTIVATED' | 'LOCKED' {
  if (point < 0.92) return 'ACTIVE';
  return point < 0.99 ? 'NOT_ACTIVATED' : 'LOCKED';
}

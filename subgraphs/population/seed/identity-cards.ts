import { AS_OF_DAY, type Day, toDate, toDay } from '../../_kit/people/calendar.ts';
import type { Person } from '../../_kit/people/person.ts';
import type { Random } from '../../_kit/people/random.ts';
import type { SeedRun } from '../../_kit/seeding/seed.ts';

export interface IdentityCard {
  readonly number: string;
  readonly kind: CardKind;
  readonly issuedOn: string;
  readonly issuer: string;
  /** Null: never. */
  readonly expiresOn: string | null;
  readonly status: 'IN_USE' | 'REPLACED' | 'WITHDRAWN';
}

type CardKind = 'CMND9' | 'CMND12' | 'CCCD_BARCODE' | 'CCCD_CHIP' | 'CAN_CUOC';

const FIRST_TWELVE_DIGITS = toDay('2012-07-01');
const FIRST_CHIP = toDay('2021-01-04');
const FIRST_CAN_CUOC = toDay('2024-07-01');
/** From which day each kind with 12 digits was issued, the latest first. */
const KINDS: readonly (readonly [CardKind, Day])[] = [
  ['CAN_CUOC', FIRST_CAN_CUOC],
  ['CCCD_CHIP', FIRST_CHIP],
  ['CCCD_BARCODE', toDay('2016-01-01')],
  ['CMND12', FIRST_TWELVE_DIGITS],
];
/** After it no paper card is valid: Law on Identification 2023. */
const LAST_OF_PAPER = toDay('2024-12-31');

/** Draws every card that somebody was issued, the oldest first: the last is in use, the rest were replaced. */
export function drawIdentityCards({ random }: SeedRun, person: Person): IdentityCard[] {
  const draw = random('identity-cards', person.personalId);
  const issues = [
    ...person.legacyIdNumbers.map(({ number, issuedOn }): Issue => ({ number, day: toDay(issuedOn) })),
    ...drawOldNumberIssues(draw, person),
    ...drawIssues(draw, person),
  ].sort((a, b) => a.day - b.day);
  const latest = issues.at(-1);
  return issues.map((issue) => ({ ...describe(issue, person), status: statusOf(issue, issue === latest, person) }));
}

interface Issue {
  readonly number: string;
  readonly day: Day;
}

/** Cards under the number in use. */
function* drawIssues(draw: Random, person: Person): Iterable<Issue> {
  const number = person.personalId;
  const numberedFrom = Math.max(0, ...person.supersededPersonalIds.map(({ supersededOn }) => toDay(supersededOn)));
  const until = person.dateOfDeath ? toDay(person.dateOfDeath) : AS_OF_DAY;
  const lastPaper = person.legacyIdNumbers.map(({ issuedOn }) => toDay(issuedOn) + 1);
  const from = Math.max(birthday(person, 14), numberedFrom, ...lastPaper);

  // Those who never came for a chip card mostly hold an older one, and some who came had one before.
  if (draw.chance(person.hasChipCard ? 0.2 : 0.6)) {
    const day = drawEarly(draw, Math.max(from, FIRST_TWELVE_DIGITS), Math.min(until, FIRST_CHIP - 1));
    if (day !== undefined) yield { number, day };
  }
  if (!person.hasChipCard) return;
  const isChild = birthday(person, 14) > until;
  const firstDay = isChild ? Math.max(birthday(person, 0), FIRST_CAN_CUOC) : Math.max(from, FIRST_CHIP);
  const day = drawEarly(draw, firstDay, until);
  if (day === undefined) return;
  yield { number, day };
  const expiry = expiryByAge(person, day);
  // One in ten lets a card expire; the planted people do not.
  if (expiry === null || expiry > until || (person.plantedCases.size === 0 && draw.chance(0.1))) return;
  yield { number, day: expiry - draw.integer(0, 60) };
}

/** A card under each number that was replaced since. */
function* drawOldNumberIssues(draw: Random, person: Person): Iterable<Issue> {
  for (const { personalId, supersededOn } of person.supersededPersonalIds) {
    const from = Math.max(birthday(person, 14), FIRST_TWELVE_DIGITS);
    const day = drawEarly(draw, from, toDay(supersededOn) - 30);
    if (day !== undefined) yield { number: personalId, day };
  }
}

/** A day in the range, sooner rather than later: when a new card came out, most people came in its first years. */
function drawEarly(draw: Random, from: Day, until: Day): Day | undefined {
  return from <= until ? from + Math.floor(draw.next() ** 2 * (until - from + 1)) : undefined;
}

function describe({ number, day }: Issue, person: Person): Omit<IdentityCard, 'status'> {
  const issuedOn = toDate(day);
  const kind = kindOf(number, day);
  if (kind === 'CMND9' || kind === 'CMND12') {
    const police = `Công an ${person.permanentAddress.province.name.replace(/^./u, (letter) => letter.toLowerCase())}`;
    const expiresOn = toDate(Math.min(anniversary(issuedOn, 15), LAST_OF_PAPER));
    return { number, kind, issuedOn, issuer: police, expiresOn };
  }
  const issuer = kind === 'CAN_CUOC' ? 'Bộ Công an' : 'Cục Cảnh sát quản lý hành chính về trật tự xã hội';
  const expiry = expiryByAge(person, day);
  return { number, kind, issuedOn, issuer, expiresOn: expiry === null ? null : toDate(expiry) };
}

function kindOf(number: string, day: Day): CardKind {
  if (number.length === 9) return 'CMND9';
  return KINDS.find(([, from]) => day >= from)?.[0] ?? 'CMND12';
}

function statusOf(issue: Issue, isLatest: boolean, person: Person): IdentityCard['status'] {
  if (person.supersededPersonalIds.some(({ personalId }) => personalId === issue.number)) return 'WITHDRAWN';
  if (!isLatest) return 'REPLACED';
  return person.dateOfDeath ? 'WITHDRAWN' : 'IN_USE';
}

/** Cards are renewed at these ages; one issued in the two years before lasts to the next. */
const RENEWAL_AGES = [25, 40, 60] as const;

/** The last day of a plastic card that was issued on the day; null when it never expires. */
function expiryByAge(person: Person, issued: Day): Day | null {
  // A child's card, known since 2024, ends at 14.
  const ages = birthday(person, 14) > issued ? [14, ...RENEWAL_AGES] : RENEWAL_AGES;
  const age = ages.find((candidate) => issued < birthday(person, candidate - 2));
  return age === undefined ? null : birthday(person, age);
}

function birthday({ dateOfBirth }: Person, age: number): Day {
  return anniversary(dateOfBirth, age);
}

/** The same day so many years later; 1 March stands for 29 February. */
function anniversary(date: string, years: number): Day {
  const year = Number(date.slice(0, 4)) + years;
  return Date.UTC(year, Number(date.slice(5, 7)) - 1, Number(date.slice(8))) / 86_400_000;
}

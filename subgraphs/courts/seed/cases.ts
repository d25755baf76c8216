import { AS_OF_DAY, toDate, toDay } from '../../_kit/people/calendar.ts';
import type { Random } from '../../_kit/people/random.ts';
import { weighted } from '../../_kit/people/weighted.ts';
import { type Dweller, findSpouse } from './dweller.ts';

/** A case without its people. */
export interface SeededCase {
  readonly kind: CaseKind;
  readonly course: CaseCourse;
}

export type CaseKind = 'CIVIL' | 'MARRIAGE_AND_FAMILY' | 'COMMERCIAL' | 'LABOUR' | 'ADMINISTRATIVE' | 'CRIMINAL';

/** The way of a case, before it has a court and people. */
export interface CaseCourse {
  readonly acceptedOn: string;
  readonly stage: 'ACCEPTED' | 'SUSPENDED' | 'DISCONTINUED' | 'SETTLED' | 'JUDGED' | 'JUDGED_ON_APPEAL';
  readonly judgedOn: string | null;
}

/** The letters of a kind in the numbers of cases and judgments. */
export const caseLetters: Readonly<Record<CaseKind, string>> = {
  CIVIL: 'DS',
  MARRIAGE_AND_FAMILY: 'HNGĐ',
  COMMERCIAL: 'KDTM',
  LABOUR: 'LĐ',
  ADMINISTRATIVE: 'HC',
  CRIMINAL: 'HS',
};

/** How a person's case goes; a family case is between husband and wife. */
export function drawCase(random: Random, dweller: Dweller): SeededCase {
  const drawn = drawCaseKind(random);
  const kind = drawn === 'MARRIAGE_AND_FAMILY' && findSpouse(dweller) === undefined ? 'CIVIL' : drawn;
  return { kind, course: drawCourse(random, kind) };
}

/** How often each kind comes up; made up. */
const drawCaseKind = weighted<CaseKind>([
  ['CIVIL', 0.4],
  ['MARRIAGE_AND_FAMILY', 0.3],
  ['COMMERCIAL', 0.05],
  ['LABOUR', 0.02],
  ['ADMINISTRATIVE', 0.03],
  ['CRIMINAL', 0.2],
]);

/** Cases are told for the last five years. */
const FIRST_DAY = toDay('2021-07-01');

/** Nine in ten are resolved, as in 2025; those of the last months mostly are not. */
function drawCourse(random: Random, kind: CaseKind): CaseCourse {
  const day = random.integer(FIRST_DAY, AS_OF_DAY);
  const acceptedOn = toDate(day);
  const drawn = kind === 'CRIMINAL' ? drawCriminalStage(random) : drawStage(random);
  const isJudged = drawn === 'JUDGED' || drawn === 'JUDGED_ON_APPEAL';
  const endedOn = day + random.integer(30, 180) + (drawn === 'JUDGED_ON_APPEAL' ? 120 : 0);
  if (endedOn > AS_OF_DAY) return { acceptedOn, stage: 'ACCEPTED', judgedOn: null };
  return { acceptedOn, stage: drawn, judgedOn: isJudged ? toDate(endedOn) : null };
}

const drawStage = weighted<CaseCourse['stage']>([
  ['JUDGED', 0.44],
  ['SETTLED', 0.28],
  ['DISCONTINUED', 0.16],
  ['JUDGED_ON_APPEAL', 0.08],
  ['SUSPENDED', 0.03],
  ['ACCEPTED', 0.01],
]);

const drawCriminalStage = weighted<CaseCourse['stage']>([
  ['JUDGED', 0.82],
  ['JUDGED_ON_APPEAL', 0.13],
  ['DISCONTINUED', 0.02],
  ['SUSPENDED', 0.02],
  ['ACCEPTED', 0.01],
]);

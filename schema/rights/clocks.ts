import { dayInVietnam } from '../purposes/in-force.ts';

/** What a citizen may want of those who process their data, as far as a law says by when it is to be done. */
export type Right = 'withdraw' | 'object' | 'correct';

/** How long a law gives. Whole days and hours from the moment of the request; working days are those from Monday to Friday. */
export type TimeLimit = { readonly hours: number } | { readonly days: number } | { readonly workingDays: number };

/** The law of personal-data protection of a time. Policies go by the same names. */
export interface RuleSet {
  readonly id: string;
  /** The first day of force, in Vietnam. */
  readonly from: string;
  /** By when it is to be said that a request has come, and how it is dealt with; undefined where the law says nothing. */
  readonly acknowledge: TimeLimit | undefined;
  readonly limits: Readonly<Record<Right, TimeLimit>>;
}

/** By when something is due, and by which law. */
export interface DueTime {
  /** `RuleSet.id` */
  readonly ruleSet: string;
  readonly acknowledgeBy: Date | undefined;
  readonly dueAt: Date;
}

/**
 * Reckons when a request that comes now is due. What the law opens to a processor or in hard cases, 20 days or 15 days
 * more, is not reckoned: nobody is promised less than the law gives. Public holidays count as working days, since no
 * register tells them here; so a time may be earlier than the law's, never later.
 */
export function reckonDueTime(right: Right, now: Date): DueTime {
  const { id, acknowledge, limits } = ruleSetOn(dayInVietnam(now));
  return { ruleSet: id, acknowledgeBy: acknowledge && add(now, acknowledge), dueAt: add(now, limits[right]) };
}

/** @param day  YYYY-MM-DD, in Vietnam; before the first of the laws that one holds */
export function ruleSetOn(day: string): RuleSet {
  return ruleSets.findLast(({ from }) => from <= day) ?? firstRuleSet;
}

const firstRuleSet: RuleSet = {
  id: 'decree-13-2023',
  from: '2023-07-01',
  acknowledge: undefined,
  limits: { withdraw: { hours: 72 }, object: { hours: 72 }, correct: { hours: 72 } },
};

/** One after the other in time. The later one's limits stand in Decree 356/2025. */
const ruleSets: readonly RuleSet[] = [
  firstRuleSet,
  {
    id: 'personal-data-law-2025',
    from: '2026-01-01',
    acknowledge: { workingDays: 2 },
    limits: { withdraw: { days: 15 }, object: { days: 15 }, correct: { days: 10 } },
  },
];

function add(moment: Date, limit: TimeLimit): Date {
  if ('hours' in limit) return new Date(moment.getTime() + limit.hours * HOUR_MS);
  if ('days' in limit) return new Date(moment.getTime() + limit.days * DAY_MS);
  let [end, left] = [moment, limit.workingDays];
  while (left > 0) {
    end = new Date(end.getTime() + DAY_MS);
    if (isWorkingDay(end)) left -= 1;
  }
  return end;
}

function isWorkingDay(moment: Date): boolean {
  const weekday = new Date(dayInVietnam(moment)).getUTCDay();
  return weekday !== 0 && weekday !== 6;
}

const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;

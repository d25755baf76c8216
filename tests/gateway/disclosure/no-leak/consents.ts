import type { Mark } from '../../../../schema/marks/mark.ts';
import type { Purpose } from '../../../../schema/purposes/purpose.ts';
import { Choices } from '../../plan/federation/choices.ts';
import { agencies, callers } from './callers.ts';
import { mayState } from './rules.ts';
import type { GivenConsent, World } from './world.ts';

export const DAY_MS = 86_400_000;

/** From and until when, in days from now. The longest is longer than any purpose lets a consent run. */
export const PERIODS: readonly (readonly [number, number])[] = [
  [-30, 30],
  [-30, 30],
  [-30, 30],
  [-20, 9_000],
  [-9_000, 30],
  [-60, -1],
  [1, 60],
];

const STATES = ['given', 'given', 'given', 'given', 'withdrawn', 'requested', 'refused'] as const;

/**
 * Consents by chance, the same on every run: mostly to those who can state the purpose and over what it lists, and to
 * others and over anything, also over what no consent can open.
 */
export function createConsents({ population, purposes, marks, now }: Giving): GivenConsent[] {
  const choices = new Choices(Array.from({ length: 1_000_003 }, (_, index) => scatter(index)));
  const all = [...purposes.values()];
  const consentable = all.filter(({ byConsent }) => byConsent.subject.length > 0);
  const consents = population.personalIds.flatMap((subject) =>
    Array.from({ length: choices.below(16) }, () => {
      const purpose = choices.of(choices.oneIn(5) ? all : consentable);
      const fitting = callers.flatMap((caller) => (mayState(purpose, caller) ? (caller.agency ?? []) : []));
      const [from, until] = choices.of(PERIODS);
      const share = 1 + choices.below(3);
      const fields = [...marks].flatMap(([coordinate, mark]) =>
        choices.below(isListed(purpose, coordinate, mark) ? 4 : 16) < share ? coordinate : [],
      );
      return {
        subject,
        agency: choices.of(fitting.length > 0 && !choices.oneIn(5) ? fitting : agencies),
        purpose: purpose.code,
        fields: fields.length > 0 ? fields : ['Citizen.fullName'],
        state: choices.of(STATES),
        validFrom: new Date(now.getTime() + from * DAY_MS),
        validUntil: new Date(now.getTime() + until * DAY_MS),
      };
    }),
  );
  return consents.map((consent, index) => ({
    id: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
    ...consent,
  }));
}

type Giving = Pick<World, 'population' | 'purposes' | 'marks' | 'now'>;

function isListed({ byConsent }: Purpose, coordinate: string, { scope }: Mark): boolean {
  return [...byConsent.subject, ...byConsent.relatives].some((selector) => [coordinate, scope].includes(selector));
}

/** A number by chance, the same for the same number. */
export function scatter(number: number): number {
  let value = Math.imul(number ^ 0x9e3779b9, 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 15), 0x2c1b3c6d);
  return (value ^ (value >>> 13)) >>> 0;
}

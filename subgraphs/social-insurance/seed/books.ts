import { drawCompany } from '../../_kit/people/employers.ts';
import type { Person } from '../../_kit/people/person.ts';
import { drawPlace, getProvince } from '../../_kit/people/places.ts';
import type { Random } from '../../_kit/people/random.ts';
import type { SeedRun } from '../../_kit/seeding/seed.ts';
import { type Career, isPublicServant } from './careers.ts';
import { AS_OF_MONTH, type Month, printMonth, toMonth } from './month.ts';

/** Adds a career as the register holds it: the book, its periods, unemployment insurance, a pension. */
export function addBook(add: SeedRun['add'], random: Random, person: Person, career: Career) {
  const { status, kind, to } = career;
  const periods = cutIntoPeriods(random, person, career);
  const monthsPaid = periods.reduce((months, period) => months + (period.to ?? AS_OF_MONTH) - period.from + 1, 0);
  add('book', person.personalId, status, kind, monthsPaid);
  for (const { from, to, employer, salaryBase } of periods) {
    add(
      'period',
      person.personalId,
      printMonth(from),
      to === null ? null : printMonth(to),
      employer?.name ?? null,
      employer?.taxCode ?? null,
      salaryBase,
    );
  }
  if (!isExemptFromUnemployment(random, person, career)) addUnemployment(add, random, person, career, monthsPaid);
  if (status === 'RECEIVING_PENSION') {
    const since = printMonth((to ?? AS_OF_MONTH) + 1);
    const pensionKind = random.chance(0.03) ? 'LOST_CAPACITY' : 'RETIREMENT';
    const payChannel = random.chance(0.78) ? 'BANK_ACCOUNT' : 'CASH';
    add('pension', person.personalId, pensionKind, person.monthlyIncome ?? 0, payChannel, since);
  }
}

interface Period {
  readonly from: Month;
  readonly to: Month | null;
  readonly employer: Person['employer'];
  readonly salaryBase: number;
}

/**
 * One to four periods, the latest first: a public servant's are steps in salary, an employee's are jobs with up to half
 * a year between them.
 */
function cutIntoPeriods(random: Random, person: Person, career: Career): Period[] {
  const end = career.to ?? AS_OF_MONTH;
  const length = end - career.from + 1;
  const count = career.kind === 'VOLUNTARY' ? 1 : Math.min(random.integer(1, 4), Math.ceil(length / 24));
  const changesJobs = !isPublicServant(person);
  const periods: Period[] = [];
  let employer = career.kind === 'VOLUNTARY' ? null : (person.employer ?? drawFormerEmployer(random, person));
  let to = end;
  while (to >= career.from) {
    const isFirst = periods.length === count - 1;
    const from = isFirst ? career.from : Math.max(career.from, to - Math.floor(length / count) + 1);
    periods.push({ from, to: to === end ? career.to : to, employer, salaryBase: salaryBefore(career, end - to) });
    if (changesJobs && !isFirst) employer = drawFormerEmployer(random, person);
    to = from - 1 - (changesJobs ? random.integer(0, 6) : 0);
  }
  return periods;
}

/** Salaries rise by some 6 % a year. */
function salaryBefore({ salaryBase }: Career, months: Month): number {
  return Math.round((salaryBase * 0.94 ** (months / 12)) / 1000) * 1000;
}

function drawFormerEmployer(random: Random, { permanentAddress }: Person) {
  return drawCompany(random, drawPlace(random, getProvince(permanentAddress.province.code)));
}

/** Officials, the police, those who pay by choice, the retired, and contracts of a few months. */
function isExemptFromUnemployment(random: Random, { occupation }: Person, { status, kind }: Career): boolean {
  return (
    kind === 'VOLUNTARY' ||
    status === 'RECEIVING_PENSION' ||
    status === 'CLOSED' ||
    ['CIVIL_SERVANT', 'POLICE', 'JUDGE'].includes(occupation) ||
    random.chance(0.08)
  );
}

/** The insurance exists since January 2009. */
const UNEMPLOYMENT_SINCE = toMonth('2009-01');

function addUnemployment(
  add: SeedRun['add'],
  random: Random,
  { personalId, occupation }: Person,
  { to, status }: Career,
  monthsPaid: number,
) {
  const end = to ?? AS_OF_MONTH;
  const months = Math.min(monthsPaid, Math.max(0, end - UNEMPLOYMENT_SINCE + 1));
  if (status === 'CONTRIBUTING') add('unemployment', personalId, 'CONTRIBUTING', months);
  else if (occupation === 'NONE' && months >= 12 && AS_OF_MONTH - end < 12) {
    // A benefit uses up the years that it is paid for, and leaves what is less than a year.
    add('unemployment', personalId, 'RECEIVING_BENEFIT', random.integer(0, 11));
  } else add('unemployment', personalId, 'PAUSED', months);
}

import type { Household, Person } from '../_kit/people/person.ts';
import type { Random } from '../_kit/people/random.ts';
import { type RecordedCopy, recordCopy } from '../_kit/seeding/recorded-copy.ts';
import type { Seed, SeedRun } from '../_kit/seeding/seed.ts';
import { addBook } from './seed/books.ts';
import { drawCareer } from './seed/careers.ts';
import { drawCoverage } from './seed/coverage.ts';
import { addFacilities } from './seed/facilities.ts';
import { addHealthCard } from './seed/health-cards.ts';
import { createInsuranceNumbers, type NextInsuranceNumber } from './seed/insurance-numbers.ts';

/**
 * Those who work for an employer, some who pay by choice and all pensioners have a book; most people have a health
 * card. A few files carry a name or a date of birth as a clerk mistook it.
 */
export const seed: Seed = {
  tables: {
    insured: ['personal_id', 'number', 'recorded_name', 'recorded_date_of_birth'],
    book: ['personal_id', 'status', 'kind', 'months_paid'],
    period: ['personal_id', 'from_month', 'to_month', 'employer_name', 'employer_tax_code', 'salary_base'],
    unemployment: ['personal_id', 'status', 'months'],
    pension: ['personal_id', 'kind', 'monthly_amount', 'pay_channel', 'since'],
    facility: ['code', 'name'],
    health_card: [
      'personal_id',
      'legacy_code',
      'insured_group',
      'benefit_code',
      'area_code',
      'facility_code',
      'valid_from',
      'valid_to',
      'five_years_continuous_on',
      'printed_on',
      'household_order',
    ],
  },
  open: (run) => {
    addFacilities(run.add);
    const nextNumber = createInsuranceNumbers();
    return (household) => seedHousehold(run, household, nextNumber);
  },
};

function seedHousehold({ add, random }: SeedRun, household: Household, nextNumber: NextInsuranceNumber) {
  const careers = new Map(
    household.members.map((person) => [person, drawCareer(random('career', person.personalId), person)]),
  );
  const { groups, renewedIn } = drawCoverage(
    random('coverage', household.householdId),
    household,
    (person) => careers.get(person)?.kind === 'COMPULSORY',
  );
  let membersInsuredTogether = 0;
  for (const person of household.members) {
    if (person.plantedCases.has('RENT_SUPPORT_WITHOUT_INSURANCE')) continue;
    const career = careers.get(person);
    const group = groups.get(person);
    if (!career && !group) continue;

    const draw = random('insured', person.personalId);
    const number = nextNumber(draw, person);
    const { name, dateOfBirth } = recordInsured(random('recorded copy', person.personalId), person);
    add('insured', person.personalId, number, name, dateOfBirth);
    if (career) addBook(add, draw, person, career);
    if (group) {
      const householdOrder = group === 'GD' ? ++membersInsuredTogether : null;
      addHealthCard(add, draw, person, { number, group, renewedIn, householdOrder });
    }
  }
}

function recordInsured(random: Random, person: Person): RecordedCopy {
  if (!person.plantedCases.has('INSURED_NAME_TYPO')) return recordCopy(random, person, 0.015);
  return { ...recordCopy(random, person, 1), dateOfBirth: person.dateOfBirth };
}

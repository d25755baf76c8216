import { DATA_AS_OF, type Household, type Person } from '../_kit/people/person.ts';
import type { Seed, SeedRun } from '../_kit/seeding/seed.ts';
import { taxCodeCheckDigit } from './tax-code.ts';

/**
 * Earners and business owners are registered; a few files carry a name as an officer mistyped it, a year for a date
 * of birth, or a second tax code.
 */
export const seed: Seed = {
  tables: {
    taxpayer: ['personal_id', 'recorded_name', 'recorded_date_of_birth', 'match_status'],
    registration: [
      'tax_code',
      'personal_id',
      'type',
      'status',
      'registered_on',
      'authority',
      'uses_e_invoice',
      'merged_into',
    ],
    dependant: ['personal_id', 'dependant_personal_id', 'relation', 'deducted_from'],
    income: ['personal_id', 'year', 'amount'],
    obligation: ['personal_id', 'kind', 'period', 'amount', 'paid'],
  },
  open: (run) => {
    const nextTaxCode = createTaxCodes();
    return (household) => {
      for (const person of household.members) {
        if (isTaxpayer(person)) addTaxpayer(run, person, household, nextTaxCode);
      }
    };
  },
};

const LATEST_YEAR = Number(DATA_AS_OF.slice(0, 4)) - 1;
/** Monthly deduction for the taxpayer themselves, VND; above it income is taxed. Made up in its order of magnitude. */
const PERSONAL_DEDUCTION = 11_000_000;

function isTaxpayer(person: Person): boolean {
  return (
    person.plantedCases.has('TWO_TAX_CODES') || person.plantedCases.has('SHOWCASE') || person.monthlyIncome !== null
  );
}

function addTaxpayer({ add, random }: SeedRun, person: Person, household: Household, nextTaxCode: () => string) {
  const draw = random('taxpayer', person.personalId);
  const isMistyped = draw.chance(0.02);
  add(
    'taxpayer',
    person.personalId,
    isMistyped ? mistype(person.fullName) : person.fullName,
    person.birthDateKnown === 'YEAR' || draw.chance(0.01) ? person.dateOfBirth.slice(0, 4) : person.dateOfBirth,
    isMistyped ? 'MISMATCHED' : draw.chance(0.1) ? 'UNCHECKED' : 'MATCHED',
  );

  const registeredOn = `${Math.min(LATEST_YEAR, Number(person.dateOfBirth.slice(0, 4)) + draw.integer(20, 30))}-03-15`;
  const authority = `Thuế ${person.permanentAddress.provinceSince2025.name}`;
  const taxCode = nextTaxCode();
  const status = person.dateOfDeath ? 'CLOSED' : 'ACTIVE';
  add('registration', taxCode, person.personalId, 'INDIVIDUAL', status, registeredOn, authority, null, null);
  if (person.plantedCases.has('TWO_TAX_CODES') || draw.chance(0.005)) {
    const isMerged = draw.chance(0.5) && !person.plantedCases.has('TWO_TAX_CODES');
    add(
      'registration',
      nextTaxCode(),
      person.personalId,
      'INDIVIDUAL',
      isMerged ? 'CLOSED' : status,
      `${LATEST_YEAR - 1}-08-01`,
      authority,
      null,
      isMerged ? taxCode : null,
    );
  }
  if (person.occupation === 'BUSINESS_OWNER') {
    add(
      'registration',
      nextTaxCode(),
      person.personalId,
      'BUSINESS_HOUSEHOLD',
      status,
      `${LATEST_YEAR - 2}-01-10`,
      authority,
      draw.chance(0.7),
      null,
    );
  }

  addDependants(add, person, household);
  addIncomes(add, draw, person);
}

function addDependants(add: SeedRun['add'], person: Person, household: Household) {
  if (person.monthlyIncome === null) return;
  // One parent claims a child: the one with the lower personal ID when both earn.
  for (const child of household.members) {
    const isChild = person.childPersonalIds.includes(child.personalId) && child.age < 18;
    if (isChild && claims(person, child, household)) {
      add('dependant', person.personalId, child.personalId, 'CHILD', child.dateOfBirth.slice(0, 7));
    }
  }
}

function claims(person: Person, child: Person, household: Household): boolean {
  const earners = household.members.filter(
    ({ personalId, monthlyIncome }) =>
      monthlyIncome !== null && [child.fatherPersonalId, child.motherPersonalId].includes(personalId),
  );
  return earners.every(({ personalId }) => person.personalId <= personalId);
}

function addIncomes(add: SeedRun['add'], draw: ReturnType<SeedRun['random']>, person: Person) {
  if (person.monthlyIncome === null || person.dateOfDeath) return;
  for (let year = LATEST_YEAR; year > LATEST_YEAR - 3; year--) {
    const income = Math.round((person.monthlyIncome * 12 * (1 - 0.06 * (LATEST_YEAR - year))) / 1000) * 1000;
    const tax = Math.round((Math.max(0, income - 12 * PERSONAL_DEDUCTION) * 0.1) / 1000) * 1000;
    const isPaid = !draw.chance(0.03);
    add('income', person.personalId, year, income);
    if (tax > 0)
      add('obligation', person.personalId, 'PERSONAL_INCOME', String(year), tax, isPaid ? tax : Math.floor(tax / 2));
    if (person.occupation === 'BUSINESS_OWNER') {
      const valueAdded = Math.round(income * 0.01);
      add('obligation', person.personalId, 'VALUE_ADDED', String(year), valueAdded, isPaid ? valueAdded : 0);
    }
  }
}

/** Tax codes of individuals begin with 8; the made-up ones run through the reserved stems from 89 on. */
function createTaxCodes(): () => string {
  let serial = 0;
  return () => {
    for (;;) {
      const stem = `89${String(serial++).padStart(7, '0')}`;
      const checkDigit = taxCodeCheckDigit(stem);
      if (checkDigit < 10) return `${stem}${checkDigit}`;
    }
  };
}

/** As an officer might mistype a name: two letters of the given name change places. */
function mistype(name: string): string {
  return name.replace(/(\p{L})(\p{L})$/u, '$2$1');
}

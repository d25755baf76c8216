import type { Kysely } from 'kysely';
import { anyOf, many, one, personalIdOf } from '../_kit/reads.ts';

/** The tables of `migrations/`. */
export interface SocialInsuranceDatabase {
  insured: {
    personal_id: string;
    number: string;
    recorded_name: string;
    recorded_date_of_birth: string | null;
  };
  book: { personal_id: string; status: string; kind: string; months_paid: number };
  period: {
    personal_id: string;
    from_month: string;
    to_month: string | null;
    employer_name: string | null;
    employer_tax_code: string | null;
    salary_base: number;
  };
  unemployment: { personal_id: string; status: string; months: number };
  pension: { personal_id: string; kind: string; monthly_amount: number; pay_channel: string; since: string };
  facility: { code: string; name: string };
  health_card: {
    personal_id: string;
    legacy_code: string;
    insured_group: string;
    benefit_code: number;
    area_code: string | null;
    facility_code: string;
    valid_from: string;
    valid_to: string | null;
    five_years_continuous_on: string | null;
    printed_on: string;
    household_order: number | null;
  };
}

export type SocialInsuranceSource = ReturnType<typeof openSource>;

/** The reads of the insurance register: facilities by their code, all others by personal ID. */
export function openSource(database: Kysely<SocialInsuranceDatabase>) {
  return {
    insured: one(
      (personalIds) =>
        database
          .selectFrom('insured')
          .select([
            'personal_id as personalId',
            'number',
            'recorded_name as recordedName',
            'recorded_date_of_birth as recordedDateOfBirth',
          ])
          .where('personal_id', '=', anyOf(personalIds)),
      personalIdOf,
    ),
    books: one(
      (personalIds) =>
        database
          .selectFrom('book')
          .select(['personal_id as personalId', 'status', 'kind', 'months_paid as monthsPaid'])
          .where('personal_id', '=', anyOf(personalIds)),
      personalIdOf,
    ),
    periods: many(
      (personalIds) =>
        database
          .selectFrom('period')
          .select([
            'personal_id as personalId',
            'from_month as from',
            'to_month as to',
            'employer_name as employerName',
            'employer_tax_code as employerTaxCode',
            'salary_base as salaryBase',
          ])
          .where('personal_id', '=', anyOf(personalIds))
          .orderBy('from_month', 'desc'),
      personalIdOf,
    ),
    unemploymentInsurances: one(
      (personalIds) =>
        database
          .selectFrom('unemployment')
          .select(['personal_id as personalId', 'status', 'months'])
          .where('personal_id', '=', anyOf(personalIds)),
      personalIdOf,
    ),
    pensions: one(
      (personalIds) =>
        database
          .selectFrom('pension')
          .select([
            'personal_id as personalId',
            'kind',
            'monthly_amount as monthlyAmount',
            'pay_channel as payChannel',
            'since',
          ])
          .where('personal_id', '=', anyOf(personalIds)),
      personalIdOf,
    ),
    healthCards: one(
      (personalIds) =>
        database
          .selectFrom('health_card')
          .select([
            'personal_id as personalId',
            'legacy_code as legacyCode',
            'insured_group as group',
            'benefit_code as benefitCode',
            'area_code as areaCode',
            'facility_code as facilityCode',
            'valid_from as validFrom',
            'valid_to as validTo',
            'five_years_continuous_on as fiveYearsContinuousOn',
            'printed_on as printedOn',
            'household_order as householdOrder',
          ])
          .where('personal_id', '=', anyOf(personalIds)),
      personalIdOf,
    ),
    facilities: one(
      (codes) => database.selectFrom('facility').select(['code', 'name']).where('code', '=', anyOf(codes)),
      ({ code }) => code,
    ),
  };
}

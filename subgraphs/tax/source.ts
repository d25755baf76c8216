import type { Kysely } from 'kysely';
import { anyOf, many, one, personalIdOf } from '../_kit/reads.ts';

/** The tables of `migrations/`. */
export interface TaxDatabase {
  taxpayer: {
    personal_id: string;
    recorded_name: string;
    recorded_date_of_birth: string | null;
    match_status: string;
  };
  registration: {
    tax_code: string;
    personal_id: string;
    type: string;
    status: string;
    registered_on: string;
    authority: string;
    uses_e_invoice: boolean | null;
    merged_into: string | null;
  };
  dependant: { personal_id: string; dependant_personal_id: string; relation: string; deducted_from: string };
  income: { personal_id: string; year: number; amount: number };
  obligation: { personal_id: string; kind: string; period: string; amount: number; paid: number };
}

export type TaxSource = ReturnType<typeof openSource>;

/** The reads of the taxpayer register, all by personal ID. */
export function openSource(database: Kysely<TaxDatabase>) {
  return {
    taxpayers: one(
      (personalIds) =>
        database
          .selectFrom('taxpayer')
          .select([
            'personal_id as personalId',
            'recorded_name as recordedName',
            'recorded_date_of_birth as recordedDateOfBirth',
            'match_status as matchStatus',
          ])
          .where('personal_id', '=', anyOf(personalIds)),
      personalIdOf,
    ),
    registrations: many(
      (personalIds) =>
        database
          .selectFrom('registration')
          .select([
            'personal_id as personalId',
            'tax_code as taxCode',
            'type',
            'status',
            'registered_on as registeredOn',
            'authority',
            'uses_e_invoice as usesEInvoice',
            'merged_into as mergedInto',
          ])
          .where('personal_id', '=', anyOf(personalIds))
          .orderBy('registered_on')
          .orderBy('tax_code'),
      personalIdOf,
    ),
    dependants: many(
      (personalIds) =>
        database
          .selectFrom('dependant')
          .select([
            'personal_id as personalId',
            'dependant_personal_id as dependantPersonalId',
            'relation',
            'deducted_from as deductedFrom',
          ])
          .where('personal_id', '=', anyOf(personalIds))
          .orderBy('deducted_from')
          .orderBy('dependant_personal_id'),
      personalIdOf,
    ),
    incomes: many(
      (personalIds) =>
        database
          .selectFrom('income')
          .select(['personal_id as personalId', 'year', 'amount'])
          .where('personal_id', '=', anyOf(personalIds))
          .orderBy('year', 'desc'),
      personalIdOf,
    ),
    obligations: many(
      (personalIds) =>
        database
          .selectFrom('obligation')
          .select(['personal_id as personalId', 'kind', 'period', 'amount', 'paid'])
          .where('personal_id', '=', anyOf(personalIds))
          .orderBy('period', 'desc')
          .orderBy('kind'),
      personalIdOf,
    ),
  };
}

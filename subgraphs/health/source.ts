import type { Kysely } from 'kysely';
import { anyOf, many, one, personalIdOf } from '../_kit/reads.ts';

/** The tables of `migrations/`. */
export interface HealthDatabase {
  facility: { code: string; name: string; level: string; province: string; accepts_chip_id: boolean };
  vaccine_product: { code: string; disease: string; vaccine: string; product: string; manufacturer: string };
  profile: {
    personal_id: string;
    recorded_name: string;
    recorded_date_of_birth: string | null;
    verified_on: string | null;
    facility_code: string;
  };
  vaccination: {
    personal_id: string;
    disease: string;
    dose_number: number;
    total_doses: number;
    product_code: string;
    lot: string | null;
    administered_on: string;
    facility_code: string;
  };
  certificate: {
    code: string;
    personal_id: string;
    disease: string;
    dose_number: number;
    recorded_name: string;
    recorded_date_of_birth: string;
    nationality: string;
    issued_on: string;
    expires_on: string;
  };
  covid_test: { personal_id: string; taken_on: string; kind: string; result: string; facility_code: string };
  practice_licence: {
    number: string;
    personal_id: string;
    profession: string;
    scope_of_practice: string;
    issued_on: string;
    expires_on: string | null;
    status: string;
  };
}

export type HealthSource = ReturnType<typeof openSource>;

/** The reads of the health register: by personal ID, and facilities by their code. */
export function openSource(database: Kysely<HealthDatabase>) {
  return {
    profiles: one(
      (personalIds) =>
        database
          .selectFrom('profile')
          .select([
            'personal_id as personalId',
            'recorded_name as recordedName',
            'recorded_date_of_birth as recordedDateOfBirth',
            'verified_on as verifiedOn',
            'facility_code as facilityCode',
          ])
          .where('personal_id', '=', anyOf(personalIds)),
      personalIdOf,
    ),
    vaccinations: many(
      (personalIds) =>
        database
          .selectFrom('vaccination')
          .leftJoin('vaccine_product', 'vaccine_product.code', 'vaccination.product_code')
          .select([
            'personal_id as personalId',
            'vaccination.disease',
            'dose_number as doseNumber',
            'total_doses as totalDoses',
            'vaccine',
            'product',
            'manufacturer',
            'lot',
            'administered_on as administeredOn',
            'facility_code as facilityCode',
          ])
          .where('personal_id', '=', anyOf(personalIds))
          .orderBy('administered_on')
          .orderBy('vaccination.disease')
          .orderBy('dose_number'),
      personalIdOf,
    ),
    certificates: many(
      (personalIds) =>
        database
          .selectFrom('certificate')
          .innerJoin('vaccination', (join) =>
            join
              .onRef('vaccination.personal_id', '=', 'certificate.personal_id')
              .onRef('vaccination.disease', '=', 'certificate.disease')
              .onRef('vaccination.dose_number', '=', 'certificate.dose_number'),
          )
          .leftJoin('vaccine_product', 'vaccine_product.code', 'vaccination.product_code')
          .select([
            'certificate.personal_id as personalId',
            'certificate.code',
            'recorded_name as recordedName',
            'recorded_date_of_birth as recordedDateOfBirth',
            'nationality',
            'certificate.disease',
            'certificate.dose_number as doseNumber',
            // The certificate attests the last of the doses given by its day of issue.
            'certificate.dose_number as totalDoses',
            'administered_on as administeredOn',
            'vaccine',
            'product',
            'manufacturer',
            'issued_on as issuedOn',
            'expires_on as expiresOn',
          ])
          .where('certificate.personal_id', '=', anyOf(personalIds))
          .orderBy('issued_on', 'desc')
          .orderBy('certificate.code'),
      personalIdOf,
    ),
    covidTests: many(
      (personalIds) =>
        database
          .selectFrom('covid_test')
          .select([
            'personal_id as personalId',
            'taken_on as takenOn',
            'kind',
            'result',
            'facility_code as facilityCode',
          ])
          .where('personal_id', '=', anyOf(personalIds))
          .orderBy('taken_on', 'desc')
          .orderBy('kind'),
      personalIdOf,
    ),
    licences: many(
      (personalIds) =>
        database
          .selectFrom('practice_licence')
          .select([
            'personal_id as personalId',
            'number',
            'profession',
            'scope_of_practice as scopeOfPractice',
            'issued_on as issuedOn',
            'expires_on as expiresOn',
            'status',
          ])
          .where('personal_id', '=', anyOf(personalIds))
          .orderBy('issued_on')
          .orderBy('number'),
      personalIdOf,
    ),
    facilities: one(
      (codes) =>
        database
          .selectFrom('facility')
          .select(['code', 'name', 'level', 'province', 'accepts_chip_id as acceptsChipId'])
          .where('code', '=', anyOf(codes)),
      ({ code }) => code,
    ),
  };
}

import type { Kysely } from 'kysely';
import { anyOf, many, one, personalIdOf } from '../_kit/reads.ts';

/** The tables of `migrations/`. */
export interface CivilServantsDatabase {
  agency: { code: string; name: string; kind: string; province: string };
  civil_servant: {
    personal_id: string;
    recorded_name: string;
    recorded_date_of_birth: string | null;
    kind: string;
    recruited_on: string;
    agency_code: string;
    position: string;
    rank_code: string | null;
    highest_qualification: string;
    major: string | null;
    has_asset_declaration_duty: boolean;
    salary_step: number | null;
    salary_coefficient: number | null;
    party_joined_on: string | null;
    political_theory: string | null;
  };
  foreign_language: { personal_id: string; language: string; level: number };
  work_period: {
    personal_id: string;
    from_month: string;
    until_month: string | null;
    agency_code: string;
    position: string;
  };
  training: {
    personal_id: string;
    from_month: string;
    until_month: string;
    name: string;
    institution: string;
    certificate: string | null;
  };
  commendation: { personal_id: string; year: number; title: string };
  foreign_trip: { personal_id: string; from_month: string; until_month: string; country: string; purpose: string };
  discipline: { personal_id: string; decided_on: string; measure: string; reason: string };
  relative: { personal_id: string; relative_personal_id: string; relation: string };
}

export type CivilServantsSource = ReturnType<typeof openSource>;

/** The reads of the civil service register: by personal ID, and agencies by their code. */
export function openSource(database: Kysely<CivilServantsDatabase>) {
  return {
    civilServants: one(
      (personalIds) =>
        database
          .selectFrom('civil_servant')
          .select([
            'personal_id as personalId',
            'recorded_name as recordedName',
            'recorded_date_of_birth as recordedDateOfBirth',
            'kind',
            'recruited_on as recruitedOn',
            'agency_code as agencyCode',
            'position',
            'rank_code as rankCode',
            'highest_qualification as highestQualification',
            'major',
            'has_asset_declaration_duty as hasAssetDeclarationDuty',
            'salary_step as salaryStep',
            'salary_coefficient as salaryCoefficient',
            'party_joined_on as partyJoinedOn',
            'political_theory as politicalTheory',
          ])
          .where('personal_id', '=', anyOf(personalIds)),
      personalIdOf,
    ),
    languages: many(
      (personalIds) =>
        database
          .selectFrom('foreign_language')
          .select(['personal_id as personalId', 'language', 'level'])
          .where('personal_id', '=', anyOf(personalIds))
          .orderBy('language'),
      personalIdOf,
    ),
    workPeriods: many(
      (personalIds) =>
        database
          .selectFrom('work_period')
          .select([
            'personal_id as personalId',
            'from_month as from',
            'until_month as until',
            'agency_code as agencyCode',
            'position',
          ])
          .where('personal_id', '=', anyOf(personalIds))
          .orderBy('from_month'),
      personalIdOf,
    ),
    trainings: many(
      (personalIds) =>
        database
          .selectFrom('training')
          .select([
            'personal_id as personalId',
            'name',
            'institution',
            'from_month as from',
            'until_month as until',
            'certificate',
          ])
          .where('personal_id', '=', anyOf(personalIds))
          .orderBy('from_month', 'desc')
          .orderBy('name'),
      personalIdOf,
    ),
    commendations: many(
      (personalIds) =>
        database
          .selectFrom('commendation')
          .select(['personal_id as personalId', 'year', 'title'])
          .where('personal_id', '=', anyOf(personalIds))
          .orderBy('year', 'desc')
          .orderBy('title'),
      personalIdOf,
    ),
    foreignTrips: many(
      (personalIds) =>
        database
          .selectFrom('foreign_trip')
          .select(['personal_id as personalId', 'country', 'from_month as from', 'until_month as until', 'purpose'])
          .where('personal_id', '=', anyOf(personalIds))
          .orderBy('from_month', 'desc')
          .orderBy('country'),
      personalIdOf,
    ),
    disciplines: many(
      (personalIds) =>
        database
          .selectFrom('discipline')
          .select(['personal_id as personalId', 'decided_on as decidedOn', 'measure', 'reason'])
          .where('personal_id', '=', anyOf(personalIds))
          .orderBy('decided_on', 'desc'),
      personalIdOf,
    ),
    relatives: many(
      (personalIds) =>
        database
          .selectFrom('relative')
          .select(['personal_id as personalId', 'relative_personal_id as relativePersonalId', 'relation'])
          .where('personal_id', '=', anyOf(personalIds))
          .orderBy('relation')
          .orderBy('relative_personal_id'),
      personalIdOf,
    ),
    agencies: one(
      (codes) =>
        database.selectFrom('agency').select(['code', 'name', 'kind', 'province']).where('code', '=', anyOf(codes)),
      ({ code }) => code,
    ),
  };
}

import type { Kysely } from 'kysely';
import { anyOf, many, one, personalIdOf } from '../_kit/reads.ts';

/** The tables of `migrations/`. */
export interface CourtsDatabase {
  court: { code: string; name: string; dissolved_on: string | null; successor_code: string | null };
  court_case: {
    register_number: string;
    court_code: string;
    acceptance_number: string;
    kind: string;
    accepted_on: string;
    stage: string;
    judgment_number: string | null;
    judgment_on: string | null;
  };
  party: {
    register_number: string;
    personal_id: string;
    role: string;
    recorded_name: string;
    recorded_date_of_birth: string | null;
    address_in_file: string | null;
    is_eid_verified: boolean;
  };
  evidence: { register_number: string; number: number; document_kind: string; issuer: string; sha256: string };
}

export type CourtsSource = ReturnType<typeof openSource>;

/** The reads of the courts' register: by personal ID, by case and by court. */
export function openSource(database: Kysely<CourtsDatabase>) {
  return {
    participations: many(
      (personalIds) =>
        database
          .selectFrom('party')
          .innerJoin('court_case', 'court_case.register_number', 'party.register_number')
          .select([
            'personal_id as personalId',
            'party.register_number as registerNumber',
            'kind',
            'role',
            'recorded_name as recordedName',
            'recorded_date_of_birth as recordedDateOfBirth',
            'address_in_file as addressInFile',
            'is_eid_verified as isEidVerified',
          ])
          .where('personal_id', '=', anyOf(personalIds))
          .orderBy('accepted_on', 'desc')
          .orderBy('party.register_number')
          .orderBy('role'),
      personalIdOf,
    ),
    cases: one(
      (registerNumbers) =>
        database
          .selectFrom('court_case')
          .select([
            'register_number as registerNumber',
            'court_code as courtCode',
            'acceptance_number as acceptanceNumber',
            'kind',
            'accepted_on as acceptedOn',
            'stage',
            'judgment_number as judgmentNumber',
            'judgment_on as judgmentOn',
          ])
          .where('register_number', '=', anyOf(registerNumbers)),
      registerNumberOf,
    ),
    parties: many(
      (registerNumbers) =>
        database
          .selectFrom('party')
          .select(['register_number as registerNumber', 'personal_id as personalId', 'role'])
          .where('register_number', '=', anyOf(registerNumbers))
          .orderBy('role')
          .orderBy('personal_id'),
      registerNumberOf,
    ),
    evidence: many(
      (registerNumbers) =>
        database
          .selectFrom('evidence')
          .select(['register_number as registerNumber', 'document_kind as documentKind', 'issuer', 'sha256'])
          .where('register_number', '=', anyOf(registerNumbers))
          .orderBy('number'),
      registerNumberOf,
    ),
    courts: one(
      (codes) =>
        database
          .selectFrom('court')
          .select(['code', 'name', 'dissolved_on as dissolvedOn', 'successor_code as successorCode'])
          .where('code', '=', anyOf(codes)),
      ({ code }) => code,
    ),
  };
}

function registerNumberOf({ registerNumber }: { readonly registerNumber: string }): string {
  return registerNumber;
}

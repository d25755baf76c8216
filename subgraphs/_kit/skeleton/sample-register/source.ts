import type { Kysely } from 'kysely';
import { anyOf, one, personalIdOf } from '../../reads.ts';

/** The tables of `migrations/`. */
export interface SampleRegisterDatabase {
  entry: {
    personal_id: string;
    recorded_name: string;
    recorded_date_of_birth: string;
    registered_on: string;
  };
}

export type SampleRegisterSource = ReturnType<typeof openSource>;

/** The reads of the sample register, all by personal ID. */
export function openSource(database: Kysely<SampleRegisterDatabase>) {
  return {
    entries: one(
      (personalIds) =>
        database
          .selectFrom('entry')
          .select([
            'personal_id as personalId',
            'recorded_name as recordedName',
            'recorded_date_of_birth as recordedDateOfBirth',
            'registered_on as registeredOn',
          ])
          .where('personal_id', '=', anyOf(personalIds)),
      personalIdOf,
    ),
  };
}

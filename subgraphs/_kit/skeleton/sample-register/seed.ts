import { recordCopy } from '../../seeding/recorded-copy.ts';
import type { Seed } from '../../seeding/seed.ts';

/** How likely a name or a date of birth on file is wrong. Nobody is right everywhere; the citizen of the example is. */
const ERROR_RATE = 0.02;

/** Every adult has an entry since the year in which they came of age. */
export const seed: Seed = {
  tables: {
    entry: ['personal_id', 'recorded_name', 'recorded_date_of_birth', 'registered_on'],
  },
  open: ({ add, random }) => {
    return ({ members }) => {
      for (const person of members.filter(({ age }) => age >= 18)) {
        const errorRate = person.plantedCases.has('SHOWCASE') ? 0 : ERROR_RATE;
        const recorded = recordCopy(random('entry', person.personalId), person, errorRate);
        const registeredOn = `${Number(person.dateOfBirth.slice(0, 4)) + 18}-01-02`;
        add('entry', person.personalId, recorded.name, recorded.dateOfBirth, registeredOn);
      }
    };
  },
};

import type { Seed } from '../../seeding/seed.ts';

/** Every adult has an entry. A few files know only the year of birth, as real ones do. */
export const seed: Seed = {
  tables: {
    entry: ['personal_id', 'recorded_name', 'recorded_date_of_birth', 'registered_on'],
  },
  open: ({ add, random }) => {
    return ({ members }) => {
      for (const { personalId, fullName, dateOfBirth, age, plantedCases } of members) {
        if (age < 18) continue;
        const yearOfBirth = dateOfBirth.slice(0, 4);
        const knowsTheDay = plantedCases.has('SHOWCASE') || !random('entry', personalId).chance(0.02);
        const registeredOn = `${Number(yearOfBirth) + 18}-01-02`;
        add('entry', personalId, fullName, knowsTheDay ? dateOfBirth : yearOfBirth, registeredOn);
      }
    };
  },
};

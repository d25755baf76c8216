import type { Occupation, Person } from '../../_kit/people/person.ts';
import type { SeedRun } from '../../_kit/seeding/seed.ts';

export type AgencyKind = 'ADMINISTRATION' | 'SCHOOL' | 'HOSPITAL' | 'COURT';

/** Agency codes of the people who work in the public service; each agency is written when its first person comes. */
export interface Agencies {
  /** Where the person works; null for those who do not work in a public body of this register. */
  readonly find: (person: Person) => string | null;
  /** Another agency of the same kind in the province, of somebody who came before; else the same one. */
  readonly findEarlier: (agencyCode: string) => string;
}

/** Occupations of this register with the kind of agency and the number that stands for it in the made-up codes. */
const kinds: Partial<Record<Occupation, readonly [AgencyKind, number]>> = {
  CIVIL_SERVANT: ['ADMINISTRATION', 901],
  TEACHER: ['SCHOOL', 902],
  DOCTOR: ['HOSPITAL', 903],
  JUDGE: ['COURT', 904],
};

/** What it keeps is bounded: four agencies for each of the 705 districts. */
export function createAgencies(add: SeedRun['add']): Agencies {
  const written = new Set<string>();
  const lastOfKind = new Map<string, string>();
  const earlier = new Map<string, string>();
  return {
    find: ({ occupation, employer, permanentAddress: { provinceSince2025, district } }) => {
      const kind = kinds[occupation];
      if (kind === undefined || employer === null) return null;
      const code = `H${provinceSince2025.code}.${district.code}.${kind[1]}`;
      if (!written.has(code)) {
        written.add(code);
        add('agency', code, employer.name, kind[0], provinceSince2025.name);
        const place = `${provinceSince2025.code} ${kind[0]}`;
        earlier.set(code, lastOfKind.get(place) ?? code);
        lastOfKind.set(place, code);
      }
      return code;
    },
    findEarlier: (agencyCode) => earlier.get(agencyCode) ?? agencyCode,
  };
}

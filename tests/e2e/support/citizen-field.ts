import { plantedHouseholds } from '../../../subgraphs/_kit/people/planted/planted-households.ts';

const people = new Map(
  plantedHouseholds.flatMap(({ members }) => members).map((person) => [person.personalId, person]),
);

/** The field of a query by which a clerk names a planted citizen; others under a name that would be theirs. */
export function citizenField(personalId: string): string {
  return `citizen(personalId: "${personalId}", ${restOf(personalId)})`;
}

/** The same by a number of 9 digits. */
export function byLegacyId(number: string, personalId: string): string {
  return `citizenByLegacyId(number: "${number}", ${restOf(personalId)})`;
}

function restOf(personalId: string): string {
  const { fullName, dateOfBirth } = people.get(personalId) ?? { fullName: 'Lê Văn Vô', dateOfBirth: '1990-01-01' };
  const purpose = '{ code: "birth-registration", dossier: "T-1" }';
  return `fullName: "${fullName}", dateOfBirth: "${dateOfBirth}", purpose: ${purpose}`;
}

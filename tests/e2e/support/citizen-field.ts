import { plantedHouseholds } from '../../../subgraphs/_kit/people/planted/planted-households.ts';

const people = new Map(
  plantedHouseholds.flatMap(({ members }) => members).map((person) => [person.personalId, person]),
);

/** The field of a query by which a clerk names a planted citizen; others under a name that would be theirs. */
export function citizenField(personalId: string): string {
  const { fullName, dateOfBirth } = people.get(personalId) ?? { fullName: 'Lê Văn Vô', dateOfBirth: '1990-01-01' };
  const who = `personalId: "${personalId}", fullName: "${fullName}", dateOfBirth: "${dateOfBirth}"`;
  return `citizen(${who}, purpose: { code: "birth-registration", dossier: "T-1" })`;
}

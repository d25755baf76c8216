import { generateHouseholds } from '../../../subgraphs/_kit/people/generate-households.ts';
import { CITIZENS } from '../../contract/open-subject.ts';

const people = [...generateHouseholds({ citizens: CITIZENS })].flatMap(({ members }) => members);

/** Names and numbers of all that are in the databases. */
const personalData = people.flatMap((person) =>
  [
    person.fullName,
    person.otherName,
    person.personalId,
    person.phone,
    person.email,
    ...person.supersededPersonalIds.map(({ personalId }) => personalId),
    ...person.legacyIdNumbers.map(({ number }) => number),
  ].filter((datum) => datum !== null),
);

/** The personal data that a text holds, in any case of letters. */
export function findPersonalData(text: string): string[] {
  const haystack = text.toLocaleUpperCase('vi');
  return personalData.filter((datum) => haystack.includes(datum.toLocaleUpperCase('vi')));
}

import { generateHouseholds } from '../../subgraphs/_kit/people/generate-households.ts';
import { CITIZENS } from './open-subject.ts';

const people = [...generateHouseholds({ citizens: CITIZENS })].flatMap(({ members }) => members);

/** The personal IDs of all that are made up for the contract tests, those that were replaced among them. */
export const personalIds: readonly string[] = people.flatMap(({ personalId, supersededPersonalIds }) => [
  personalId,
  ...supersededPersonalIds.map((superseded) => superseded.personalId),
]);

/** Nobody bears these: the generator's serials are in the 9xxxxx. */
export const unknownPersonalIds: readonly string[] = ['001085000001', '999999000002'];

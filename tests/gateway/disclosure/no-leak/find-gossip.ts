import type { SentRequest } from './ask.ts';
import type { Told } from './tell-apart.ts';
import type { Population } from './world.ts';

/** Personal data that stands beside the data of an answer: in errors, or in what is told of it as a whole. */
export function findGossip(
  { errors, extensions }: Told,
  { self, variables }: SentRequest,
  population: Population,
): string[] {
  const { disclosure, ...others } = { ...extensions };
  const beside = JSON.stringify([errors, disclosure, others]);
  const given = JSON.stringify([self, variables]);
  // A number that was replaced, and one of an old card, is told with the one in use.
  const named = population.families.flat().filter(({ legacyId }) => legacyId !== undefined && given.includes(legacyId));
  const known = new Set([
    ...named.map(({ personalId }) => personalId),
    ...(given.match(PERSONAL_ID) ?? []).flatMap((number) => [number, population.find(number)?.personalId]),
  ]);
  const numbers = (beside.match(PERSONAL_ID) ?? []).filter((number) => !known.has(number));
  const people = population.families.flat().filter(({ fullName }) => beside.includes(fullName));
  const values = beside.match(VALUE) ?? [];
  return [...numbers, ...people.map(({ fullName }) => fullName), ...values].map(
    (datum) => `told beside the data: ${datum}`,
  );
}

const PERSONAL_ID = /(?<![0-9-])[0-9]{12}(?![0-9])/g;

/** Values of the made-up city, of a form of their own. */
const VALUE =
  /(?:religion|passport|visa|licence|tax|blood|lot \d) \w+ \d+|ruling \d|note \d|Diet of|Fine for|Summons:|Dear /g;

import type { Kin } from './family.ts';
import { drawPeople, KINH, type People } from './peoples.ts';
import type { Person } from './person.ts';
import { drawProvince, isSouthern, type Province } from './places.ts';
import type { Random } from './random.ts';
import { drawReligion } from './religions.ts';
import { readTable } from './table.ts';
import { weighted } from './weighted.ts';

/** What children take from their father's family. */
export interface Lineage {
  readonly surname: string;
  readonly origin: Province;
  readonly people: People;
  readonly religion: Person['religion'];
}

/**
 * Draws the lineages of the members of a household: children have their father's, or their mother's where she never
 * married; siblings share one; who marries into the family keeps their own.
 * @returns a function that tells the lineage of each member
 */
export function drawLineages(random: Random, [head]: readonly Kin[], residence: Province): (kin: Kin) => Lineage {
  const usual = drawLineage(random, residence);
  const known = new Map<Kin, Lineage>();
  const fatherless = new Map<Kin, Lineage>();

  const lineageOf = (kin: Kin): Lineage => remember(known, kin, () => findLineage(kin));
  const findLineage = (kin: Kin): Lineage => {
    if (kin.father !== null) return lineageOf(kin.father);
    if (kin.mother !== null) return lineageFromMother(kin.mother);
    if (kin === head || kin.relation === 'SIBLING') return usual;
    return drawLineageInLaw(random, residence, usual);
  };
  const lineageFromMother = (mother: Kin): Lineage => {
    if (mother.maritalStatus === 'SINGLE') return lineageOf(mother);
    return remember(fatherless, mother, () => drawLineageInLaw(random, residence, lineageOf(mother)));
  };
  return lineageOf;
}

function remember<K, V>(known: Map<K, V>, key: K, find: () => V): V {
  let value = known.get(key);
  if (value === undefined) {
    value = find();
    known.set(key, value);
  }
  return value;
}

/** A family that lives in `residence` now and may have come from elsewhere. */
function drawLineage(random: Random, residence: Province): Lineage {
  const origin = random.chance(MIGRANTS[residence.code] ?? 0.08) ? drawProvince(random) : residence;
  return drawLineageOf(random, origin, drawPeople(random, origin));
}

/** A family that marries into another: of the same people in nine of ten, and then often from the same province. */
function drawLineageInLaw(random: Random, residence: Province, family: Lineage): Lineage {
  if (random.chance(family.people === KINH ? 0.5 : 0.1)) return drawLineage(random, residence);
  return drawLineageOf(random, family.origin, family.people);
}

function drawLineageOf(random: Random, origin: Province, people: People): Lineage {
  return {
    surname: drawSurname(random, origin, people),
    origin,
    people,
    religion: drawReligion(random, people, origin),
  };
}

function drawSurname(random: Random, origin: Province, people: People): string {
  // Surnames of two words are written with a hyphen in the table.
  if (people.surnames.length > 0) return random.pick(people.surnames).replace('-', ' ');
  return (isSouthern(origin.code) ? drawSouthern : drawNorthern)(random);
}

const surnames = readTable<'north' | 'south' | 'weight'>('surnames.tsv');
const drawNorthern = weighted(surnames.map(({ north, weight }) => [north, Number(weight)]));
const drawSouthern = weighted(surnames.map(({ south, weight }) => [south, Number(weight)]));

/** Share of families from anywhere in the country, where many have moved to; a guess. */
const MIGRANTS: Readonly<Record<string, number>> = {
  '001': 0.2,
  '027': 0.15,
  '048': 0.2,
  '066': 0.2,
  '067': 0.25,
  '068': 0.2,
  '070': 0.2,
  '074': 0.45,
  '075': 0.3,
  '077': 0.2,
  '079': 0.35,
};

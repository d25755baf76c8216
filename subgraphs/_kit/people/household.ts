import { drawAddress } from './addresses.ts';
import { drawBirths } from './birth.ts';
import { AS_OF_DAY, ageOn, toDate } from './calendar.ts';
import { drawContact } from './contact.ts';
import type { Kin } from './family.ts';
import { drawLineages } from './lineage.ts';
import { fullNameOf } from './names.ts';
import { drawCardAndEid, drawLegacyNumbers } from './papers.ts';
import { DATA_AS_OF, type Household, type Person, type PlantedCase } from './person.ts';
import { drawPlace, drawProvince, provinces } from './places.ts';
import { createRandom, type Random } from './random.ts';
import type { Serials } from './serials.ts';
import { weighted } from './weighted.ts';
import { drawWork } from './work.ts';

export interface HouseholdContext {
  readonly seed: string;
  /** Households are numbered from 0; each draws from streams of its own. */
  readonly number: number;
  /** How many people were generated before this household's. */
  readonly firstPerson: number;
  readonly serials: Serials;
}

/** Gives a family a home, names, numbers, papers and work. */
export function createHousehold(kins: readonly Kin[], context: HouseholdContext): Household {
  const { seed, number, firstPerson, serials } = context;
  const stream = (purpose: string) => createRandom(seed, purpose, number);
  const home = stream('home');
  const place = drawPlace(home, drawProvince(home));
  const address = drawAddress(home, place);
  const householdId = `H${String(number).padStart(9, '0')}`;

  const lineageOf = drawLineages(stream('lineage'), kins, place.province);
  const births = drawBirths(stream('birth'), serials, kins, place.province, lineageOf);
  const personalIdOf = (kin: Kin | null) => (kin && births.get(kin)?.personalId) ?? null;

  const [papers, work, contact, rest] = [stream('papers'), stream('work'), stream('contact'), stream('rest')];
  const members = Array.from(births, ([kin, birth], i): Person => {
    const dateOfDeath = kin.diedOn === null ? null : toDate(kin.diedOn);
    const age = ageOn(birth.dateOfBirth, dateOfDeath ?? DATA_AS_OF);
    const fullName = fullNameOf(birth.name);
    const { origin, people, religion } = lineageOf(kin);
    const card = drawCardAndEid(papers, age);
    const born = provinces.find(({ code }) => code === birth.birthRegistration.code) ?? place.province;
    return {
      ...birth,
      supersededPersonalIds: [],
      fullName,
      otherName: age > 55 && rest.chance(0.03) ? rest.pick(OTHER_NAMES) : null,
      sex: kin.sex,
      birthDateKnown: 'DAY',
      age,
      ethnicity: { code: people.code, name: people.name },
      religion,
      bloodGroup: rest.chance(0.4) ? drawBloodGroup(rest) : null,
      nationalities: rest.chance(0.001) ? ['VN', 'US'] : ['VN'],
      origin: { code: origin.code, name: origin.name },
      fatherPersonalId: personalIdOf(kin.father),
      motherPersonalId: personalIdOf(kin.mother),
      spousePersonalId: personalIdOf(kin.spouse),
      childPersonalIds: kins
        .filter(({ father, mother }) => father === kin || mother === kin)
        .flatMap((child) => personalIdOf(child) ?? []),
      maritalStatus: kin.maritalStatus,
      householdId,
      relationToHead: kin.relation,
      permanentAddress: address,
      temporaryAddress: age >= 18 && age < 45 && rest.chance(0.08) ? drawTemporaryAddress(rest) : null,
      legacyIdNumbers: drawLegacyNumbers(papers, serials, kin.bornOn, [born, place.province]),
      ...card,
      ...drawContact(contact, firstPerson + i, { age, eidLevel: card.eidLevel, fullName }),
      ...drawWork(work, age, place),
      ...(dateOfDeath !== null && ENDED_BY_DEATH),
      dateOfDeath,
      plantedCases: NO_CASES,
    };
  });
  return { householdId, address, members };
}

/** Students and workers who live elsewhere for up to three years. */
function drawTemporaryAddress(random: Random): Person['temporaryAddress'] {
  const address = drawAddress(random, drawPlace(random, drawProvince(random)));
  return { address, since: toDate(AS_OF_DAY - random.integer(30, 3 * 365)) };
}

const drawBloodGroup = weighted<Person['bloodGroup']>([
  ['O', 42],
  ['B', 31],
  ['A', 21],
  ['AB', 6],
]);

/** What the family calls its elders, by the order of birth. */
const OTHER_NAMES = ['Hai', 'Ba', 'Tư', 'Năm', 'Sáu', 'Bảy', 'Út'] as const;

const ENDED_BY_DEATH = {
  occupation: 'NONE',
  employer: null,
  monthlyIncome: null,
  eidLevel: 0,
  phone: null,
  email: null,
} satisfies Partial<Person>;

const NO_CASES: ReadonlySet<PlantedCase> = new Set();

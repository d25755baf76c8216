import { addressAt } from '../addresses.ts';
import { COUNTRIES } from '../birth.ts';
import { ageOn } from '../calendar.ts';
import { drawCompany, type PublicOccupation, publicBodyOf } from '../employers.ts';
import { fullNameOf } from '../names.ts';
import { getPeople } from '../peoples.ts';
import { DATA_AS_OF, type Household, type Person, type PersonName, type PlantedCase, type Unit } from '../person.ts';
import { getProvince, type Place, provinces } from '../places.ts';
import { createRandom } from '../random.ts';

/** A household with people whose numbers never change. What is left out is usual for the age, and nothing special. */
export interface PlantedHousehold {
  /** Code of the commune (5 digits), or of the district (3 digits) on an island without communes. */
  readonly at: string;
  readonly detail: string;
  readonly members: readonly PlantedPerson[];
}

export interface PlantedPerson
  extends Partial<Omit<Person, 'name' | 'employer' | 'plantedCases' | 'origin' | 'temporaryAddress'>> {
  readonly personalId: string;
  /** Surname, middle words, given name. */
  readonly name: string;
  readonly sex: Person['sex'];
  readonly dateOfBirth: string;
  /** Code of the province; the one of birth when left out. */
  readonly from?: string;
  /** Lodges elsewhere: the commune's code, house and street, and since when. */
  readonly lodges?: { readonly at: string; readonly detail: string; readonly since: string };
  readonly cases?: readonly PlantedCase[];
}

/** @param number  the household's, among the planted ones */
export function plantHousehold({ at, detail, members }: PlantedHousehold, number: number): Household {
  const place = getPlace(at);
  const household = { householdId: `H99${String(number).padStart(7, '0')}`, address: addressAt(place, detail) };
  return { ...household, members: members.map((person) => plantPerson(person, members, place, household)) };
}

function plantPerson(
  planted: PlantedPerson,
  members: readonly PlantedPerson[],
  place: Place,
  { householdId, address }: Omit<Household, 'members'>,
): Person {
  const { personalId, name: text, from, lodges, cases = [], ...given } = planted;
  const name = parseName(text);
  const age = ageOn(given.dateOfBirth, given.dateOfDeath ?? DATA_AS_OF);
  const birthRegistration = given.birthRegistration ?? findPlaceOfBirth(personalId.slice(0, 3));
  const occupation = given.occupation ?? usualOccupation(age);
  const serial = personalId.slice(-4);
  return {
    personalId,
    supersededPersonalIds: [],
    name,
    fullName: fullNameOf(name),
    otherName: null,
    birthDateKnown: 'DAY',
    age,
    ethnicity: unit(getPeople('01')),
    religion: null,
    bloodGroup: null,
    nationalities: ['VN'],
    birthRegistration,
    origin: from === undefined ? findOrigin(birthRegistration, place) : unit(getProvince(from)),
    fatherPersonalId: null,
    motherPersonalId: null,
    spousePersonalId: null,
    childPersonalIds: members.filter((other) => isChildOf(other, personalId)).map((child) => child.personalId),
    maritalStatus: given.spousePersonalId ? 'MARRIED' : 'SINGLE',
    householdId,
    relationToHead: 'HEAD',
    permanentAddress: address,
    temporaryAddress: lodges ? { address: addressAt(getPlace(lodges.at), lodges.detail), since: lodges.since } : null,
    legacyIdNumbers: [],
    hasChipCard: age >= 14,
    eidLevel: age >= 14 ? 2 : 0,
    phone: age >= 14 ? `071990${serial}` : null,
    email: null,
    schooling: age < 11 ? 'NONE' : age < 15 ? 'PRIMARY' : age < 18 ? 'LOWER_SECONDARY' : 'UPPER_SECONDARY',
    occupation,
    employer: findEmployer(occupation, place),
    monthlyIncome: age < 18 || occupation === 'NONE' || occupation === 'STUDENT' ? null : 9_000_000,
    dateOfDeath: null,
    ...given,
    plantedCases: new Set(cases),
  };
}

function getPlace(code: string): Place {
  for (const province of provinces) {
    for (const district of province.districts) {
      if (district.code === code && district.communes.length === 0) return { province, district, commune: null };
      const commune = district.communes.find((candidate) => candidate.code === code);
      if (commune) return { province, district, commune };
    }
  }
  throw new RangeError(`No place has the code ${code}`);
}

function parseName(text: string): PersonName {
  const [surname = '', ...rest] = text.split(' ');
  return { surname, middle: rest.slice(0, -1).join(' '), given: rest.at(-1) ?? '' };
}

function findPlaceOfBirth(code: string): Unit {
  return COUNTRIES.find((country) => country.code === code) ?? unit(getProvince(code));
}

function findOrigin(birthRegistration: Unit, place: Place): Unit {
  return COUNTRIES.includes(birthRegistration) ? unit(place.province) : birthRegistration;
}

function isChildOf({ fatherPersonalId, motherPersonalId }: PlantedPerson, personalId: string): boolean {
  return fatherPersonalId === personalId || motherPersonalId === personalId;
}

function usualOccupation(age: number): Person['occupation'] {
  if (age < 6) return 'CHILD';
  if (age < 18) return 'PUPIL';
  return age < 60 ? 'SELF_EMPLOYED' : 'NONE';
}

function findEmployer(occupation: Person['occupation'], place: Place): Person['employer'] {
  if (occupation === 'EMPLOYEE') return drawCompany(createRandom('planted', place.province.code), place);
  const official = ['CIVIL_SERVANT', 'TEACHER', 'DOCTOR', 'POLICE', 'JUDGE'] as const satisfies PublicOccupation[];
  const found = official.find((candidate) => candidate === occupation);
  return found ? publicBodyOf(found, place) : null;
}

function unit({ code, name }: Unit): Unit {
  return { code, name };
}

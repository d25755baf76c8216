import { AS_OF_DAY, toDate, toDay } from '../_kit/people/calendar.ts';
import { DATA_AS_OF, type Person } from '../_kit/people/person.ts';
import type { Random } from '../_kit/people/random.ts';
import { type RecordedCopy, recordCopy } from '../_kit/seeding/recorded-copy.ts';
import type { Seed, SeedRun } from '../_kit/seeding/seed.ts';
import { type Dose, drawDoses } from './seed/doses.ts';
import { facilities, listFacilities } from './seed/facilities.ts';
import { vaccineProducts } from './seed/vaccines.ts';

/** Everybody with a dose, a test or a licence has a profile; one name or birth date in fifty was written down wrong. */
export const seed: Seed = {
  tables: {
    facility: ['code', 'name', 'level', 'province', 'accepts_chip_id'],
    vaccine_product: ['code', 'disease', 'vaccine', 'product', 'manufacturer'],
    profile: ['personal_id', 'recorded_name', 'recorded_date_of_birth', 'verified_on', 'facility_code'],
    vaccination: [
      'personal_id',
      'disease',
      'dose_number',
      'total_doses',
      'product_code',
      'lot',
      'administered_on',
      'facility_code',
    ],
    certificate: [
      'code',
      'personal_id',
      'disease',
      'dose_number',
      'recorded_name',
      'recorded_date_of_birth',
      'nationality',
      'issued_on',
      'expires_on',
    ],
    covid_test: ['personal_id', 'taken_on', 'kind', 'result', 'facility_code'],
    practice_licence: ['number', 'personal_id', 'profession', 'scope_of_practice', 'issued_on', 'expires_on', 'status'],
  },
  open: (run) => {
    for (const { code, name, level, province, acceptsChipId } of facilities) {
      run.add('facility', code, name, level, province, acceptsChipId);
    }
    for (const { code, disease, vaccine, product, manufacturer } of vaccineProducts) {
      run.add('vaccine_product', code, disease, vaccine, product, manufacturer);
    }
    const numbers = { certificates: 0, licences: 0 };
    return (household) => {
      for (const person of household.members) addPerson(run, person, numbers);
    };
  },
};

/** How many of each have been issued in this run. */
interface Numbers {
  certificates: number;
  licences: number;
}

function addPerson({ add, random }: SeedRun, person: Person, numbers: Numbers) {
  const draw = random('profile', person.personalId);
  const copy = recordCopy(draw, person, 0.02);
  const isShown = person.plantedCases.has('SHOWCASE');
  const doses = drawDoses(random('doses', person.personalId), person);
  const isTested = person.dateOfBirth < TESTED_BORN_BEFORE && (isShown || draw.chance(0.15));
  const isDoctor = person.occupation === 'DOCTOR';
  if (doses.length === 0 && !isTested && !isDoctor) return;

  const isVerified = copy.agrees && (isShown || draw.chance(0.95));
  const station = draw.pick(listFacilities(person.permanentAddress.provinceSince2025.code, 'COMMUNE'));
  add(
    'profile',
    person.personalId,
    copy.name,
    copy.dateOfBirth,
    isVerified ? toDate(verificationDay(draw, doses)) : null,
    station.code,
  );
  for (const dose of doses) addDose(add, draw, person, dose, station.code);
  if (isVerified) addCertificate(add, draw, person, copy, doses, numbers);
  if (isTested) addTests(add, draw, person);
  if (isDoctor) addLicences(add, draw, person, numbers);
}

/** Small children were not tested. */
const TESTED_BORN_BEFORE = '2020-01-01';

/** Copies were compared with the population database from March 2022 on, or when a child's first dose was noted. */
function verificationDay(draw: Random, doses: readonly Dose[]) {
  const from = Math.max(toDay('2022-03-01'), doses[0]?.day ?? 0);
  return Math.min(AS_OF_DAY, from + draw.integer(1, 150));
}

function addDose(add: SeedRun['add'], draw: Random, person: Person, dose: Dose, stationCode: string) {
  const administeredOn = toDate(dose.day);
  // The dose at birth is given where the child is born.
  const isElsewhere = dose.productCode === 'HBVAX' || draw.chance(0.2);
  const [centre] = listFacilities(person.permanentAddress.provinceSince2025.code, 'DISTRICT');
  add(
    'vaccination',
    person.personalId,
    dose.disease,
    dose.doseNumber,
    dose.totalDoses,
    dose.productCode,
    draw.chance(0.98) ? `GL${administeredOn.slice(2, 4)}-${draw.integer(1000, 9999)}` : null,
    administeredOn,
    isElsewhere && centre ? centre.code : stationCode,
  );
}

/**
 * Certificates began on 15 April 2022 and are valid for 12 months; most have expired since, a few were issued anew.
 * Serials run from 9000000000, which is not in use.
 */
function addCertificate(
  add: SeedRun['add'],
  draw: Random,
  person: Person,
  copy: RecordedCopy,
  doses: readonly Dose[],
  numbers: Numbers,
) {
  const last = doses.at(-1);
  const isShown = person.plantedCases.has('SHOWCASE');
  if (last?.disease !== 'COVID_19' || (person.dateOfDeath !== null && !isShown)) return;
  if (!isShown && !draw.chance(0.6)) return;
  const first = Math.max(toDay('2022-04-15'), last.day + 7) + draw.integer(0, 200);
  const days = isShown || draw.chance(0.03) ? [first, AS_OF_DAY - draw.integer(10, 300)] : [first];
  for (const day of days) {
    const issuedOn = toDate(day);
    add(
      'certificate',
      `VN${9_000_000_001 + numbers.certificates++}`,
      person.personalId,
      last.disease,
      last.doseNumber,
      copy.name,
      copy.dateOfBirth,
      person.nationalities[0] ?? 'VN',
      issuedOn,
      addYears(issuedOn, 1),
    );
  }
}

function addTests(add: SeedRun['add'], draw: Random, person: Person) {
  const hospital = listFacilities(person.permanentAddress.provinceSince2025.code, 'PROVINCIAL')[0];
  const count = draw.chance(0.3) ? 2 : 1;
  let day = toDay('2021-07-01') + draw.integer(0, 250);
  for (let left = count; left > 0 && hospital; left--, day += draw.integer(7, 60)) {
    const takenOn = toDate(day);
    if (takenOn < person.dateOfBirth || (person.dateOfDeath !== null && takenOn >= person.dateOfDeath)) return;
    const result = draw.chance(0.18) ? 'POSITIVE' : draw.chance(0.01) ? 'INCONCLUSIVE' : 'NEGATIVE';
    add('covid_test', person.personalId, takenOn, draw.chance(0.7) ? 'RAPID_ANTIGEN' : 'RT_PCR', result, hospital.code);
  }
}

const SPECIALITIES = [
  'Nội khoa',
  'Ngoại khoa',
  'Sản phụ khoa',
  'Nhi khoa',
  'Răng hàm mặt',
  'Y học cổ truyền',
  'Đa khoa',
];

/**
 * A certificate to practise (CCHN) without an end, or since 2024 a licence (GPHN) for five years; from memory. Serials
 * from 900001 are not in use.
 */
function addLicences(add: SeedRun['add'], draw: Random, person: Person, numbers: Numbers) {
  const birthYear = Number(person.dateOfBirth.slice(0, 4));
  const year = Math.max(2012, Math.min(2025, birthYear + draw.integer(26, 32)));
  const scope = draw.pick(SPECIALITIES);
  const addLicence = (issuedOn: string, expiresOn: string | null, isReplaced: boolean) => {
    const kind = issuedOn < '2024' ? 'CCHN' : 'GPHN';
    const isPast = isReplaced || (expiresOn !== null && expiresOn < DATA_AS_OF);
    const status = isPast
      ? 'EXPIRED'
      : person.dateOfDeath !== null
        ? 'REVOKED'
        : draw.chance(0.005)
          ? 'SUSPENDED'
          : 'VALID';
    const number = `${900_001 + numbers.licences++}/BYT-${kind}`;
    add('practice_licence', number, person.personalId, 'PHYSICIAN', scope, issuedOn, expiresOn, status);
  };
  const issuedOn = `${year}-${draw.pick(['03-20', '06-12', '09-05', '11-28'])}`;
  const isReplaced = year < 2024 && draw.chance(0.3);
  addLicence(issuedOn, year < 2024 ? null : addYears(issuedOn, 5), isReplaced);
  if (isReplaced) addLicence('2025-02-18', '2030-02-18', false);
}

function addYears(date: string, years: number): string {
  const day = date.slice(5) === '02-29' ? '02-28' : date.slice(5);
  return `${Number(date.slice(0, 4)) + years}-${day}`;
}

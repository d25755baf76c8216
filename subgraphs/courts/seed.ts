import type { Address, Person } from '../_kit/people/person.ts';
import type { Random } from '../_kit/people/random.ts';
import { type RecordedCopy, recordCopy } from '../_kit/seeding/recorded-copy.ts';
import type { Seed, SeedRun } from '../_kit/seeding/seed.ts';
import { caseLetters, drawCase, type SeededCase } from './seed/cases.ts';
import { courts, listCourts } from './seed/courts.ts';
import type { Dweller } from './seed/dweller.ts';
import { addEvidence } from './seed/evidence.ts';
import { createNeighbours } from './seed/neighbours.ts';
import { type DrawnParty, drawParties } from './seed/parties.ts';

/**
 * Seven cases a year for a thousand people, over five years, between neighbours or husband and wife. Most files know
 * only the year of birth, and four names in a hundred are misspelled.
 */
export const seed: Seed = {
  tables: {
    court: ['code', 'name', 'dissolved_on', 'successor_code'],
    court_case: [
      'register_number',
      'court_code',
      'acceptance_number',
      'kind',
      'accepted_on',
      'stage',
      'judgment_number',
      'judgment_on',
    ],
    party: [
      'register_number',
      'personal_id',
      'role',
      'recorded_name',
      'recorded_date_of_birth',
      'address_in_file',
      'is_eid_verified',
    ],
    evidence: ['register_number', 'number', 'document_kind', 'issuer', 'sha256'],
  },
  open: (run) => {
    for (const { code, name, dissolvedOn, successorCode } of courts) {
      run.add('court', code, name, dissolvedOn, successorCode);
    }
    const neighbours = createNeighbours();
    const nextSerial = createSerials();
    const open = (random: Random, seededCase: SeededCase, dweller: Dweller) => {
      const parties = drawParties(random, seededCase, dweller, neighbours);
      addCase(run.add, random, seededCase, parties, nextSerial);
    };
    /** The planted cases whose people have no neighbours yet; there are two at most. */
    let waiting: { readonly dweller: Dweller; readonly seededCase: SeededCase }[] = [];

    return (household) => {
      for (const person of household.members) {
        if (person.age < LEAST_AGE || person.dateOfDeath !== null) continue;
        const dweller = { person, household };
        const random = run.random('case', person.personalId);
        const seededCase = findPlantedCase(person);
        if (seededCase !== undefined) waiting.push({ dweller, seededCase });
        else if (random.chance(CASES_PER_ADULT)) open(random, drawCase(random, dweller), dweller);
        neighbours.add(person);
      }
      waiting = waiting.filter(({ dweller, seededCase }) => {
        if (!neighbours.has(dweller.person)) return true;
        open(run.random('case', dweller.person.personalId), seededCase, dweller);
        return false;
      });
    };
  },
};

/** Grown up in all of the five years that cases are told for. */
const LEAST_AGE = 23;

/** Makes 0.007 cases a year for each citizen, over five years, though two in three alone are old enough. */
const CASES_PER_ADULT = 0.054;

/** One case of each list that tests and documentation rely on. */
function findPlantedCase({ plantedCases }: Person): SeededCase | undefined {
  if (plantedCases.has('SHOWCASE')) {
    return { kind: 'CIVIL', course: { acceptedOn: '2024-03-11', stage: 'JUDGED', judgedOn: '2024-08-22' } };
  }
  if (plantedCases.has('SENSITIVE_POLICE')) {
    return { kind: 'CRIMINAL', course: { acceptedOn: '2025-09-15', stage: 'JUDGED', judgedOn: '2026-01-20' } };
  }
  return undefined;
}

function addCase(
  add: SeedRun['add'],
  random: Random,
  { kind, course }: SeededCase,
  parties: readonly DrawnParty[],
  nextSerial: (...series: readonly string[]) => number,
) {
  const [first] = parties;
  if (first === undefined) return;
  const { acceptedOn, stage, judgedOn } = course;
  const court = random.pick(listCourts(first.person.permanentAddress.provinceSince2025.code, acceptedOn));
  const letters = caseLetters[kind];
  const year = acceptedOn.slice(0, 4);
  const acceptanceNumber = `${nextSerial(court.code, year, 'TLST', letters)}/${year}/TLST-${letters}`;
  const registerNumber = `${court.code}:${acceptanceNumber}`;
  const level = stage === 'JUDGED_ON_APPEAL' ? 'PT' : 'ST';
  const judgmentYear = judgedOn?.slice(0, 4);
  const judgmentNumber =
    judgmentYear === undefined
      ? null
      : `${nextSerial(court.code, judgmentYear, level, letters)}/${judgmentYear}/${letters}-${level}`;
  add('court_case', registerNumber, court.code, acceptanceNumber, kind, acceptedOn, stage, judgmentNumber, judgedOn);
  addParties(add, random, registerNumber, acceptedOn, parties);
  addEvidence(add, random, kind, registerNumber);
}

/** Courts have verified parties electronically since 2023; made up. */
const EID_SINCE = '2023-01-01';

function addParties(
  add: SeedRun['add'],
  random: Random,
  registerNumber: string,
  acceptedOn: string,
  parties: readonly DrawnParty[],
) {
  const copies = new Map<string, RecordedCopy>();
  for (const { person, role } of parties) {
    // Who has two roles is written down alike in both.
    const copy = copies.get(person.personalId) ?? drawCopy(random, person);
    copies.set(person.personalId, copy);
    add(
      'party',
      registerNumber,
      person.personalId,
      role,
      copy.name,
      copy.dateOfBirth,
      formatAddress(person.permanentAddress),
      person.eidLevel === 2 && acceptedOn >= EID_SINCE,
    );
  }
}

function drawCopy(random: Random, person: Person): RecordedCopy {
  const copy = recordCopy(random, person, 0.04);
  return random.chance(0.7) ? { ...copy, dateOfBirth: copy.dateOfBirth.slice(0, 4) } : copy;
}

/** In the units of before July 2025, as most files still have it. */
function formatAddress({ detail, commune, district, province }: Address): string {
  return [detail, commune?.name, district.name, province.name].filter((part) => part !== undefined).join(', ');
}

/** Numbers count up within a court, a year and a kind, from 9001 on, which no court reaches. */
function createSerials(): (...series: readonly string[]) => number {
  const last = new Map<string, number>();
  return (...series) => {
    const key = series.join(' ');
    const serial = (last.get(key) ?? 9000) + 1;
    last.set(key, serial);
    return serial;
  };
}

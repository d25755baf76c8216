import type { Household, Person } from '../_kit/people/person.ts';
import type { Seed, SeedRun } from '../_kit/seeding/seed.ts';
import { createAddressBook } from './seed/addresses.ts';
import { addEidAccount } from './seed/eid-account.ts';
import { drawIdentityCards } from './seed/identity-cards.ts';
import { listRelatives } from './seed/relatives.ts';
import { addResidences, drawHomeSince } from './seed/residences.ts';

/** Everybody is in the register as they are: here the oddities of the planted people are the truth. */
export const seed: Seed = {
  tables: {
    citizen: [
      'personal_id',
      'full_name',
      'other_names',
      'date_of_birth',
      'sex',
      'nationalities',
      'date_of_death',
      'is_protected',
      'birth_place_code',
      'birth_place_name',
      'birth_registration_code',
      'birth_registration_name',
      'origin_code',
      'origin_name',
      'ethnicity_code',
      'ethnicity_name',
      'religion',
      'blood_group',
      'marital_status',
      'phone_number',
      'email',
    ],
    superseded_personal_id: ['personal_id', 'superseded_by', 'reason', 'superseded_on'],
    identity_card: ['personal_id', 'number', 'kind', 'issued_on', 'issuer', 'expires_on', 'status'],
    legacy_id_number: ['personal_id', 'number', 'status', 'issued_on'],
    relative: ['personal_id', 'relative_personal_id', 'relation'],
    eid_account: ['personal_id', 'level', 'status', 'registered_on', 'activated_on'],
    address: [
      'address_id',
      'detail',
      'commune_code',
      'commune_name',
      'district_code',
      'district_name',
      'province_code',
      'province_name',
      'new_province_code',
      'new_province_name',
      'mapping_status',
      'code_list_on',
      'as_of',
    ],
    residence: ['personal_id', 'kind', 'address_id', 'since', 'ended_on'],
    temporary_absence: ['personal_id', 'since', 'until', 'destination_code', 'destination_name', 'reason'],
    household: ['household_number', 'residence_file_number', 'address_id'],
    household_member: ['personal_id', 'household_number', 'relation_to_head'],
  },
  open: (run) => {
    const addressBook = createAddressBook(run);
    return (household) => {
      const { address } = household;
      const since = drawHomeSince(run, household);
      const home = { address, addressId: addressBook.add(address, since), since };
      for (const person of household.members) {
        addCitizen(run, person);
        addPapers(run, person);
        for (const { personalId, relation } of listRelatives(person, household)) {
          run.add('relative', person.personalId, personalId, relation);
        }
        addResidences(run, person, home, addressBook);
      }
      addHousehold(run, household, home.addressId);
    };
  },
};

/** Where many are born who are registered elsewhere: the big hospitals are there. */
const BIRTH_CENTRES = [
  { code: '001', name: 'Thành phố Hà Nội' },
  { code: '079', name: 'Thành phố Hồ Chí Minh' },
] as const;

function addCitizen({ add, random }: SeedRun, person: Person): void {
  const draw = random('citizen', person.personalId);
  const isBornElsewhere = draw.chance(0.03) && person.plantedCases.size === 0;
  const birthPlace = isBornElsewhere ? draw.pick(BIRTH_CENTRES) : person.birthRegistration;
  add(
    'citizen',
    person.personalId,
    person.fullName,
    person.otherName === null ? [] : [person.otherName],
    person.birthDateKnown === 'YEAR' ? person.dateOfBirth.slice(0, 4) : person.dateOfBirth,
    person.sex,
    person.nationalities,
    person.dateOfDeath,
    person.plantedCases.has('SENSITIVE_JUDGE') || person.plantedCases.has('SENSITIVE_POLICE'),
    birthPlace.code,
    birthPlace.name,
    person.birthRegistration.code,
    person.birthRegistration.name,
    person.origin.code,
    person.origin.name,
    person.ethnicity.code,
    person.ethnicity.name,
    person.religion,
    person.bloodGroup,
    person.maritalStatus,
    person.phone,
    person.email,
  );
  for (const { personalId, reason, supersededOn } of person.supersededPersonalIds) {
    add('superseded_personal_id', personalId, person.personalId, reason, supersededOn);
  }
}

function addPapers(run: SeedRun, person: Person): void {
  const { personalId } = person;
  const cards = drawIdentityCards(run, person);
  for (const { number, kind, issuedOn, issuer, expiresOn, status } of cards) {
    run.add('identity_card', personalId, number, kind, issuedOn, issuer, expiresOn, status);
  }
  for (const { number, status, issuedOn } of person.legacyIdNumbers) {
    run.add('legacy_id_number', personalId, number, status, issuedOn);
  }
  addEidAccount(run, person, cards);
}

/** The dead are struck off, so a household of which nobody lives is none. */
function addHousehold({ add }: SeedRun, { householdId, address, members }: Household, addressId: number): void {
  const living = members.filter(({ dateOfDeath }) => dateOfDeath === null);
  if (living.length === 0) return;
  add('household', householdId, `HSCT-${address.province.code}-${householdId.replace(/\D/g, '')}`, addressId);
  for (const { personalId, relationToHead } of living) add('household_member', personalId, householdId, relationToHead);
}

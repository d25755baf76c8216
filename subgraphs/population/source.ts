import type { Kysely } from 'kysely';
import { anyOf, many, one, personalIdOf } from '../_kit/reads.ts';
import type { PopulationDatabase } from './tables.ts';

export type PopulationSource = ReturnType<typeof openSource>;

/** The reads of the population database. */
export function openSource(database: Kysely<PopulationDatabase>) {
  return {
    citizens: one(
      (personalIds) =>
        database
          .selectFrom('citizen')
          .select([
            'personal_id as personalId',
            'full_name as fullName',
            'other_names as otherNames',
            'date_of_birth as dateOfBirth',
            'sex',
            'nationalities',
            'date_of_death as dateOfDeath',
            'is_protected as isProtected',
            'birth_place_code as birthPlaceCode',
            'birth_place_name as birthPlaceName',
            'birth_registration_code as birthRegistrationCode',
            'birth_registration_name as birthRegistrationName',
            'origin_code as originCode',
            'origin_name as originName',
            'ethnicity_code as ethnicityCode',
            'ethnicity_name as ethnicityName',
            'religion',
            'blood_group as bloodGroup',
            'marital_status as maritalStatus',
            'phone_number as phoneNumber',
            'email',
          ])
          .where('personal_id', '=', anyOf(personalIds)),
      personalIdOf,
    ),
    /** By the number that was replaced. */
    supersessions: one(
      (personalIds) =>
        database
          .selectFrom('superseded_personal_id')
          .select(['personal_id as personalId', 'superseded_by as supersededBy'])
          .where('personal_id', '=', anyOf(personalIds)),
      personalIdOf,
    ),
    /** By the number in use. */
    supersededPersonalIds: many(
      (personalIds) =>
        database
          .selectFrom('superseded_personal_id')
          .select([
            'personal_id as personalId',
            'superseded_by as supersededBy',
            'reason',
            'superseded_on as supersededOn',
          ])
          .where('superseded_by', '=', anyOf(personalIds))
          .orderBy('superseded_on', 'desc')
          .orderBy('personal_id'),
      (row) => row.supersededBy,
    ),
    identityCards: many(
      (personalIds) =>
        database
          .selectFrom('identity_card')
          .select([
            'personal_id as personalId',
            'number',
            'kind',
            'issued_on as issuedOn',
            'issuer',
            'expires_on as expiresOn',
            'status',
          ])
          .where('personal_id', '=', anyOf(personalIds))
          .orderBy('issued_on', 'desc')
          .orderBy('number'),
      personalIdOf,
    ),
    legacyIdNumbers: many(
      (personalIds) =>
        database
          .selectFrom('legacy_id_number')
          .select(['personal_id as personalId', 'number', 'status', 'issued_on as issuedOn'])
          .where('personal_id', '=', anyOf(personalIds))
          .orderBy('issued_on')
          .orderBy('number'),
      personalIdOf,
    ),
    /** By the number of 9 digits. */
    legacyIdHolders: many(
      (numbers) =>
        database
          .selectFrom('legacy_id_number')
          .select(['personal_id as personalId', 'number'])
          .where('number', '=', anyOf(numbers))
          .orderBy('personal_id'),
      (row) => row.number,
    ),
    relatives: many(
      (personalIds) =>
        database
          .selectFrom('relative')
          .select(['personal_id as personalId', 'relative_personal_id as relativePersonalId', 'relation'])
          .where('personal_id', '=', anyOf(personalIds))
          .orderBy('relation')
          .orderBy('relative_personal_id'),
      personalIdOf,
    ),
    residences: many(
      (personalIds) =>
        database
          .selectFrom('residence')
          .innerJoin('address', 'address.address_id', 'residence.address_id')
          .select(['personal_id as personalId', 'kind', 'since', 'ended_on as endedOn'])
          .select(addressColumns)
          .where('personal_id', '=', anyOf(personalIds)),
      personalIdOf,
    ),
    temporaryAbsences: one(
      (personalIds) =>
        database
          .selectFrom('temporary_absence')
          .select([
            'personal_id as personalId',
            'since',
            'until',
            'destination_code as destinationCode',
            'destination_name as destinationName',
            'reason',
          ])
          .where('personal_id', '=', anyOf(personalIds)),
      personalIdOf,
    ),
    /** The one household that a citizen belongs to, and as what. */
    memberships: one(
      (personalIds) =>
        database
          .selectFrom('household_member')
          .select([
            'personal_id as personalId',
            'household_number as householdNumber',
            'relation_to_head as relationToHead',
          ])
          .where('personal_id', '=', anyOf(personalIds)),
      personalIdOf,
    ),
    households: one(
      (householdNumbers) =>
        database
          .selectFrom('household')
          .innerJoin('address', 'address.address_id', 'household.address_id')
          .select(['household_number as householdNumber', 'residence_file_number as residenceFileNumber'])
          .select(addressColumns)
          .where('household_number', '=', anyOf(householdNumbers)),
      householdNumberOf,
    ),
    householdMembers: many(
      (householdNumbers) =>
        database
          .selectFrom('household_member')
          .select([
            'household_number as householdNumber',
            'personal_id as personalId',
            'relation_to_head as relationToHead',
          ])
          .where('household_number', '=', anyOf(householdNumbers))
          .orderBy((expression) => expression('relation_to_head', '=', 'HEAD'), 'desc')
          .orderBy('personal_id'),
      householdNumberOf,
    ),
    eidAccounts: one(
      (personalIds) =>
        database
          .selectFrom('eid_account')
          .select([
            'personal_id as personalId',
            'level',
            'status',
            'registered_on as registeredOn',
            'activated_on as activatedOn',
          ])
          .where('personal_id', '=', anyOf(personalIds)),
      personalIdOf,
    ),
  };
}

const addressColumns = [
  'address.detail',
  'address.commune_code as communeCode',
  'address.commune_name as communeName',
  'address.district_code as districtCode',
  'address.district_name as districtName',
  'address.province_code as provinceCode',
  'address.province_name as provinceName',
  'address.new_province_code as newProvinceCode',
  'address.new_province_name as newProvinceName',
  'address.mapping_status as mappingStatus',
  'address.code_list_on as codeListOn',
  'address.as_of as asOf',
] as const;

function householdNumberOf(row: { readonly householdNumber: string }): string {
  return row.householdNumber;
}

/** The tables of `migrations/`, as Kysely knows them. */
export interface PopulationDatabase {
  citizen: {
    personal_id: string;
    full_name: string;
    other_names: string[];
    date_of_birth: string;
    sex: string;
    nationalities: string[];
    date_of_death: string | null;
    is_protected: boolean;
    birth_place_code: string;
    birth_place_name: string;
    birth_registration_code: string;
    birth_registration_name: string;
    origin_code: string;
    origin_name: string;
    ethnicity_code: string;
    ethnicity_name: string;
    religion: string | null;
    blood_group: string | null;
    marital_status: string;
    phone_number: string | null;
    email: string | null;
  };
  superseded_personal_id: { personal_id: string; superseded_by: string; reason: string; superseded_on: string };
  identity_card: {
    personal_id: string;
    number: string;
    kind: string;
    issued_on: string;
    issuer: string;
    expires_on: string | null;
    status: string;
  };
  legacy_id_number: { personal_id: string; number: string; status: string; issued_on: string };
  relative: { personal_id: string; relative_personal_id: string; relation: string };
  eid_account: {
    personal_id: string;
    level: number;
    status: string;
    registered_on: string;
    activated_on: string | null;
  };
  address: {
    address_id: number;
    detail: string;
    commune_code: string | null;
    commune_name: string | null;
    district_code: string;
    district_name: string;
    province_code: string;
    province_name: string;
    new_province_code: string;
    new_province_name: string;
    mapping_status: string;
    code_list_on: string;
    as_of: string;
  };
  residence: {
    personal_id: string;
    kind: 'PERMANENT' | 'TEMPORARY';
    address_id: number;
    since: string;
    ended_on: string | null;
  };
  temporary_absence: {
    personal_id: string;
    since: string;
    until: string | null;
    destination_code: string;
    destination_name: string;
    reason: string;
  };
  household: { household_number: string; residence_file_number: string; address_id: number };
  household_member: { personal_id: string; household_number: string; relation_to_head: string };
}

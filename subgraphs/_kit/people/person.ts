/**
 * The made-up people that every register is filled from: one truth, of which each ministry holds its own, sometimes
 * wrong, copy. All of it is synthetic (DỮ LIỆU GIẢ LẬP).
 */

export type Sex = 'MALE' | 'FEMALE';

/** A name in its Vietnamese order: họ, chữ đệm, tên. */
export interface PersonName {
  readonly surname: string;
  readonly middle: string;
  readonly given: string;
}

/** A place as the registers write it: units of before July 2025 and their successors. */
export interface Address {
  /** House number and street or hamlet. */
  readonly detail: string;
  /** Commune of the 2022 register: 5 digits and its name; null on an island district without communes. */
  readonly commune: Unit | null;
  /** District of the 2022 register: 3 digits and its name. */
  readonly district: Unit;
  /** Province of the 63-unit list: the 3 digits of personal IDs (`001`) and its name. */
  readonly province: Unit;
  /** Province since 1 July 2025: 2 digits (`01`) and its name. */
  readonly provinceSince2025: Unit;
}

export interface Unit {
  readonly code: string;
  readonly name: string;
}

export type RelationToHead = 'HEAD' | 'SPOUSE' | 'CHILD' | 'PARENT' | 'GRANDCHILD' | 'SIBLING' | 'OTHER';

export type Occupation =
  | 'CHILD' // below school age (0–5); those of 3 and above may go to kindergarten
  | 'PUPIL' // grades 1–12
  | 'STUDENT' // college or university
  | 'EMPLOYEE'
  | 'CIVIL_SERVANT'
  | 'TEACHER'
  | 'DOCTOR'
  | 'POLICE'
  | 'JUDGE'
  | 'BUSINESS_OWNER' // business household
  | 'SELF_EMPLOYED'
  | 'FARMER'
  | 'PENSIONER'
  | 'NONE';

/** Highest level finished. */
export type Schooling =
  | 'NONE'
  | 'PRIMARY'
  | 'LOWER_SECONDARY'
  | 'UPPER_SECONDARY'
  | 'COLLEGE'
  | 'BACHELOR'
  | 'MASTER'
  | 'DOCTOR';

/** The cases that tests and documentation rely on, each on people with fixed personal IDs (`docs/data.md`). */
export type PlantedCase =
  | 'SHOWCASE' // has something to show in every register
  | 'SAME_NAME_AND_BIRTH_DATE'
  | 'TWO_PERSONAL_IDS'
  | 'REESTABLISHED_PERSONAL_ID'
  | 'SHARED_LEGACY_NUMBER'
  | 'HOUSEHOLD_WITHOUT_HEAD'
  | 'HOUSEHOLD_WITH_TWO_HEADS'
  | 'WRONG_SEX_DIGIT'
  | 'INSURED_NAME_TYPO'
  | 'TWO_TAX_CODES'
  | 'BORN_ABROAD'
  | 'BIRTH_YEAR_ONLY'
  | 'DECEASED_WITH_LIVE_SIM'
  | 'CHILD_WITHOUT_CARD'
  | 'SPLIT_COMMUNE'
  | 'ISLAND_WITHOUT_COMMUNE'
  | 'MINISTRY_DOWN'
  | 'CONSENT_WITHDRAWN'
  | 'EID_NONE'
  | 'EID_LEVEL_1'
  | 'EID_LEVEL_2'
  | 'SENSITIVE_JUDGE'
  | 'SENSITIVE_POLICE'
  | 'SENSITIVE_CIVIL_SERVANT'
  | 'HOUSEHOLD_DISCOUNT'
  | 'RENT_SUPPORT_WITHOUT_INSURANCE';

export interface Person {
  /** The living number: 12 digits, in the reserved serials 9xxxxx. */
  readonly personalId: string;
  /** Numbers that this one replaced, with the reason; they lead to this person. */
  readonly supersededPersonalIds: readonly {
    readonly personalId: string;
    readonly reason: 'SEX_CORRECTED' | 'BIRTH_YEAR_CORRECTED' | 'DUPLICATE';
    readonly supersededOn: string;
  }[];
  readonly name: PersonName;
  /** `name` in one string, NFC, tone marks in the usual place. */
  readonly fullName: string;
  readonly otherName: string | null;
  readonly sex: Sex;
  /** YYYY-MM-DD. What is true; registers that only know the year say so by `birthDateKnown`. */
  readonly dateOfBirth: string;
  readonly birthDateKnown: 'DAY' | 'YEAR';
  /** Whole years on `DATA_AS_OF` (or at death). */
  readonly age: number;
  /** Code as in the 54 peoples list, and name: `01` Kinh. */
  readonly ethnicity: Unit;
  readonly religion: string | null;
  readonly bloodGroup: 'A' | 'B' | 'AB' | 'O' | null;
  /** ISO 3166-1 alpha-2, usually only VN. */
  readonly nationalities: readonly string[];
  /** Where the birth was registered: code of the 63 list, or a made-up country code from 900, and its name. */
  readonly birthRegistration: Unit;
  /** Province (63 list) that the father's family comes from (quê quán); it decides how the surname is spelled. */
  readonly origin: Unit;
  /** Relatives are told where they live in the same household; null when unknown or elsewhere. */
  readonly fatherPersonalId: string | null;
  readonly motherPersonalId: string | null;
  readonly spousePersonalId: string | null;
  readonly childPersonalIds: readonly string[];
  readonly maritalStatus: 'SINGLE' | 'MARRIED' | 'DIVORCED' | 'WIDOWED';
  readonly householdId: string;
  readonly relationToHead: RelationToHead;
  readonly permanentAddress: Address;
  /** Lives elsewhere for a time, since the date. */
  readonly temporaryAddress: { readonly address: Address; readonly since: string } | null;
  /** 9-digit numbers (CMND) once issued. */
  readonly legacyIdNumbers: readonly {
    readonly number: string;
    readonly status: 'CONFIRMED' | 'CONFLICT';
    readonly issuedOn: string;
  }[];
  readonly hasChipCard: boolean;
  /** Level of the electronic identification account; 0 = none. */
  readonly eidLevel: 0 | 1 | 2;
  readonly phone: string | null;
  readonly email: string | null;
  readonly schooling: Schooling;
  readonly occupation: Occupation;
  /** Name of a made-up employer and its made-up code, for those who are employed. */
  readonly employer: { readonly name: string; readonly taxCode: string } | null;
  /** Monthly, VND; null without an income. */
  readonly monthlyIncome: number | null;
  /** YYYY-MM-DD; the dead stay in the household that they died in. */
  readonly dateOfDeath: string | null;
  readonly plantedCases: ReadonlySet<PlantedCase>;
}

/** People who live together. Most have exactly one head; two planted ones have none or two. */
export interface Household {
  readonly householdId: string;
  readonly address: Address;
  readonly members: readonly Person[];
}

/** The day that the data describes; ages, coverage and validity are told for it. */
export const DATA_AS_OF = '2026-06-30';

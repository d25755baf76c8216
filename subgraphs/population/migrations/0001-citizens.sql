-- The rows of a citizen come and go together. Only the small tables have foreign keys: on the others they and regular
-- expressions would cost a load of the whole country half of its time.

CREATE TABLE citizen (
  personal_id text PRIMARY KEY CHECK (personal_id ~ '^[0-9]{12}$'),
  full_name text NOT NULL,
  other_names text[] NOT NULL,
  date_of_birth text NOT NULL CHECK (date_of_birth ~ '^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$'),
  sex text NOT NULL CHECK (sex IN ('MALE', 'FEMALE')),
  nationalities text[] NOT NULL,
  date_of_death date,
  is_protected boolean NOT NULL,
  birth_place_code text NOT NULL,
  birth_place_name text NOT NULL,
  birth_registration_code text NOT NULL,
  birth_registration_name text NOT NULL,
  origin_code text NOT NULL,
  origin_name text NOT NULL,
  ethnicity_code text NOT NULL,
  ethnicity_name text NOT NULL,
  religion text,
  blood_group text CHECK (blood_group IN ('A', 'B', 'AB', 'O')),
  marital_status text NOT NULL CHECK (marital_status IN ('SINGLE', 'MARRIED', 'DIVORCED', 'WIDOWED')),
  phone_number text,
  email text
);
COMMENT ON TABLE citizen IS 'Công dân: a citizen under the number in use';
COMMENT ON COLUMN citizen.date_of_birth IS 'As known: a day, a month or only a year';
COMMENT ON COLUMN citizen.is_protected IS 'Người được bảo vệ thông tin: closed to all but the authorities that the law names';
COMMENT ON COLUMN citizen.birth_registration_code IS 'A province of the 63-unit list, or a made-up country from 900';

CREATE TABLE superseded_personal_id (
  personal_id text PRIMARY KEY CHECK (personal_id ~ '^[0-9]{12}$'),
  superseded_by text NOT NULL REFERENCES citizen,
  reason text NOT NULL CHECK (reason IN ('SEX_CORRECTED', 'BIRTH_YEAR_CORRECTED', 'DUPLICATE')),
  superseded_on date NOT NULL
);
CREATE INDEX ON superseded_personal_id (superseded_by);
COMMENT ON TABLE superseded_personal_id IS 'Số định danh cá nhân đã hủy: a number that another one replaced; it leads straight to the number in use';

CREATE TABLE identity_card (
  personal_id text NOT NULL,
  number text NOT NULL CHECK (length(number) IN (9, 12)),
  kind text NOT NULL CHECK (kind IN ('CMND9', 'CMND12', 'CCCD_BARCODE', 'CCCD_CHIP', 'CAN_CUOC')),
  issued_on date NOT NULL,
  issuer text NOT NULL,
  expires_on date CHECK (expires_on >= issued_on),
  status text NOT NULL CHECK (status IN ('IN_USE', 'REPLACED', 'WITHDRAWN')),
  PRIMARY KEY (personal_id, number, issued_on)
);
COMMENT ON TABLE identity_card IS 'Thẻ căn cước, căn cước công dân, chứng minh nhân dân: every card issued to a citizen';

CREATE TABLE legacy_id_number (
  personal_id text NOT NULL,
  number text NOT NULL CHECK (length(number) = 9),
  status text NOT NULL CHECK (status IN ('CONFIRMED', 'CONFLICT')),
  issued_on date NOT NULL,
  PRIMARY KEY (personal_id, number)
);
COMMENT ON TABLE legacy_id_number IS 'Số chứng minh nhân dân 09 số: many to many, since numbers were given twice and people moved';

CREATE TABLE relative (
  personal_id text NOT NULL,
  relative_personal_id text NOT NULL CHECK (length(relative_personal_id) = 12),
  relation text NOT NULL
    CHECK (relation IN ('FATHER', 'MOTHER', 'SPOUSE', 'CHILD', 'LEGAL_REPRESENTATIVE', 'REPRESENTED')),
  PRIMARY KEY (personal_id, relative_personal_id)
);
COMMENT ON TABLE relative IS 'Thân nhân, người đại diện: relation is what the relative is to the citizen';

CREATE TABLE eid_account (
  personal_id text PRIMARY KEY,
  level integer NOT NULL CHECK (level IN (1, 2)),
  status text NOT NULL CHECK (status IN ('NOT_ACTIVATED', 'ACTIVE', 'LOCKED')),
  registered_on date NOT NULL,
  activated_on date CHECK (activated_on >= registered_on)
);
COMMENT ON TABLE eid_account IS 'Tài khoản định danh điện tử';

GRANT SELECT ON citizen, superseded_personal_id, identity_card, legacy_id_number, relative, eid_account
  TO population_app;

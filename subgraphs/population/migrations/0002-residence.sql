CREATE TABLE address (
  address_id bigint PRIMARY KEY,
  detail text NOT NULL,
  commune_code text CHECK (commune_code ~ '^[0-9]{5}$'),
  commune_name text,
  district_code text NOT NULL CHECK (district_code ~ '^[0-9]{3}$'),
  district_name text NOT NULL,
  province_code text NOT NULL CHECK (province_code ~ '^[0-9]{3}$'),
  province_name text NOT NULL,
  new_province_code text NOT NULL CHECK (new_province_code ~ '^[0-9]{2}$'),
  new_province_name text NOT NULL,
  mapping_status text NOT NULL CHECK (mapping_status IN ('EXACT', 'AMBIGUOUS')),
  code_list_on date NOT NULL,
  as_of date NOT NULL,
  CHECK ((commune_code IS NULL) = (commune_name IS NULL))
);
COMMENT ON TABLE address IS 'Địa chỉ: in the units of before 01/7/2025, with the province of since';
COMMENT ON COLUMN address.commune_code IS 'NULL on an island district without communes';
COMMENT ON COLUMN address.mapping_status IS 'AMBIGUOUS: the commune was split between new communes';

CREATE TABLE residence (
  personal_id text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('PERMANENT', 'TEMPORARY')),
  address_id bigint NOT NULL,
  since date NOT NULL,
  ended_on date CHECK (ended_on >= since),
  PRIMARY KEY (personal_id, kind)
);
COMMENT ON TABLE residence IS 'Nơi thường trú, nơi tạm trú: the latest of each kind';

CREATE TABLE temporary_absence (
  personal_id text PRIMARY KEY REFERENCES citizen,
  since date NOT NULL,
  until date CHECK (until >= since),
  destination_code text NOT NULL,
  destination_name text NOT NULL,
  reason text NOT NULL
);
COMMENT ON TABLE temporary_absence IS 'Khai báo tạm vắng';

CREATE TABLE household (
  household_number text PRIMARY KEY,
  residence_file_number text NOT NULL,
  address_id bigint NOT NULL REFERENCES address
);
COMMENT ON TABLE household IS 'Hộ gia đình';
COMMENT ON COLUMN household.residence_file_number IS 'Số hồ sơ cư trú';

CREATE TABLE household_member (
  personal_id text PRIMARY KEY,
  household_number text NOT NULL,
  relation_to_head text NOT NULL
    CHECK (relation_to_head IN ('HEAD', 'SPOUSE', 'CHILD', 'PARENT', 'GRANDCHILD', 'SIBLING', 'OTHER'))
);
CREATE INDEX ON household_member (household_number);
COMMENT ON TABLE household_member IS 'Thành viên hộ gia đình: the living; a household has one head, but for defects';

GRANT SELECT ON address, residence, temporary_absence, household, household_member TO population_app;

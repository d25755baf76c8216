CREATE TABLE facility (
  code text PRIMARY KEY CHECK (code ~ '^[0-9]{5}$'),
  name text NOT NULL,
  level text NOT NULL CHECK (level IN ('PROVINCIAL', 'DISTRICT', 'COMMUNE', 'PRIVATE')),
  province text NOT NULL,
  accepts_chip_id boolean NOT NULL
);
COMMENT ON TABLE facility IS 'Cơ sở khám bệnh, chữa bệnh: a place of care';
COMMENT ON COLUMN facility.province IS 'Name of the province or city since 1 July 2025';

CREATE TABLE vaccine_product (
  code text PRIMARY KEY,
  disease text NOT NULL CHECK (
    disease IN ('COVID_19', 'TUBERCULOSIS', 'HEPATITIS_B', 'DIPHTHERIA_PERTUSSIS_TETANUS', 'MEASLES')
  ),
  vaccine text NOT NULL,
  product text NOT NULL,
  manufacturer text NOT NULL
);
COMMENT ON TABLE vaccine_product IS 'Vắc xin: a product, the kind of vaccine that it is, and its maker';

CREATE TABLE profile (
  personal_id text PRIMARY KEY CHECK (personal_id ~ '^[0-9]{12}$'),
  recorded_name text NOT NULL,
  recorded_date_of_birth text CHECK (recorded_date_of_birth ~ '^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$'),
  verified_on date,
  facility_code text NOT NULL REFERENCES facility
);
COMMENT ON TABLE profile IS 'Hồ sơ sức khỏe: a person in the health register, with the register''s own copy of who they are';
COMMENT ON COLUMN profile.recorded_date_of_birth IS 'As declared: a day, a month or only a year';
COMMENT ON COLUMN profile.verified_on IS 'The day on which the copy was found to agree with the population database';

-- No foreign keys to facility and vaccine_product: checking them for each dose took longer than all the rest.
CREATE TABLE vaccination (
  personal_id text NOT NULL REFERENCES profile,
  disease text NOT NULL CHECK (
    disease IN ('COVID_19', 'TUBERCULOSIS', 'HEPATITIS_B', 'DIPHTHERIA_PERTUSSIS_TETANUS', 'MEASLES')
  ),
  dose_number integer NOT NULL CHECK (dose_number >= 1),
  total_doses integer NOT NULL,
  product_code text NOT NULL,
  lot text,
  administered_on date NOT NULL,
  facility_code text NOT NULL,
  PRIMARY KEY (personal_id, disease, dose_number),
  CHECK (dose_number <= total_doses)
);
COMMENT ON TABLE vaccination IS 'Mũi tiêm: one dose of a vaccine';

CREATE TABLE certificate (
  code text PRIMARY KEY CHECK (code ~ '^VN[0-9]{10}$'),
  personal_id text NOT NULL,
  disease text NOT NULL,
  dose_number integer NOT NULL,
  recorded_name text NOT NULL,
  recorded_date_of_birth text NOT NULL CHECK (recorded_date_of_birth ~ '^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$'),
  nationality text NOT NULL CHECK (nationality ~ '^[A-Z]{2}$'),
  issued_on date NOT NULL,
  expires_on date NOT NULL CHECK (expires_on > issued_on),
  FOREIGN KEY (personal_id, disease, dose_number) REFERENCES vaccination
);
CREATE INDEX ON certificate (personal_id);
COMMENT ON TABLE certificate IS 'Chứng nhận tiêm chủng: a signed certificate of a dose, with the words printed on it';

CREATE TABLE covid_test (
  personal_id text NOT NULL REFERENCES profile,
  taken_on date NOT NULL,
  kind text NOT NULL CHECK (kind IN ('RAPID_ANTIGEN', 'RT_PCR')),
  result text NOT NULL CHECK (result IN ('NEGATIVE', 'POSITIVE', 'INCONCLUSIVE')),
  facility_code text NOT NULL REFERENCES facility,
  PRIMARY KEY (personal_id, taken_on, kind)
);
COMMENT ON TABLE covid_test IS 'Xét nghiệm COVID-19: a test and what it found';

CREATE TABLE practice_licence (
  number text PRIMARY KEY CHECK (number ~ '^[0-9]{6,9}/BYT-(CCHN|GPHN)$'),
  personal_id text NOT NULL REFERENCES profile,
  profession text NOT NULL CHECK (profession IN ('PHYSICIAN', 'ASSISTANT_PHYSICIAN', 'NURSE')),
  scope_of_practice text NOT NULL,
  issued_on date NOT NULL,
  expires_on date,
  status text NOT NULL CHECK (status IN ('VALID', 'EXPIRED', 'SUSPENDED', 'REVOKED'))
);
CREATE INDEX ON practice_licence (personal_id);
COMMENT ON TABLE practice_licence IS 'Giấy phép hành nghề khám bệnh, chữa bệnh: a licence to practise medicine';

GRANT SELECT ON facility, vaccine_product, profile, vaccination, certificate, covid_test, practice_licence TO health_app;

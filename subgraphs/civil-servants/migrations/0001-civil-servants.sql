CREATE TABLE agency (
  code text PRIMARY KEY CHECK (code ~ '^[A-Z][0-9]{2}(\.[0-9]{1,3}){0,3}$'),
  name text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('ADMINISTRATION', 'SCHOOL', 'HOSPITAL', 'COURT')),
  province text NOT NULL
);
COMMENT ON TABLE agency IS 'Cơ quan, đơn vị: a state agency or public unit';
COMMENT ON COLUMN agency.province IS 'Name of the province or city since 1 July 2025';

CREATE TABLE civil_servant (
  personal_id text PRIMARY KEY CHECK (personal_id ~ '^[0-9]{12}$'),
  recorded_name text NOT NULL,
  recorded_date_of_birth text CHECK (recorded_date_of_birth ~ '^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$'),
  kind text NOT NULL CHECK (kind IN ('CIVIL_SERVANT', 'PUBLIC_EMPLOYEE')),
  recruited_on date NOT NULL,
  agency_code text NOT NULL REFERENCES agency,
  position text NOT NULL,
  rank_code text CHECK (rank_code ~ '^([0-9]{2}\.[0-9]{3}|V\.[0-9]{2}\.[0-9]{2}\.[0-9]{2})$'),
  highest_qualification text NOT NULL
    CHECK (highest_qualification IN ('SECONDARY', 'COLLEGE', 'BACHELOR', 'MASTER', 'DOCTORATE')),
  major text,
  has_asset_declaration_duty boolean NOT NULL,
  salary_step integer CHECK (salary_step >= 1),
  salary_coefficient double precision CHECK (salary_coefficient > 0),
  party_joined_on date,
  political_theory text CHECK (political_theory IN ('ELEMENTARY', 'INTERMEDIATE', 'ADVANCED'))
);
COMMENT ON TABLE civil_servant IS 'Cán bộ, công chức, viên chức: a profile after form 2C, with the register''s own copy of who the person is';
COMMENT ON COLUMN civil_servant.recorded_name IS 'In capitals, as the form has it';
COMMENT ON COLUMN civil_servant.recorded_date_of_birth IS 'As declared: a day, a month or only a year';

CREATE TABLE foreign_language (
  personal_id text NOT NULL REFERENCES civil_servant,
  language text NOT NULL,
  level integer NOT NULL CHECK (level BETWEEN 1 AND 6),
  PRIMARY KEY (personal_id, language)
);
COMMENT ON TABLE foreign_language IS 'Ngoại ngữ: a foreign language and its level of six';

CREATE TABLE work_period (
  personal_id text NOT NULL REFERENCES civil_servant,
  from_month text NOT NULL CHECK (from_month ~ '^[0-9]{4}-[0-9]{2}$'),
  until_month text CHECK (until_month ~ '^[0-9]{4}-[0-9]{2}$' AND until_month >= from_month),
  agency_code text NOT NULL REFERENCES agency,
  position text NOT NULL,
  PRIMARY KEY (personal_id, from_month)
);
COMMENT ON TABLE work_period IS 'Quá trình công tác: a time in one position';
COMMENT ON COLUMN work_period.until_month IS 'Null while it lasts';

CREATE TABLE training (
  personal_id text NOT NULL REFERENCES civil_servant,
  from_month text NOT NULL CHECK (from_month ~ '^[0-9]{4}-[0-9]{2}$'),
  until_month text NOT NULL CHECK (until_month ~ '^[0-9]{4}-[0-9]{2}$' AND until_month >= from_month),
  name text NOT NULL,
  institution text NOT NULL,
  certificate text,
  PRIMARY KEY (personal_id, from_month, name)
);
COMMENT ON TABLE training IS 'Đào tạo, bồi dưỡng: a course that was attended';

CREATE TABLE commendation (
  personal_id text NOT NULL REFERENCES civil_servant,
  year integer NOT NULL,
  title text NOT NULL,
  PRIMARY KEY (personal_id, year, title)
);
COMMENT ON TABLE commendation IS 'Khen thưởng: a commendation';

CREATE TABLE foreign_trip (
  personal_id text NOT NULL REFERENCES civil_servant,
  from_month text NOT NULL CHECK (from_month ~ '^[0-9]{4}-[0-9]{2}$'),
  until_month text NOT NULL CHECK (until_month ~ '^[0-9]{4}-[0-9]{2}$' AND until_month >= from_month),
  country text NOT NULL CHECK (country ~ '^[A-Z]{2}$'),
  purpose text NOT NULL CHECK (purpose IN ('DUTY', 'STUDY', 'PRIVATE')),
  PRIMARY KEY (personal_id, from_month, country)
);
COMMENT ON TABLE foreign_trip IS 'Đi nước ngoài: a journey abroad';

CREATE TABLE discipline (
  personal_id text NOT NULL REFERENCES civil_servant,
  decided_on date NOT NULL,
  measure text NOT NULL CHECK (measure IN ('REPRIMAND', 'WARNING', 'DEMOTION', 'REMOVAL')),
  reason text NOT NULL,
  PRIMARY KEY (personal_id, decided_on)
);
COMMENT ON TABLE discipline IS 'Kỷ luật: a disciplinary measure';

CREATE TABLE relative (
  personal_id text NOT NULL REFERENCES civil_servant,
  relative_personal_id text NOT NULL CHECK (relative_personal_id ~ '^[0-9]{12}$'),
  relation text NOT NULL CHECK (relation IN ('FATHER', 'MOTHER', 'SPOUSE', 'CHILD')),
  PRIMARY KEY (personal_id, relative_personal_id)
);
COMMENT ON TABLE relative IS 'Quan hệ gia đình: a relative declared on the form, by personal ID alone';

GRANT SELECT ON agency, civil_servant, foreign_language, work_period, training, commendation, foreign_trip, discipline,
  relative TO civil_servants_app;

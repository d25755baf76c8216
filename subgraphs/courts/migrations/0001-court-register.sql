CREATE TABLE court (
  code text PRIMARY KEY CHECK (code ~ '^TA[0-9]{5}$'),
  name text NOT NULL,
  dissolved_on date,
  successor_code text REFERENCES court,
  CHECK ((dissolved_on IS NULL) = (successor_code IS NULL))
);
COMMENT ON TABLE court IS 'Tòa án: a court; those dissolved on 1 July 2025 name their successor';

CREATE TABLE court_case (
  register_number text PRIMARY KEY,
  court_code text NOT NULL REFERENCES court,
  acceptance_number text NOT NULL
    CHECK (acceptance_number ~ '^[1-9][0-9]*/[0-9]{4}/TL(ST|PT)-(DS|HNGĐ|KDTM|LĐ|HC|HS)$'),
  kind text NOT NULL
    CHECK (kind IN ('CIVIL', 'MARRIAGE_AND_FAMILY', 'COMMERCIAL', 'LABOUR', 'ADMINISTRATIVE', 'CRIMINAL')),
  accepted_on date NOT NULL,
  stage text NOT NULL
    CHECK (stage IN ('ACCEPTED', 'SUSPENDED', 'DISCONTINUED', 'SETTLED', 'JUDGED', 'JUDGED_ON_APPEAL')),
  judgment_number text CHECK (judgment_number ~ '^[1-9][0-9]*/[0-9]{4}/(DS|HNGĐ|KDTM|LĐ|HC|HS)-(ST|PT|GĐT)$'),
  judgment_on date CHECK (judgment_on >= accepted_on),
  CHECK (register_number = court_code || ':' || acceptance_number),
  CHECK ((judgment_number IS NULL) = (judgment_on IS NULL))
);
COMMENT ON TABLE court_case IS 'Vụ án, vụ việc: a case before a court';
COMMENT ON COLUMN court_case.register_number IS 'Court code, colon, acceptance number: each court counts for itself';
COMMENT ON COLUMN court_case.judgment_number IS 'Of the latest judgment';

CREATE TABLE party (
  register_number text NOT NULL REFERENCES court_case,
  personal_id text NOT NULL CHECK (personal_id ~ '^[0-9]{12}$'),
  role text NOT NULL CHECK (
    role IN (
      'PLAINTIFF', 'DEFENDANT', 'INTERESTED_PERSON', 'REPRESENTATIVE', 'SUSPECT', 'ACCUSED', 'VICTIM', 'WITNESS',
      'APPELLANT'
    )
  ),
  recorded_name text NOT NULL,
  recorded_date_of_birth text CHECK (recorded_date_of_birth ~ '^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$'),
  address_in_file text,
  is_eid_verified boolean NOT NULL,
  PRIMARY KEY (register_number, personal_id, role)
);
CREATE INDEX ON party (personal_id);
COMMENT ON TABLE party IS 'Người tham gia tố tụng: a person in a case, with the file''s own copy of who they are';
COMMENT ON COLUMN party.recorded_date_of_birth IS 'As in the file: a day, a month or, most often, only a year';

CREATE TABLE evidence (
  register_number text NOT NULL REFERENCES court_case,
  number integer NOT NULL CHECK (number >= 1),
  document_kind text NOT NULL CHECK (
    document_kind IN (
      'CONTRACT', 'LAND_CERTIFICATE', 'MARRIAGE_CERTIFICATE', 'DECISION', 'EXPERT_CONCLUSION', 'STATEMENT'
    )
  ),
  issuer text NOT NULL,
  sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  PRIMARY KEY (register_number, number)
);
COMMENT ON TABLE evidence IS 'Tài liệu, chứng cứ: a document in evidence, known by its digest';

GRANT SELECT ON court, court_case, party, evidence TO courts_app;

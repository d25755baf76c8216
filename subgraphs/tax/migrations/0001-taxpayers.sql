CREATE TABLE taxpayer (
  personal_id text PRIMARY KEY CHECK (personal_id ~ '^[0-9]{12}$'),
  recorded_name text NOT NULL,
  recorded_date_of_birth text CHECK (recorded_date_of_birth ~ '^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$'),
  match_status text NOT NULL CHECK (match_status IN ('MATCHED', 'MISMATCHED', 'UNCHECKED'))
);
COMMENT ON TABLE taxpayer IS 'Người nộp thuế: a person in the taxpayer register, with the register''s own copy of who they are';
COMMENT ON COLUMN taxpayer.recorded_date_of_birth IS 'As declared: a day, a month or only a year';

CREATE TABLE registration (
  tax_code text PRIMARY KEY CHECK (tax_code ~ '^[0-9]{10}(-[0-9]{3})?$'),
  personal_id text NOT NULL REFERENCES taxpayer,
  type text NOT NULL CHECK (type IN ('INDIVIDUAL', 'HOUSEHOLD', 'BUSINESS_HOUSEHOLD')),
  status text NOT NULL CHECK (status IN ('ACTIVE', 'SUSPENDED', 'CLOSED')),
  registered_on date NOT NULL,
  authority text NOT NULL,
  uses_e_invoice boolean,
  merged_into text
);
CREATE INDEX ON registration (personal_id);
COMMENT ON TABLE registration IS 'Đăng ký thuế: a tax code given to a person, a household or a business household';

CREATE TABLE dependant (
  personal_id text NOT NULL REFERENCES taxpayer,
  dependant_personal_id text NOT NULL CHECK (dependant_personal_id ~ '^[0-9]{12}$'),
  relation text NOT NULL CHECK (relation IN ('CHILD', 'SPOUSE', 'PARENT', 'OTHER')),
  deducted_from text NOT NULL CHECK (deducted_from ~ '^[0-9]{4}-[0-9]{2}$'),
  PRIMARY KEY (personal_id, dependant_personal_id)
);
COMMENT ON TABLE dependant IS 'Người phụ thuộc: people for whom a taxpayer claims family deductions';

CREATE TABLE income (
  personal_id text NOT NULL REFERENCES taxpayer,
  year integer NOT NULL,
  amount bigint NOT NULL CHECK (amount >= 0),
  PRIMARY KEY (personal_id, year)
);
COMMENT ON TABLE income IS 'Thu nhập chịu thuế: taxable income by year, in đồng';

CREATE TABLE obligation (
  personal_id text NOT NULL REFERENCES taxpayer,
  kind text NOT NULL CHECK (kind IN ('PERSONAL_INCOME', 'VALUE_ADDED', 'NON_AGRICULTURAL_LAND')),
  period text NOT NULL CHECK (period ~ '^[0-9]{4}(-[0-9]{2})?$'),
  amount bigint NOT NULL CHECK (amount >= 0),
  paid bigint NOT NULL CHECK (paid BETWEEN 0 AND amount),
  PRIMARY KEY (personal_id, period, kind)
);
COMMENT ON TABLE obligation IS 'Nghĩa vụ thuế: what was assessed and paid, in đồng';

GRANT SELECT ON taxpayer, registration, dependant, income, obligation TO tax_app;

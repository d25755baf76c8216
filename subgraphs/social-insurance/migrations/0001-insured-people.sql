CREATE TABLE insured (
  personal_id text PRIMARY KEY CHECK (personal_id ~ '^[0-9]{12}$'),
  number text NOT NULL UNIQUE CHECK (number ~ '^[0-9]{10}$'),
  recorded_name text NOT NULL,
  recorded_date_of_birth text CHECK (recorded_date_of_birth ~ '^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$')
);
COMMENT ON TABLE insured IS 'Người tham gia bảo hiểm: everyone with a social insurance number, with the agency''s own copy of who they are';
COMMENT ON COLUMN insured.number IS 'Mã số bảo hiểm xã hội: one for life, shared by social, health and unemployment insurance';
COMMENT ON COLUMN insured.recorded_date_of_birth IS 'As declared: a day, a month or only a year';

CREATE TABLE book (
  personal_id text PRIMARY KEY REFERENCES insured,
  status text NOT NULL CHECK (status IN ('CONTRIBUTING', 'PAUSED', 'RECEIVING_PENSION', 'CLOSED')),
  kind text NOT NULL CHECK (kind IN ('COMPULSORY', 'VOLUNTARY')),
  months_paid integer NOT NULL CHECK (months_paid >= 0)
);
COMMENT ON TABLE book IS 'Sổ bảo hiểm xã hội: who pays, or has paid, into social insurance';

CREATE TABLE period (
  personal_id text NOT NULL REFERENCES book,
  from_month text NOT NULL CHECK (from_month ~ '^[0-9]{4}-[0-9]{2}$'),
  to_month text CHECK (to_month ~ '^[0-9]{4}-[0-9]{2}$' AND to_month >= from_month),
  employer_name text,
  employer_tax_code text CHECK (employer_tax_code ~ '^[0-9]{10}(-[0-9]{3})?$'),
  salary_base bigint NOT NULL CHECK (salary_base >= 0),
  PRIMARY KEY (personal_id, from_month)
);
COMMENT ON TABLE period IS 'Quá trình đóng: a time of contribution with one employer and one salary base, in đồng a month';

CREATE TABLE unemployment (
  personal_id text PRIMARY KEY REFERENCES book,
  status text NOT NULL CHECK (status IN ('CONTRIBUTING', 'RECEIVING_BENEFIT', 'PAUSED')),
  months integer NOT NULL CHECK (months >= 0)
);
COMMENT ON TABLE unemployment IS 'Bảo hiểm thất nghiệp: months paid in for which no benefit was drawn yet';

CREATE TABLE pension (
  personal_id text PRIMARY KEY REFERENCES book,
  kind text NOT NULL CHECK (kind IN ('RETIREMENT', 'LOST_CAPACITY')),
  monthly_amount bigint NOT NULL CHECK (monthly_amount >= 0),
  pay_channel text NOT NULL CHECK (pay_channel IN ('BANK_ACCOUNT', 'CASH')),
  since text NOT NULL CHECK (since ~ '^[0-9]{4}-[0-9]{2}$')
);
COMMENT ON TABLE pension IS 'Lương hưu, trợ cấp hằng tháng: pensions being paid, in đồng a month';

CREATE TABLE facility (
  code text PRIMARY KEY CHECK (code ~ '^[0-9]{5}$'),
  name text NOT NULL
);
COMMENT ON TABLE facility IS 'Cơ sở khám chữa bệnh ban đầu: hospitals and clinics that take first registrations';

CREATE TABLE health_card (
  personal_id text PRIMARY KEY REFERENCES insured,
  legacy_code text NOT NULL CHECK (legacy_code ~ '^[A-Z]{2}[1-5][0-9]{12}$'),
  insured_group text NOT NULL CHECK (insured_group IN
    ('DN', 'HX', 'CH', 'NN', 'TK', 'HC', 'XK', 'HT', 'TE', 'HN', 'CN', 'DT', 'HS', 'SV', 'GD')),
  benefit_code integer NOT NULL CHECK (benefit_code BETWEEN 1 AND 5),
  area_code text CHECK (area_code IN ('K1', 'K2', 'K3')),
  facility_code text NOT NULL REFERENCES facility,
  valid_from date NOT NULL,
  valid_to date CHECK (valid_to >= valid_from),
  five_years_continuous_on date,
  printed_on date NOT NULL,
  household_order integer CHECK (household_order >= 1),
  CHECK ((household_order IS NOT NULL) = (insured_group = 'GD'))
);
COMMENT ON TABLE health_card IS 'Thẻ bảo hiểm y tế: the latest card of each person';
COMMENT ON COLUMN health_card.household_order IS 'Thứ tự thành viên: the place among the members of a household who insure themselves, from 1';

GRANT SELECT ON insured, book, period, unemployment, pension, facility, health_card TO social_insurance_app;

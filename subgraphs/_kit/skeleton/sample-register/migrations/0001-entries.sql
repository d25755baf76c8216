CREATE TABLE entry (
  personal_id text PRIMARY KEY CHECK (personal_id ~ '^[0-9]{12}$'),
  recorded_name text NOT NULL,
  recorded_date_of_birth text NOT NULL CHECK (recorded_date_of_birth ~ '^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$'),
  registered_on date NOT NULL
);
COMMENT ON TABLE entry IS 'Hồ sơ đăng ký: an entry in the sample register, with its own copy of who the person is';
COMMENT ON COLUMN entry.recorded_date_of_birth IS 'As on file: a day, a month or only a year';

GRANT SELECT ON entry TO sample_register_app;

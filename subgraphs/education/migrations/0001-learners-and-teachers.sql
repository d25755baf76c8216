CREATE TABLE school (
  code text PRIMARY KEY CHECK (code ~ '^[0-9]{8}$'),
  name text NOT NULL,
  stage text NOT NULL CHECK (stage IN
    ('KINDERGARTEN', 'PRIMARY', 'LOWER_SECONDARY', 'UPPER_SECONDARY', 'COLLEGE', 'UNIVERSITY')),
  province text NOT NULL
);
COMMENT ON TABLE school IS 'Cơ sở giáo dục: kindergartens, schools, colleges and universities';

CREATE TABLE record (
  personal_id text PRIMARY KEY CHECK (personal_id ~ '^[0-9]{12}$'),
  code text NOT NULL UNIQUE CHECK (code ~ '^[0-9]{10}$'),
  recorded_name text NOT NULL,
  recorded_date_of_birth text CHECK (recorded_date_of_birth ~ '^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$'),
  match_status text NOT NULL CHECK (match_status IN ('MATCHED', 'MISMATCHED', 'UNCHECKED'))
);
COMMENT ON TABLE record IS 'Hồ sơ giáo dục: everyone in the education database, with its own copy of who they are';
COMMENT ON COLUMN record.recorded_date_of_birth IS 'As declared: a day, a month or only a year';

CREATE TABLE learner (
  personal_id text PRIMARY KEY REFERENCES record,
  school_code text NOT NULL REFERENCES school,
  grade integer CHECK (grade BETWEEN 1 AND 12),
  class_name text,
  school_year text NOT NULL CHECK (school_year ~ '^[0-9]{4}-[0-9]{4}$'),
  status text NOT NULL CHECK (status IN ('STUDYING', 'ON_LEAVE', 'LEFT'))
);
COMMENT ON TABLE learner IS 'Người học: who learns where in the present school year';
COMMENT ON COLUMN learner.grade IS 'Lớp 1–12; at a college or university the year of study';

CREATE TABLE diploma (
  personal_id text NOT NULL REFERENCES record,
  level text NOT NULL CHECK (level IN
    ('LOWER_SECONDARY', 'UPPER_SECONDARY', 'COLLEGE', 'BACHELOR', 'MASTER', 'DOCTOR')),
  major text,
  school_code text NOT NULL REFERENCES school,
  graduation_year integer NOT NULL,
  classification text CHECK (classification IN ('EXCELLENT', 'VERY_GOOD', 'GOOD', 'AVERAGE')),
  serial_number text PRIMARY KEY,
  registry_number text NOT NULL,
  issued_on date NOT NULL,
  status text NOT NULL CHECK (status IN ('VALID', 'REPLACED', 'REVOKED'))
);
CREATE INDEX ON diploma (personal_id);
COMMENT ON TABLE diploma IS 'Văn bằng: diplomas that were entered';
COMMENT ON COLUMN diploma.serial_number IS 'Số hiệu: printed on the form';
COMMENT ON COLUMN diploma.registry_number IS 'Số vào sổ: in the issuer''s book of diplomas';

CREATE TABLE exam_registration (
  personal_id text NOT NULL REFERENCES record,
  year integer NOT NULL,
  exam_room text,
  subjects text[] NOT NULL,
  is_online boolean NOT NULL,
  PRIMARY KEY (personal_id, year)
);
COMMENT ON TABLE exam_registration IS 'Đăng ký dự thi: registrations for the upper secondary graduation exam';

CREATE TABLE exam_result (
  personal_id text NOT NULL,
  year integer NOT NULL,
  subject text NOT NULL CHECK (subject IN
    ('LITERATURE', 'MATHEMATICS', 'FOREIGN_LANGUAGE', 'PHYSICS', 'CHEMISTRY', 'BIOLOGY', 'HISTORY', 'GEOGRAPHY',
     'ECONOMICS_AND_LAW', 'INFORMATICS', 'TECHNOLOGY')),
  score double precision NOT NULL CHECK (score BETWEEN 0 AND 10),
  PRIMARY KEY (personal_id, year, subject),
  FOREIGN KEY (personal_id, year) REFERENCES exam_registration
);
COMMENT ON TABLE exam_result IS 'Điểm thi: published results of the graduation exam';

CREATE TABLE admission_application (
  personal_id text NOT NULL REFERENCES record,
  year integer NOT NULL,
  wish_number integer NOT NULL CHECK (wish_number >= 1),
  university_code text NOT NULL REFERENCES school,
  major text NOT NULL,
  method text NOT NULL CHECK (method IN ('EXAM_SCORES', 'SCHOOL_MARKS', 'APTITUDE_TEST', 'DIRECT')),
  result text NOT NULL CHECK (result IN ('PENDING', 'ADMITTED', 'NOT_ADMITTED')),
  PRIMARY KEY (personal_id, year, wish_number)
);
COMMENT ON TABLE admission_application IS 'Nguyện vọng xét tuyển: wishes for a place at a university or college';

CREATE TABLE teacher (
  personal_id text PRIMARY KEY REFERENCES record,
  code text NOT NULL UNIQUE CHECK (code ~ '^[0-9]{10}$'),
  school_code text NOT NULL REFERENCES school,
  subject text,
  since text NOT NULL CHECK (since ~ '^[0-9]{4}$')
);
COMMENT ON TABLE teacher IS 'Nhà giáo: who teaches where';

CREATE TABLE special_need (
  personal_id text NOT NULL REFERENCES record,
  kind text NOT NULL CHECK (kind IN ('SEEING', 'HEARING_AND_SPEAKING', 'MOVING', 'UNDERSTANDING', 'OTHER')),
  PRIMARY KEY (personal_id, kind)
);
COMMENT ON TABLE special_need IS 'Nhu cầu giáo dục đặc biệt: why a learner needs support';

GRANT SELECT ON school, record, learner, diploma, exam_registration, exam_result, admission_application, teacher,
  special_need TO education_app;

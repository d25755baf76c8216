-- What citizens dispute of what is on record about them, and what the stewards of the ministries answered.

CREATE TABLE correction (
  id uuid PRIMARY KEY,
  subject text NOT NULL,
  field text NOT NULL,
  ministries text[] NOT NULL CHECK (cardinality(ministries) > 0),
  text text NOT NULL,
  evidence text,
  account text NOT NULL,
  client text NOT NULL,
  requested_at timestamptz NOT NULL DEFAULT now(),
  rule_set text NOT NULL,
  acknowledge_by timestamptz,
  due_at timestamptz NOT NULL
);
CREATE INDEX correction_of_subject ON correction (subject, id);
CREATE INDEX correction_of_ministry ON correction USING gin (ministries);
COMMENT ON TABLE correction IS 'Requests of citizens to correct what is on record about them. Nothing here is ever changed or taken away';
COMMENT ON COLUMN correction.field IS 'The coordinate of what is disputed. What is on record there is nowhere in this table, unless the citizen wrote it';
COMMENT ON COLUMN correction.ministries IS 'The subgraphs that answer the field: the steward of one of them answers';
COMMENT ON COLUMN correction.rule_set IS 'The law of the day, by which acknowledge_by and due_at are reckoned';

CREATE TABLE correction_answer (
  correction uuid PRIMARY KEY REFERENCES correction,
  outcome text NOT NULL CHECK (outcome IN ('corrected', 'refused')),
  text text NOT NULL,
  agency text NOT NULL,
  account text NOT NULL,
  answered_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE correction_answer IS 'What a steward answered, once';

CREATE TRIGGER correction_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON correction
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER correction_answer_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON correction_answer
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

GRANT SELECT, INSERT ON correction, correction_answer TO gateway_app;

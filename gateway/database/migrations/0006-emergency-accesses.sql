-- Who looked at a citizen because life or health was in danger, and what the supervisor found. The login that answers
-- requests adds rows and can do nothing else: when an access begins and ends is said by the database.

CREATE FUNCTION end_of_second_working_day(moment timestamptz) RETURNS timestamptz LANGUAGE sql STABLE AS $$
  SELECT (day + CASE extract(isodow FROM day) WHEN 4 THEN 4 WHEN 5 THEN 4 WHEN 6 THEN 3 ELSE 2 END + 1)::timestamp
    AT TIME ZONE INTERVAL '7 hours'
  FROM (SELECT (moment AT TIME ZONE INTERVAL '7 hours')::date AS day)
$$;
COMMENT ON FUNCTION end_of_second_working_day IS 'Midnight in Vietnam after the second working day that follows. Holidays are not known here';

CREATE TABLE emergency_access (
  id uuid PRIMARY KEY,
  subject text NOT NULL,
  purpose text NOT NULL,
  dossier text NOT NULL,
  agency text NOT NULL,
  account text NOT NULL,
  client text NOT NULL,
  reason text NOT NULL,
  text text NOT NULL CHECK (char_length(text) BETWEEN 20 AND 500),
  opens text[] NOT NULL,
  started_at timestamptz NOT NULL DEFAULT now(),
  ends_at timestamptz NOT NULL DEFAULT now() + INTERVAL '60 minutes' CHECK (ends_at > started_at),
  review_due_at timestamptz NOT NULL DEFAULT end_of_second_working_day(now())
);
CREATE INDEX emergency_access_of_account ON emergency_access (agency, account, started_at);
CREATE INDEX emergency_access_of_agency ON emergency_access (agency, started_at, id);
CREATE INDEX emergency_access_of_subject ON emergency_access (subject, started_at DESC, id);
COMMENT ON TABLE emergency_access IS 'Each time that somebody opened a citizen’s data in an emergency. Append-only';
COMMENT ON COLUMN emergency_access.subject IS 'The personal ID of the citizen';
COMMENT ON COLUMN emergency_access.account IS 'Who opened it, as the OpenID provider names the account';
COMMENT ON COLUMN emergency_access.text IS 'What happened, in the words of who opened it';

CREATE TABLE emergency_review (
  access uuid PRIMARY KEY REFERENCES emergency_access,
  outcome text NOT NULL CHECK (outcome IN ('JUSTIFIED', 'UNJUSTIFIED')),
  text text NOT NULL CHECK (char_length(text) BETWEEN 20 AND 500),
  account text NOT NULL,
  reviewed_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON COLUMN emergency_access.opens IS 'What the purpose opened of the citizen then, as coordinates';
COMMENT ON TABLE emergency_review IS 'What the supervisor found of an access. UNJUSTIFIED ends it. Append-only';

CREATE VIEW emergency_access_state AS
  SELECT emergency_access.*, outcome, emergency_review.text AS review_text, reviewed_at,
    ends_at > now() AND outcome IS DISTINCT FROM 'UNJUSTIFIED' AS is_live
  FROM emergency_access LEFT JOIN emergency_review ON emergency_review.access = emergency_access.id;

CREATE TRIGGER emergency_access_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON emergency_access
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER emergency_review_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON emergency_review
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

GRANT SELECT ON emergency_access, emergency_review, emergency_access_state TO gateway_app;
GRANT INSERT (id, subject, purpose, dossier, agency, account, client, reason, text, opens) ON emergency_access TO gateway_app;
GRANT INSERT (access, outcome, text, account) ON emergency_review TO gateway_app;

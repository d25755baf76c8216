-- What citizens were asked and what they answered. The login that answers requests can do one thing: add an event. A
-- trigger applies it to the current state, and refuses what does not follow from that, so that the two always agree.

CREATE TABLE consent_notice (
  hash text PRIMARY KEY CHECK (hash ~ '^[0-9a-f]{64}$'),
  language text NOT NULL CHECK (language IN ('vi', 'en')),
  text text NOT NULL,
  kept_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE consent_notice IS 'The texts that citizens were shown before they decided, each kept once';
COMMENT ON COLUMN consent_notice.hash IS 'SHA-256 of the text in UTF-8, in hexadecimal digits';

CREATE TABLE consent (
  id uuid PRIMARY KEY,
  version integer NOT NULL DEFAULT 1 CHECK (version > 0),
  subject text NOT NULL,
  agency text NOT NULL,
  purpose text NOT NULL,
  dossier text,
  fields text[] NOT NULL CHECK (cardinality(fields) > 0),
  state text NOT NULL CHECK (state IN ('requested', 'given', 'refused', 'withdrawn')),
  days integer CHECK (days > 0),
  answer_until timestamptz,
  code text,
  valid_from timestamptz,
  valid_until timestamptz CHECK (valid_until > valid_from),
  given_as text,
  changed_at timestamptz NOT NULL DEFAULT now(),
  CHECK ((state IN ('given', 'withdrawn')) = (valid_from IS NOT NULL)),
  CHECK ((valid_from IS NULL) = (valid_until IS NULL)),
  CHECK (state <> 'requested' OR (days IS NOT NULL AND answer_until IS NOT NULL))
);
CREATE INDEX consent_of_subject ON consent (subject) WHERE state IN ('given', 'withdrawn');
CREATE INDEX consent_request_of_subject ON consent (subject, answer_until) WHERE state = 'requested';
CREATE INDEX consent_listed ON consent (subject, changed_at DESC, id);
COMMENT ON TABLE consent IS 'The current state of each consent and each request for one: the outcome of its events';
COMMENT ON COLUMN consent.subject IS 'The personal ID of the citizen whose data it is about';
COMMENT ON COLUMN consent.agency IS 'The code of the recipient';
COMMENT ON COLUMN consent.fields IS 'Coordinates: while requested what is asked for, afterwards what was granted';
COMMENT ON COLUMN consent.days IS 'How long the recipient asks for';
COMMENT ON COLUMN consent.answer_until IS 'A request that nobody answered by then has expired';
COMMENT ON COLUMN consent.code IS 'Short code by which the citizen finds a request at the counter';
COMMENT ON COLUMN consent.given_as IS 'citizen, guardian or attorney';

CREATE TABLE consent_event (
  consent uuid NOT NULL,
  version integer NOT NULL CHECK (version > 0),
  at timestamptz NOT NULL DEFAULT now(),
  kind text NOT NULL CHECK (kind IN ('requested', 'given', 'refused', 'withdrawn', 'renewed')),
  subject text NOT NULL,
  agency text NOT NULL,
  purpose text NOT NULL,
  dossier text,
  fields text[] NOT NULL CHECK (cardinality(fields) > 0),
  days integer CHECK (days > 0),
  answer_until timestamptz,
  code text,
  valid_from timestamptz,
  valid_until timestamptz,
  acted_as text NOT NULL CHECK (acted_as IN ('agency', 'citizen', 'guardian', 'attorney')),
  actor text,
  account text NOT NULL,
  client text NOT NULL,
  eid_level smallint NOT NULL,
  notice text REFERENCES consent_notice,
  rule_set text NOT NULL,
  due_at timestamptz,
  call_key text,
  call_digest text,
  PRIMARY KEY (consent, version),
  CHECK ((kind IN ('given', 'renewed')) = (notice IS NOT NULL)),
  CHECK ((kind IN ('given', 'renewed')) = (valid_from IS NOT NULL)),
  CHECK ((acted_as = 'agency') = (actor IS NULL)),
  CHECK ((acted_as = 'agency') = (kind = 'requested'))
);
CREATE UNIQUE INDEX consent_event_call ON consent_event (account, client, call_key) WHERE call_key IS NOT NULL;
COMMENT ON TABLE consent_event IS 'All that happened to consents. Nothing here is ever changed or taken away';
COMMENT ON COLUMN consent_event.actor IS 'The personal ID of who acted for the subject, or of the subject; null for the agency';
COMMENT ON COLUMN consent_event.account IS 'Evidence: the account that was signed in, as the OpenID provider names it';
COMMENT ON COLUMN consent_event.client IS 'Evidence: the program through which it came';
COMMENT ON COLUMN consent_event.eid_level IS 'Evidence: how surely the account was signed in';
COMMENT ON COLUMN consent_event.notice IS 'What was shown before the decision';
COMMENT ON COLUMN consent_event.rule_set IS 'The law of the day, by which due_at is reckoned';
COMMENT ON COLUMN consent_event.due_at IS 'When the law wants it acted on';
COMMENT ON COLUMN consent_event.call_key IS 'Chosen by the caller: the same call again is answered the same';
COMMENT ON COLUMN consent_event.call_digest IS 'What the call asked for, so that a key is not taken for another call';

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE TRIGGER consent_event_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON consent_event
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER consent_notice_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON consent_notice
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Runs as the owner, since nobody else may write to consent.
CREATE FUNCTION apply_consent_event() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  state_before text[] := CASE NEW.kind
    WHEN 'given' THEN ARRAY['requested']
    WHEN 'refused' THEN ARRAY['requested']
    WHEN 'withdrawn' THEN ARRAY['given']
    WHEN 'renewed' THEN ARRAY['given']
  END;
  is_grant boolean := NEW.kind IN ('given', 'renewed');
  state_after text := CASE NEW.kind WHEN 'renewed' THEN 'given' ELSE NEW.kind END;
BEGIN
  IF NEW.version = 1 THEN
    IF NEW.kind NOT IN ('requested', 'given') THEN
      RAISE EXCEPTION 'a consent does not begin as %', NEW.kind USING ERRCODE = 'check_violation';
    END IF;
    INSERT INTO consent (id, version, subject, agency, purpose, dossier, fields, state, days, answer_until, code,
      valid_from, valid_until, given_as, changed_at)
    VALUES (NEW.consent, 1, NEW.subject, NEW.agency, NEW.purpose, NEW.dossier, NEW.fields, state_after, NEW.days,
      NEW.answer_until, NEW.code, NEW.valid_from, NEW.valid_until,
      CASE WHEN NEW.kind = 'given' THEN NEW.acted_as END, NEW.at);
    RETURN NULL;
  END IF;
  UPDATE consent SET
    version = NEW.version,
    fields = NEW.fields,
    state = state_after,
    valid_from = CASE WHEN is_grant THEN NEW.valid_from ELSE valid_from END,
    valid_until = CASE WHEN is_grant THEN NEW.valid_until ELSE valid_until END,
    given_as = CASE WHEN is_grant THEN NEW.acted_as ELSE given_as END,
    changed_at = NEW.at
  WHERE id = NEW.consent AND version = NEW.version - 1 AND state = ANY (state_before)
    AND (subject, agency, purpose) = (NEW.subject, NEW.agency, NEW.purpose)
    AND dossier IS NOT DISTINCT FROM NEW.dossier
    AND fields @> NEW.fields
    AND (NEW.kind <> 'given' OR (answer_until > NEW.at AND NEW.valid_until <= NEW.at + make_interval(days => days)));
  IF NOT FOUND THEN
    RAISE EXCEPTION '% does not follow from what the consent is', NEW.kind USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER consent_event_is_applied AFTER INSERT ON consent_event
  FOR EACH ROW EXECUTE FUNCTION apply_consent_event();

GRANT SELECT ON consent TO gateway_app;
GRANT SELECT, INSERT ON consent_event, consent_notice TO gateway_app;

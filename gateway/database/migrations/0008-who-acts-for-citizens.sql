CREATE INDEX consent_by_subject ON consent (subject, id DESC);
DROP INDEX consent_listed;

-- Authorities to act for a citizen, and their ends: each a row that stays.
CREATE TABLE representation (
  id uuid PRIMARY KEY,
  subject text NOT NULL,
  representative text NOT NULL CHECK (representative <> subject),
  document text NOT NULL,
  valid_from timestamptz NOT NULL DEFAULT now(),
  valid_until timestamptz NOT NULL CHECK (valid_until > valid_from),
  entered_by text NOT NULL,
  agency text NOT NULL,
  entered_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX ON representation (subject, representative);
COMMENT ON TABLE representation IS 'Who may act for a citizen in matters of consent, by an authority that an officer has seen';
COMMENT ON COLUMN representation.document IS 'The number of the power of attorney';
COMMENT ON COLUMN representation.entered_by IS 'The account of the officer, as the OpenID provider names it';

CREATE TABLE representation_end (
  representation uuid PRIMARY KEY REFERENCES representation,
  ended_by text NOT NULL,
  agency text NOT NULL,
  ended_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE representation_end IS 'Authorities that were ended before their time';

CREATE TABLE processing_objection (
  id uuid PRIMARY KEY,
  subject text NOT NULL,
  agency text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('raised', 'lifted')),
  at timestamptz NOT NULL DEFAULT now(),
  acted_as text NOT NULL CHECK (acted_as IN ('citizen', 'guardian', 'attorney')),
  actor text NOT NULL,
  account text NOT NULL,
  client text NOT NULL,
  eid_level smallint NOT NULL,
  rule_set text NOT NULL,
  due_at timestamptz NOT NULL
);
CREATE INDEX ON processing_objection (subject, agency, id DESC);
COMMENT ON TABLE processing_objection IS 'Citizens who want an agency to process nothing on their consent: the latest row of the two holds';

-- Keys that receipts were ever signed with: who holds a receipt can verify it after the key was replaced.
CREATE TABLE receipt_key (
  id text PRIMARY KEY,
  public_jwk jsonb NOT NULL,
  used_since timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE receipt_key IS 'Public keys that receipts of consents were signed with';

DO $$
DECLARE
  append_only text;
BEGIN
  FOREACH append_only IN ARRAY ARRAY['representation', 'representation_end', 'processing_objection', 'receipt_key'] LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE OR TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()',
      append_only || '_is_append_only', append_only);
    EXECUTE format('GRANT SELECT, INSERT ON %I TO gateway_app', append_only);
  END LOOP;
END $$;

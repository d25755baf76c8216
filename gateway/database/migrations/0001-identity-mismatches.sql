CREATE TABLE identity_mismatch (
  guesser text PRIMARY KEY,
  mismatches integer NOT NULL CHECK (mismatches > 0),
  allowed integer NOT NULL CHECK (allowed > 0),
  ends_at timestamptz NOT NULL
);
CREATE INDEX ON identity_mismatch (ends_at);
COMMENT ON TABLE identity_mismatch IS 'How often who asked named citizens wrongly of late. No citizen is named here';
COMMENT ON COLUMN identity_mismatch.guesser IS 'The account of a person, or a program, as the OpenID provider names it';
COMMENT ON COLUMN identity_mismatch.allowed IS 'With so many mismatches look-ups are locked until ends_at; with fewer they are forgotten then';

GRANT SELECT, INSERT, UPDATE, DELETE ON identity_mismatch TO gateway_app;

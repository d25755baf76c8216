CREATE TABLE concealment (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  agency text NOT NULL,
  dossier text NOT NULL,
  document text NOT NULL,
  account text NOT NULL,
  client text NOT NULL,
  entered_at timestamptz NOT NULL DEFAULT now(),
  until timestamptz NOT NULL CHECK (until > entered_at AND until <= entered_at + INTERVAL '180 days')
);
CREATE INDEX concealment_of_dossier ON concealment (agency, dossier, until);
COMMENT ON TABLE concealment IS 'Dossiers whose records an authority keeps back from the citizens for a time. The records themselves stay as they are';
COMMENT ON COLUMN concealment.document IS 'The order that it rests on';

CREATE TRIGGER concealment_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON concealment
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Whether a record is kept back from its citizen. However often it is renewed, no record is for longer than 365 days.
CREATE FUNCTION is_concealed(record ledger_record) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT record.at > now() - INTERVAL '365 days' AND EXISTS (
    SELECT FROM concealment
    WHERE concealment.agency = record.agency AND concealment.dossier = record.dossier AND concealment.until > now()
  )
$$;

-- The database sets when it was entered.
GRANT SELECT, INSERT (agency, dossier, document, account, client, until) ON concealment TO gateway_app;

-- How all processes of the gateway learn of a changed consent: docs/decisions/0027-a-withdrawal-holds-everywhere.md.

CREATE TABLE consent_epoch (
  is_only boolean PRIMARY KEY DEFAULT true CHECK (is_only),
  number bigint NOT NULL,
  changed_by xid8 NOT NULL
);
INSERT INTO consent_epoch (number, changed_by) VALUES (0, '0');
COMMENT ON TABLE consent_epoch IS 'One row, which each transaction that changes consents changes last: so the numbers have the order of the commits, and none is missing';
COMMENT ON COLUMN consent_epoch.changed_by IS 'The transaction that made the number, for which one is enough';

CREATE TABLE consent_change (
  number bigint NOT NULL,
  subject text NOT NULL,
  PRIMARY KEY (number, subject)
);
COMMENT ON TABLE consent_change IS 'Whose consents changed of late. A number that has nobody here stands for everybody';

CREATE TABLE gateway_process (
  id uuid PRIMARY KEY,
  epoch bigint NOT NULL,
  renewals bigint NOT NULL DEFAULT 0
);
COMMENT ON TABLE gateway_process IS 'The processes that answer requests. Only they write here: one whose row is taken away is not waited for';
COMMENT ON COLUMN gateway_process.epoch IS 'Up to which number it answers by the changes';
COMMENT ON COLUMN gateway_process.renewals IS 'A live process counts on each second';

-- Runs as the owner, so that nobody can change a consent and not say so.
CREATE FUNCTION announce_consent_change() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  latest bigint;
BEGIN
  UPDATE consent_epoch SET number = number + 1, changed_by = pg_current_xact_id()
  WHERE changed_by <> pg_current_xact_id()
  RETURNING number INTO latest;
  IF FOUND THEN
    -- Who is further behind reads everything anew, see MAX_CHANGES.
    DELETE FROM consent_change WHERE number <= latest - 1000;
    PERFORM pg_notify('consent_change', '');
  ELSE
    SELECT number INTO latest FROM consent_epoch;
  END IF;
  IF TG_LEVEL = 'ROW' THEN
    INSERT INTO consent_change (number, subject)
    SELECT DISTINCT latest, subject FROM unnest(ARRAY[OLD.subject, NEW.subject]) AS changed (subject)
    WHERE subject IS NOT NULL
    ON CONFLICT DO NOTHING;
  END IF;
  RETURN NULL;
END $$;

-- At the end of the transaction, so that others wait for the row of consent_epoch no longer than a commit takes.
CREATE CONSTRAINT TRIGGER consent_is_given AFTER INSERT ON consent
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (NEW.state IN ('given', 'withdrawn'))
  EXECUTE FUNCTION announce_consent_change();
CREATE CONSTRAINT TRIGGER consent_is_changed AFTER UPDATE ON consent
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (OLD IS DISTINCT FROM NEW AND (OLD.state IN ('given', 'withdrawn') OR NEW.state IN ('given', 'withdrawn')))
  EXECUTE FUNCTION announce_consent_change();
CREATE CONSTRAINT TRIGGER consent_is_gone AFTER DELETE ON consent
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (OLD.state IN ('given', 'withdrawn'))
  EXECUTE FUNCTION announce_consent_change();
CREATE TRIGGER consents_are_gone AFTER TRUNCATE ON consent
  FOR EACH STATEMENT EXECUTE FUNCTION announce_consent_change();

GRANT SELECT ON consent_epoch, consent_change TO gateway_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON gateway_process TO gateway_app;

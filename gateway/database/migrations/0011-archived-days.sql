-- Days whose records are in files now. Who reads records of such a day has to know that the table no longer has them.

CREATE TABLE ledger_archived_day (
  day date PRIMARY KEY,
  records bigint NOT NULL CHECK (records > 0),
  archived_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE ledger_archived_day IS 'Days of UTC whose records npm run ledger -- archive has moved to files';
COMMENT ON COLUMN ledger_archived_day.records IS 'How many the file has';

CREATE TRIGGER only_added BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_archived_day EXECUTE FUNCTION ledger_refuse();

GRANT SELECT ON ledger_archived_day TO gateway_app;

-- As before, but no day comes back: its file would no longer be the whole of it.
CREATE OR REPLACE FUNCTION ledger_open_day(day date) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
  partition text := 'ledger_record_' || to_char(day, 'YYYYMMDD');
BEGIN
  -- One at a time: two that made the same day would wait for each other's locks.
  PERFORM pg_advisory_xact_lock(hashtext('ledger_open_day'));
  IF EXISTS (SELECT FROM ledger_archived_day AS archived WHERE archived.day = ledger_open_day.day) THEN
    RAISE EXCEPTION 'the records of % are archived', day USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF to_regclass(partition) IS NULL THEN
    EXECUTE format(
      'CREATE TABLE %I PARTITION OF ledger_record FOR VALUES FROM (%L) TO (%L)',
      partition, day::timestamp AT TIME ZONE 'UTC', (day + 1)::timestamp AT TIME ZONE 'UTC'
    );
  END IF;
END $$;

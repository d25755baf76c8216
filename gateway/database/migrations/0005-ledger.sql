CREATE TABLE ledger_edition (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  hash bytea NOT NULL UNIQUE,
  content text NOT NULL
);
COMMENT ON TABLE ledger_edition IS 'What records were made under: the register of fields, the ministries, and the versions of supergraph, purposes, policy and rule set';
COMMENT ON COLUMN ledger_edition.hash IS 'SHA-256 of content';

CREATE TABLE ledger_record (
  id uuid NOT NULL,
  request uuid NOT NULL,
  at timestamptz NOT NULL,
  batch bigint NOT NULL,
  edition integer NOT NULL,
  ordinal smallint NOT NULL,
  relative boolean NOT NULL,
  own boolean NOT NULL,
  kind text NOT NULL,
  outcome text NOT NULL,
  role text NOT NULL,
  agency text,
  account text NOT NULL,
  client text NOT NULL,
  purpose text,
  dossier text,
  operation text,
  details text NOT NULL,
  subject text,
  salt bytea,
  commitment bytea,
  PRIMARY KEY (id, at),
  CHECK ((subject IS NULL) = (salt IS NULL)),
  CHECK (subject IS NULL OR commitment IS NULL)
) PARTITION BY RANGE (at);
CREATE INDEX ON ledger_record (batch);
CREATE INDEX ON ledger_record (subject, at) WHERE subject IS NOT NULL;
COMMENT ON TABLE ledger_record IS 'What each request was told of each citizen, or asked and was refused. No value of a field. A partition for each day of UTC; rows are only added';
COMMENT ON COLUMN ledger_record.id IS 'UUID version 7';
COMMENT ON COLUMN ledger_record.batch IS 'The records that were committed together; with ordinal, which of them';
COMMENT ON COLUMN ledger_record.relative IS 'The request was about another citizen, this one came up in the answer';
COMMENT ON COLUMN ledger_record.own IS 'The citizen asked about themselves, or a portal did for them';
COMMENT ON COLUMN ledger_record.outcome IS 'ANSWERED, or the code of the error';
COMMENT ON COLUMN ledger_record.details IS 'Which fields on what basis, as gateway/ledger/details.ts writes it; positions in the register of the edition';
COMMENT ON COLUMN ledger_record.subject IS 'Personal ID; null where it is about nobody, or erased';
COMMENT ON COLUMN ledger_record.salt IS 'Random. The leaf holds SHA-256(salt, subject) alone, which tells nothing once the salt is gone';
COMMENT ON COLUMN ledger_record.commitment IS 'SHA-256(salt, subject), where subject and salt were erased';

CREATE TABLE ledger_pending (
  batch bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  leaf_hashes bytea NOT NULL
);
COMMENT ON TABLE ledger_pending IS 'Batches of records that have no place in the tree yet';
COMMENT ON COLUMN ledger_pending.leaf_hashes IS '32 bytes for each record, in their order';

CREATE TABLE ledger_batch (
  first_index bigint PRIMARY KEY,
  batch bigint NOT NULL UNIQUE,
  leaf_hashes bytea NOT NULL CHECK (length(leaf_hashes) > 0 AND length(leaf_hashes) % 32 = 0)
);
COMMENT ON TABLE ledger_batch IS 'Batches in the order of the tree';
COMMENT ON COLUMN ledger_batch.first_index IS 'The leaf of its first record';

CREATE TABLE ledger_node (
  level smallint NOT NULL,
  index bigint NOT NULL,
  hash bytea NOT NULL,
  PRIMARY KEY (level, index)
);
COMMENT ON TABLE ledger_node IS 'Roots of complete subtrees of 256 leaves and more. They follow from the records, and make proofs short work';
COMMENT ON COLUMN ledger_node.level IS 'It has 2^level leaves';

CREATE TABLE ledger_checkpoint (
  size bigint PRIMARY KEY,
  at timestamptz NOT NULL DEFAULT now(),
  note text NOT NULL
);
CREATE INDEX ON ledger_checkpoint (at);
COMMENT ON TABLE ledger_checkpoint IS 'Signed roots of the tree';
COMMENT ON COLUMN ledger_checkpoint.note IS 'C2SP tlog-checkpoint, a signed note';

CREATE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'rows of % are only added', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;

-- A law may ask that a record no longer tells whom it is about. Nothing else of it may change.
CREATE FUNCTION ledger_erase_only() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  erased ledger_record := OLD;
BEGIN
  erased.subject := NULL;
  erased.salt := NULL;
  erased.commitment := sha256(OLD.salt || convert_to(OLD.subject, 'UTF8'));
  IF OLD.subject IS NULL OR NEW IS DISTINCT FROM erased THEN
    RAISE EXCEPTION 'of a record only the subject can be erased' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER erase_only BEFORE UPDATE ON ledger_record FOR EACH ROW EXECUTE FUNCTION ledger_erase_only();
CREATE TRIGGER never_deleted BEFORE DELETE ON ledger_record FOR EACH ROW EXECUTE FUNCTION ledger_refuse();
CREATE TRIGGER never_truncated BEFORE TRUNCATE ON ledger_record EXECUTE FUNCTION ledger_refuse();
CREATE TRIGGER only_added BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_edition EXECUTE FUNCTION ledger_refuse();
CREATE TRIGGER only_added BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_batch EXECUTE FUNCTION ledger_refuse();
CREATE TRIGGER only_added BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_node EXECUTE FUNCTION ledger_refuse();
CREATE TRIGGER only_added BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_checkpoint EXECUTE FUNCTION ledger_refuse();

-- The login that writes owns no table, so it makes the days' partitions through this.
CREATE FUNCTION ledger_open_day(day date) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
  partition text := 'ledger_record_' || to_char(day, 'YYYYMMDD');
BEGIN
  -- One at a time: two that made the same day would wait for each other's locks.
  PERFORM pg_advisory_xact_lock(hashtext('ledger_open_day'));
  IF to_regclass(partition) IS NULL THEN
    EXECUTE format(
      'CREATE TABLE %I PARTITION OF ledger_record FOR VALUES FROM (%L) TO (%L)',
      partition, day::timestamp AT TIME ZONE 'UTC', (day + 1)::timestamp AT TIME ZONE 'UTC'
    );
  END IF;
END $$;

GRANT SELECT, INSERT ON ledger_edition, ledger_record, ledger_batch, ledger_node, ledger_checkpoint TO gateway_app;
GRANT SELECT, INSERT, DELETE ON ledger_pending TO gateway_app;
REVOKE EXECUTE ON FUNCTION ledger_open_day(date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ledger_open_day(date) TO gateway_app;

-- As before, and only where the erasure is on record. Its record is written first, in the same transaction: till that ends, it
-- has no place in the tree.
CREATE OR REPLACE FUNCTION ledger_erase_only() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  erased ledger_record := OLD;
BEGIN
  erased.subject := NULL;
  erased.salt := NULL;
  erased.commitment := sha256(OLD.salt || convert_to(OLD.subject, 'UTF8'));
  IF OLD.subject IS NULL OR NEW IS DISTINCT FROM erased THEN
    RAISE EXCEPTION 'of a record only the subject can be erased' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF NOT EXISTS (
    SELECT FROM ledger_pending JOIN ledger_record AS erasure USING (batch)
    WHERE erasure.kind = 'erasure' AND erasure.dossier = OLD.id::text
  ) THEN
    RAISE EXCEPTION 'an erasure has to be on record: npm run ledger -- erase' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;

-- The way from a number of 9 digits to those who are on record with it.
CREATE INDEX ON legacy_id_number (number);

CREATE TABLE statistics_questions (
  asker text PRIMARY KEY,
  day date NOT NULL,
  digests text[] NOT NULL
);
COMMENT ON TABLE statistics_questions IS 'What each analyst has asked for statistics on their latest day, by digests of the questions';
COMMENT ON COLUMN statistics_questions.asker IS 'Agency and account, as the OpenID provider names them';
COMMENT ON COLUMN statistics_questions.day IS 'Of UTC';

GRANT SELECT, INSERT, UPDATE ON statistics_questions TO gateway_app;

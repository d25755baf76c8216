import { expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { openDatabase } from '../../postgres/open-database.ts';
import { writeArray, writeTextArray } from '../../postgres/write-array.ts';
import { openTestPostgres } from '../support/postgres.ts';

test('what is written is what PostgreSQL reads, whatever signs are in it', async () => {
  const postgres = await openTestPostgres();
  const database = openDatabase<Record<never, never>>(postgres.adminUrl);
  const texts = [
    'plain',
    '',
    ' ',
    'NULL',
    null,
    'a,b',
    '{}',
    '"quoted"',
    '\\',
    '\\"',
    "'",
    'line\nbreak',
    '\t',
    'Đỗ',
    '💡',
  ];
  try {
    const { rows } = await sql<{ text: string | null; number: number }>`
      SELECT text, number FROM unnest(
        ${writeTextArray(texts, (text) => text)}::text[], ${writeArray([...texts.keys()], (key) => key)}::integer[]
      ) AS given (text, number)
    `.execute(database);
    expect(rows).toEqual(texts.map((text, number) => ({ text, number })));
    const none = await sql`SELECT * FROM unnest(${writeArray([], String)}::text[])`.execute(database);
    expect(none.rows).toEqual([]);
  } finally {
    await database.destroy();
    await postgres.close();
  }
});

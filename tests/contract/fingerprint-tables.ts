import pg from 'pg';

/** A hash of the rows of each table of a database that holds any; the kit's record of migrations is left out. */
export async function fingerprintTables(url: string): Promise<Record<string, string>> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows: tables } = await client.query<{ name: string }>(
      `SELECT relname AS name FROM pg_class
       WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname NOT LIKE 'kysely%'`,
    );
    const hashes: Record<string, string> = {};
    for (const { name } of tables) {
      const { rows } = await client.query<{ hash: string | null }>(
        `SELECT md5(string_agg(line, E'\\n' ORDER BY line)) AS hash
         FROM (SELECT t::text AS line FROM ${pg.escapeIdentifier(name)} AS t) AS lines`,
      );
      const hash = rows[0]?.hash;
      if (hash) hashes[name] = hash;
    }
    return hashes;
  } finally {
    await client.end();
  }
}

import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { Ministry } from '../ministry.ts';
import { generateHouseholds } from '../people/generate-households.ts';
import { DATA_AS_OF } from '../people/person.ts';
import { createRandom } from '../people/random.ts';
import { copyLine } from './copy-line.ts';
import { findDataSet, findFilledTable, recordDataSet } from './data-set.ts';
import type { Cell } from './seed.ts';

export interface SeedOptions {
  /** How many citizens the generator makes, the planted ones among them. */
  readonly citizens: number;
  /** Told after each chunk how many citizens are written. */
  readonly onProgress?: (citizens: number) => void;
}

/** Citizens whose rows are kept in memory before they are copied out. */
const CHUNK_CITIZENS = 2000;

/**
 * Fills a ministry's tables with made-up people, streamed through COPY in one transaction, so that a run that breaks
 * off leaves nothing behind.
 * @param url  the login that owns the tables
 * @returns    false when the tables already hold this data set
 * @throws     Error when they hold another one, or rows that no seeding wrote
 */
export async function seedMinistry(ministry: Ministry, url: string, options: SeedOptions): Promise<boolean> {
  const client = new pg.Client({ connectionString: url });
  // A connection that breaks fails the statement under way; unheard, its event would end the process as well.
  client.on('error', () => {});
  await client.connect();
  try {
    await client.query('BEGIN');
    // Of two runs at once the second waits, and then finds the data of the first.
    await client.query(`SELECT pg_advisory_xact_lock(hashtext('synthetic_data_set'))`);
    if (await isSeeded(client, ministry, options)) return false;
    await copyHouseholds(client, ministry, options);
    await recordDataSet(client, options.citizens);
    await client.query('COMMIT');
    await client.query(`VACUUM ANALYZE ${tableNames(ministry).map(quote).join(', ')}`);
    return true;
  } finally {
    await client.end();
  }
}

/** Whether this data set is there already. Real rows are never mixed with made-up ones. */
async function isSeeded(client: pg.Client, ministry: Ministry, { citizens }: SeedOptions): Promise<boolean> {
  const found = await findDataSet(client);
  if (found?.citizens === citizens && found.asOf === DATA_AS_OF) return true;
  if (found) {
    const keep = found.asOf === DATA_AS_OF ? `, or with --citizens ${found.citizens} to keep it` : '';
    throw new Error(
      `The database of ${ministry.name} holds ${found.citizens} citizens as of ${found.asOf}, not ${citizens} as of ${DATA_AS_OF}. Start with --fresh to rebuild it${keep}.`,
    );
  }
  const filled = await findFilledTable(client, tableNames(ministry));
  if (filled) {
    throw new Error(
      `The table ${filled} of ${ministry.name} holds rows that no seeding wrote. Made-up people are not added to them: give another database.`,
    );
  }
  return false;
}

async function copyHouseholds(client: pg.Client, ministry: Ministry, { citizens, onProgress }: SeedOptions) {
  const { tables, open } = ministry.seed;
  const lines = new Map(tableNames(ministry).map((table) => [table, [] as string[]]));
  const seedHousehold = open({
    add: (table: string, ...cells: readonly Cell[]) => {
      const rows = lines.get(table);
      if (rows === undefined || cells.length !== tables[table]?.length) {
        throw new Error(`${ministry.name}: ${cells.length} cells do not fit the columns of the seed's table ${table}`);
      }
      rows.push(copyLine(cells));
    },
    random: (...words) => createRandom(ministry.name, ...words),
  });

  let written = 0;
  let waiting = 0;
  const flush = async () => {
    for (const [table, rows] of lines) {
      if (rows.length > 0) await copyRows(client, table, tables[table] ?? [], rows.splice(0));
    }
    written += waiting;
    waiting = 0;
    onProgress?.(written);
  };

  for (const household of generateHouseholds({ citizens })) {
    seedHousehold(household);
    waiting += household.members.length;
    if (waiting >= CHUNK_CITIZENS) await flush();
  }
  await flush();
}

async function copyRows(client: pg.Client, table: string, columns: readonly string[], rows: readonly string[]) {
  const copy = client.query(copyFrom(`COPY ${quote(table)} (${columns.map(quote).join(', ')}) FROM STDIN`));
  await pipeline(Readable.from([rows.join('')]), copy);
}

function tableNames({ seed }: Ministry): readonly string[] {
  return Object.keys(seed.tables);
}

function quote(identifier: string): string {
  return pg.escapeIdentifier(identifier);
}

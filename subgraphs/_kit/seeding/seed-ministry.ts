import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { Ministry } from '../ministry.ts';
import { generateHouseholds } from '../people/generate-households.ts';
import { createRandom } from '../people/random.ts';
import { copyLine } from './copy-line.ts';
import { findDataSet, recordDataSet } from './data-set.ts';
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
 * @throws     Error when they hold another one
 */
export async function seedMinistry(ministry: Ministry, url: string, options: SeedOptions): Promise<boolean> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const found = await findDataSet(client);
    if (found?.citizens === options.citizens) return false;
    if (found) {
      throw new Error(
        `The database of ${ministry.name} holds ${found.citizens} citizens, not ${options.citizens}. Start with --fresh to rebuild it, or with --citizens ${found.citizens}.`,
      );
    }
    await client.query('BEGIN');
    await copyHouseholds(client, ministry, options);
    await recordDataSet(client, options.citizens);
    await client.query('COMMIT');
    await client.query('VACUUM ANALYZE');
    return true;
  } finally {
    await client.end();
  }
}

async function copyHouseholds(client: pg.Client, ministry: Ministry, { citizens, onProgress }: SeedOptions) {
  const { tables, open } = ministry.seed;
  const lines = new Map(Object.keys(tables).map((table) => [table, [] as string[]]));
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
  const names = columns.map((column) => pg.escapeIdentifier(column)).join(', ');
  const copy = client.query(copyFrom(`COPY ${pg.escapeIdentifier(table)} (${names}) FROM STDIN`));
  await pipeline(Readable.from([rows.join('')]), copy);
}

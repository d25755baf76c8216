import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';

export interface DatabaseOptions {
  /** Most connections at once; default 8. */
  readonly maxConnections?: number;
  /** A statement that runs longer is cancelled; milliseconds, 0 = never, default 5000. */
  readonly statementTimeoutMs?: number;
  /** Told of a connection that broke while idle; the next read opens another. */
  readonly onConnectionLost?: (error: Error) => void;
}

/**
 * Opens a pool over a PostgreSQL database. Nothing is connected until the first read. Values arrive as the scalars of
 * the schema want them: days and moments as text, bigint as number (refused beyond 2^53).
 */
export function openDatabase<Database>(url: string, options: DatabaseOptions = {}): Kysely<Database> {
  return new Kysely<Database>({ dialect: new PostgresDialect({ pool: openPool(url, options) }) });
}

export function openPool(url: string, options: DatabaseOptions = {}): pg.Pool {
  const { maxConnections = 8, statementTimeoutMs = 5000, onConnectionLost = () => {} } = options;
  const pool = new pg.Pool({
    connectionString: url,
    max: maxConnections,
    connectionTimeoutMillis: 2000,
    statement_timeout: statementTimeoutMs,
    types: { getTypeParser },
  });
  // Without a listener a connection that breaks while idle would end the process.
  pool.on('error', onConnectionLost);
  return pool;
}

/** OID of a PostgreSQL type → how its text becomes a value. */
const parsers: Readonly<Record<number, (text: string) => unknown>> = {
  [pg.types.builtins.DATE]: (text) => text,
  [pg.types.builtins.INT8]: parseSafeInteger,
  [pg.types.builtins.TIMESTAMPTZ]: (text) => new Date(text).toISOString(),
};

function getTypeParser(oid: number, format?: 'text' | 'binary') {
  return parsers[oid] ?? pg.types.getTypeParser(oid, format);
}

function parseSafeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError('A bigint column holds a number beyond 2^53');
  return value;
}

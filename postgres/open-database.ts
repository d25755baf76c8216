import { Kysely, PostgresDialect, type PostgresPool } from 'kysely';
import pg from 'pg';
import { openSocket } from './open-socket.ts';
import { pipelineReads } from './pipeline-reads.ts';
import { prepareStatements } from './prepare-statements.ts';
import { getTypeParser } from './value-parsers.ts';

export interface DatabaseOptions {
  /** Most connections at once; default 8. */
  readonly maxConnections?: number;
  /** A statement that runs longer is cancelled; milliseconds, 0 = never, default 5000. */
  readonly statementTimeoutMs?: number;
  /** Statements that are asked for in the same tick travel together, and there are no transactions; default false. */
  readonly readsOnly?: boolean;
  /** Told of a connection that broke while idle; the next read opens another. */
  readonly onConnectionLost?: (error: Error) => void;
}

/**
 * Opens a pool over a PostgreSQL database. Nothing is connected until the first read. Values arrive as the scalars of
 * the schema want them: days and moments as text, bigint as number (refused beyond 2^53). A `timestamp` without a zone
 * stays the text that it is: its source has to say which zone is meant.
 * @param url  with `?prepare=false` for a pooler that gives each transaction another connection and knows nothing of
 *   prepared statements, such as PgBouncer before 1.21
 */
export function openDatabase<Database>(url: string, options: DatabaseOptions = {}): Kysely<Database> {
  const pool = openPool(url, options);
  const prepares = new URL(url).searchParams.get('prepare') !== 'false';
  const { readsOnly = false } = options;
  return new Kysely<Database>({ dialect: new PostgresDialect({ pool: chooseWay(pool, { readsOnly, prepares }) }) });
}

/** How statements reach the server. */
function chooseWay(pool: pg.Pool, { readsOnly, prepares }: { readsOnly: boolean; prepares: boolean }): PostgresPool {
  if (readsOnly) return pipelineReads(pool, { prepares });
  return prepares ? prepareStatements(pool) : pool;
}

/** How long after its time limit a statement may stay unanswered before the server is taken for lost. */
const GRACE_MS = 1000;

function openPool(url: string, options: DatabaseOptions): pg.Pool {
  const { maxConnections = 8, statementTimeoutMs = 5000, onConnectionLost = () => {} } = options;
  const pool = new pg.Pool({
    connectionString: url,
    max: maxConnections,
    connectionTimeoutMillis: 2000,
    statement_timeout: statementTimeoutMs,
    types: { getTypeParser },
    ...(statementTimeoutMs > 0 && {
      // An idle connection is closed before the silence on it could be mistaken for a lost server.
      idleTimeoutMillis: statementTimeoutMs,
      // A frozen server cannot cancel a statement; the silence ends it.
      stream: () => openSocket(statementTimeoutMs + GRACE_MS),
    }),
  });
  // Without a listener a connection that breaks would end the process: the pool listens while it is idle, and the
  // statement under way is told, but nobody else listens then.
  pool.on('error', onConnectionLost);
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}

import { buildSubgraphSchema } from '@apollo/subgraph';
import Fastify, { type FastifyBaseLogger } from 'fastify';
import { type FormattedExecutionResult, GraphQLError, parse } from 'graphql';
import { sql } from 'kysely';
import mercurius, { type MercuriusOptions } from 'mercurius';
import { sharedScalars } from '../../schema/scalars/shared-scalars.ts';
import { openDatabase } from './database/open-database.ts';
import { createLoaders } from './loaders.ts';
import type { Ministry } from './ministry.ts';
import { ministrySdl } from './ministry-sdl.ts';
import { formatSourceError } from './source-error.ts';

export interface ServeOptions {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** The login that may only read. */
  readonly databaseUrl: string;
  readonly logger?: FastifyBaseLogger;
}

export interface ServedMinistry {
  /** `http://127.0.0.1:4001/graphql` */
  readonly url: string;
  /** Answers what is in flight, then closes the port and the database. */
  readonly close: () => Promise<void>;
}

/** Compile a query to code when it comes the second time: what comes once is not worth it. */
const JIT_AFTER_CALLS = 1;
/** A thousand references with their keys are some 60 KB. */
const MAX_BODY_BYTES = 1024 * 1024;

/** Serves one ministry's subgraph: `/graphql`, `/health` (the process lives) and `/ready` (its database answers). */
export async function serveMinistry(ministry: Ministry, options: ServeOptions): Promise<ServedMinistry> {
  const { host, port, databaseUrl, logger } = options;
  const database = openDatabase(databaseUrl, {
    onConnectionLost: () => logger?.warn({ ministry: ministry.name }, 'database connection lost'),
  });
  const source = ministry.openSource(database);

  const app = Fastify({
    bodyLimit: MAX_BODY_BYTES,
    disableRequestLogging: true,
    ...(logger && { loggerInstance: logger }),
  });
  await app.register(mercurius, {
    schema: buildSchema(ministry),
    context: () => ({ loaders: createLoaders(source) }),
    jit: JIT_AFTER_CALLS,
    graphiql: false,
    errorFormatter: formatErrors,
  });
  app.get('/health', () => ({ status: 'up' }));
  app.get('/ready', async (_request, reply) => {
    const isReady = await answers(sql`select 1`.execute(database));
    return reply.code(isReady ? 200 : 503).send({ status: isReady ? 'ready' : 'database unavailable' });
  });
  app.addHook('onClose', () => database.destroy());

  const address = await app.listen({ host, port });
  return { url: `${address}/graphql`, close: () => app.close() };
}

/** The executable schema of a ministry's subgraph. */
export function buildSchema(ministry: Ministry) {
  const scalars = Object.fromEntries(sharedScalars.map((scalar) => [scalar.name, scalar]));
  return buildSubgraphSchema([
    // The resolver map's type in @apollo/subgraph knows no context.
    {
      typeDefs: parse(ministrySdl(ministry)),
      resolvers: { ...scalars, ...ministry.resolvers } as Record<string, never>,
    },
  ]);
}

type Execution = Parameters<NonNullable<MercuriusOptions['errorFormatter']>>[0];

/** Errors of resolvers lose their details; what is wrong with the document itself is said. */
function formatErrors({ data, errors }: Execution): { statusCode: number; response: FormattedExecutionResult } {
  const mistakes = errors.flatMap(documentMistakes);
  return mistakes.length > 0
    ? { statusCode: 400, response: { errors: mistakes.map((mistake) => mistake.toJSON()) } }
    : { statusCode: 200, response: { data: data ?? null, errors: errors.map(formatSourceError) } };
}

/** mercurius keeps what validation found in `originalError.errors`. */
function documentMistakes({ originalError }: GraphQLError) {
  const errors = originalError && 'errors' in originalError ? originalError.errors : undefined;
  return Array.isArray(errors) ? errors.filter((error) => error instanceof GraphQLError) : [];
}

async function answers(promise: Promise<unknown>): Promise<boolean> {
  return await promise.then(
    () => true,
    () => false,
  );
}

import { buildSubgraphSchema } from '@apollo/subgraph';
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify';
import { parse } from 'graphql';
import { sql } from 'kysely';
import mercurius from 'mercurius';
import { openDatabase } from '../../postgres/open-database.ts';
import { sharedScalars } from '../../schema/scalars/shared-scalars.ts';
import { createErrorFormatter } from './answer-errors.ts';
import { createLoaders } from './loaders.ts';
import { loneOperation } from './lone-operation.ts';
import type { Ministry } from './ministry.ts';
import { ministrySdl } from './ministry-sdl.ts';
import { CallVerifier } from './signed-calls/call-verifier.ts';
import { GatewayKeys } from './signed-calls/gateway-keys.ts';
import { logOrigins } from './signed-calls/log-origins.ts';
import { requireSignature } from './signed-calls/require-signature.ts';
import { openStatistics } from './statistics/open-statistics.ts';
import { statisticsResolvers } from './statistics/statistics-resolvers.ts';

export interface ServeOptions {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** The login that may only read. */
  readonly databaseUrl: string;
  /** Path or URL of the gateway's public keys; only its calls are answered. Undefined: whoever asks is. */
  readonly gatewayKeys: string | undefined;
  /** Undefined: plain HTTP, for a proxy on the same machine that speaks TLS, or no network between. */
  readonly tls?: MinistryTls | undefined;
  readonly logger?: FastifyBaseLogger;
}

/** PEM texts. */
export interface MinistryTls {
  readonly cert: string;
  readonly key: string;
  /** Where it is set, only who shows a certificate that comes from it is let in. */
  readonly ca: string | undefined;
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

/** A dataset is counted once a day. Whoever asks waits as long as the gateway lets them, then asks again. */
const COUNT_TIMEOUT_MS = 120_000;

/** Serves one ministry's subgraph: `/graphql`, `/health` (the process lives) and `/ready` (its database answers). */
export async function serveMinistry(ministry: Ministry, options: ServeOptions): Promise<ServedMinistry> {
  const { host, port, databaseUrl, gatewayKeys, tls, logger } = options;
  const database = openDatabase<never>(databaseUrl, {
    readsOnly: true,
    onConnectionLost: () => logger?.warn({ ministry: ministry.name }, 'database connection lost'),
  });
  const source = ministry.openSource(database);
  // On a connection of its own, so that a long count keeps no read of a citizen waiting.
  const countingDatabase = openDatabase<never>(databaseUrl, {
    maxConnections: 1,
    statementTimeoutMs: COUNT_TIMEOUT_MS,
  });
  const statistics = openStatistics({
    ministry: ministry.name,
    datasets: ministry.statistics ?? [],
    database: countingDatabase,
  });

  const app: FastifyInstance = Fastify({
    ...(tls && { https: { ...tls, requestCert: tls.ca !== undefined } }),
    bodyLimit: MAX_BODY_BYTES,
    logController: new LogController({ disableRequestLogging: true }),
    ...(logger && { loggerInstance: logger }),
  });
  // By its own schema of a response mercurius would turn the list indices in the paths of errors into text.
  app.setSerializerCompiler(() => JSON.stringify);
  await app.register(async (graph) => {
    if (gatewayKeys !== undefined) requireSignature(graph, createVerifier(ministry.name, gatewayKeys, logger));
    logOrigins(graph, { ministry: ministry.name, logger, isRequired: gatewayKeys !== undefined });
    await graph.register(mercurius, {
      schema: buildSchema(ministry),
      context: () => ({ loaders: createLoaders(source, database), statistics }),
      // Operations of one call share its loaders, so that each table is read once for all of them.
      allowBatchedQueries: true,
      jit: JIT_AFTER_CALLS,
      validationRules: [loneOperation],
      graphiql: false,
      errorFormatter: createErrorFormatter((fault) =>
        logger?.error({ ministry: ministry.name, ...fault }, 'source fault'),
      ),
    });
  });
  app.get('/health', () => ({ status: 'up' }));
  app.get('/ready', async (_request, reply) => {
    const isReady = await answers(sql`select 1`.execute(database));
    return reply.code(isReady ? 200 : 503).send({ status: isReady ? 'ready' : 'database unavailable' });
  });
  endConnectionsOnClose(app);
  app.addHook('onClose', () => database.destroy());
  app.addHook('onClose', () => countingDatabase.destroy());

  const address = await app.listen({ host, port });
  return { url: `${address}/graphql`, close: () => app.close() };
}

/** The executable schema of a ministry's subgraph. */
export function buildSchema(ministry: Ministry) {
  const scalars = Object.fromEntries(sharedScalars.map((scalar) => [scalar.name, scalar]));
  const resolvers: Readonly<Record<string, object>> = {
    ...scalars,
    ...ministry.resolvers,
    Query: { ...ministry.resolvers['Query'], ...(ministry.statistics && statisticsResolvers) },
  };
  return buildSubgraphSchema([
    // The resolver map's type in @apollo/subgraph knows no context.
    {
      typeDefs: parse(ministrySdl(ministry)),
      resolvers: resolvers as Record<string, never>,
    },
  ]);
}

function createVerifier(ministry: string, location: string, logger: FastifyBaseLogger | undefined): CallVerifier {
  const onFailure = (reason: string): void => {
    logger?.error({ ministry, location, reason }, 'the gateway’s keys could not be read');
  };
  return new CallVerifier(ministry, new GatewayKeys({ location, onFailure }));
}

/** Without this, a kept-alive connection whose request is in flight would hold the server open after its answer. */
function endConnectionsOnClose(app: FastifyInstance): void {
  let isClosing = false;
  app.addHook('preClose', async () => {
    isClosing = true;
  });
  app.addHook('onSend', async (_request, reply) => {
    if (isClosing) reply.header('connection', 'close');
  });
}

async function answers(promise: Promise<unknown>): Promise<boolean> {
  return await promise.then(
    () => true,
    () => false,
  );
}

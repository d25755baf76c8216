import { randomUUID } from 'node:crypto';
import {
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  fastify,
  type HookHandlerDoneFunction,
} from 'fastify';
import { CodedError } from '../../schema/coded-error.ts';
import type { Caller } from '../caller/caller.ts';
import { RateExceeded } from '../caller/rate-limits.ts';
import { Unauthenticated } from '../caller/unauthenticated.ts';
import type { Config } from '../config.ts';
import type { Answer, Gateway } from '../gateway.ts';
import { describeFault, type Log } from '../log.ts';
import type { GraphqlRequest } from '../request/graphql-request.ts';
import { type Accepted, refuseWith } from '../request/reply.ts';
import { negotiate } from './negotiate.ts';
import { readGet, readPost } from './read-request.ts';
import { logRequest } from './request-log.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks at `/graphql`; undefined where anyone may. */
    caller: Caller | undefined;
  }
  interface FastifyReply {
    /** For the log; undefined for `/health` and `/ready`. */
    answer: Answer | undefined;
  }
}

export interface ServerOptions {
  readonly gateway: Gateway;
  readonly config: Pick<Config, 'maxBodyBytes' | 'maxConnections' | 'requestTimeoutMs' | 'idleTimeoutMs'>;
  readonly log: Log;
  readonly isDraining: () => boolean;
  /** Whether a request more would slow down those that are being answered. */
  readonly isOverloaded: () => boolean;
}

/**
 * GraphQL over HTTP at `/graphql`, `/health` while the process lives, `/ready` while it takes requests, and
 * `/.well-known/jwks.json` for the ministries, `/.well-known/receipt-keys.json` for whoever holds a receipt.
 * @see https://graphql.github.io/graphql-over-http/draft/
 */
export function createServer({ gateway, config, log, isDraining, isOverloaded }: ServerOptions): FastifyInstance {
  // Fastify's own logging and error texts repeat URLs and values, so both are replaced.
  const server = fastify({
    logger: false,
    bodyLimit: config.maxBodyBytes,
    exposeHeadRoutes: false,
    return503OnClosing: false,
    requestTimeout: config.requestTimeoutMs,
    connectionTimeout: config.idleTimeoutMs,
    keepAliveTimeout: config.idleTimeoutMs,
    http: { headersTimeout: config.requestTimeoutMs, connectionsCheckingInterval: CHECK_CONNECTIONS_MS },
    genReqId: () => randomUUID(),
    frameworkErrors: (error, request, reply) => fail(error, request, reply as FastifyReply),
    clientErrorHandler: ({ code }, socket) => {
      const status = clientErrors.get(code) ?? '400 Bad Request';
      if (socket.writable) socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
    },
  });
  server.server.maxConnections = config.maxConnections;
  server.decorateRequest('caller', undefined);
  server.decorateReply('answer', undefined);

  /** Before the body is read, so that a stranger costs as little as can be. */
  function onRequest(request: FastifyRequest, _reply: FastifyReply, done: HookHandlerDoneFunction): void {
    if (isOverloaded()) throw new CodedError('GATEWAY_OVERLOADED');
    const caller = gateway.authenticate(request.raw);
    const proceed = (known: Caller | undefined): void => {
      request.caller = known;
      done();
    };
    if (caller instanceof Promise) caller.then(proceed, done);
    else proceed(caller);
  }

  function send(request: FastifyRequest, reply: FastifyReply, answer: Answer): FastifyReply {
    reply.answer = answer;
    return reply
      .code(answer.status)
      .headers({
        'content-type': `${answer.mediaType}; charset=utf-8`,
        'cache-control': 'no-store',
        vary: 'accept',
        'x-request-id': request.id,
      })
      .send(answer.body);
  }

  function fail(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
    const coded = toCodedError(error, config, request.id);
    if (coded.code === 'INTERNAL') log.error({ requestId: request.id, fault: describeFault(error) }, 'failed');
    if (coded.code === 'REQUEST_METHOD_NOT_ALLOWED') reply.header('allow', 'GET, POST');
    if (coded.status === 503) reply.header('retry-after', RETRY_AFTER_SECONDS);
    if (coded instanceof RateExceeded) reply.header('retry-after', coded.retryAfterSeconds);
    if (coded instanceof Unauthenticated) reply.header('www-authenticate', coded.challenges);
    return send(request, reply, refuseWith([coded], anyJson));
  }

  async function answer(request: FastifyRequest, reply: FastifyReply, read: () => GraphqlRequest) {
    const accepted = negotiate(request.headers.accept);
    const { id: requestId, caller } = request;
    const answered = await gateway.answer({ request: read(), requestId, caller, accepted, signal: callerGone(reply) });
    if (answered.status === 405) reply.header('allow', 'POST');
    return send(request, reply, answered);
  }

  server.removeAllContentTypeParsers();
  server.addContentTypeParser<Buffer>(['application/json', '*'], { parseAs: 'buffer' }, (_request, body, done) =>
    done(null, body),
  );
  server.setErrorHandler(fail);
  server.setNotFoundHandler((request, reply) => fail(new CodedError('REQUEST_PATH_UNKNOWN'), request, reply));
  server.addHook('onResponse', (request, reply, done) => {
    logRequest(log, request, reply);
    done();
  });

  server.get('/graphql', { onRequest }, (request, reply) =>
    answer(request, reply, () => readGet(parametersOf(request))),
  );
  server.post('/graphql', { onRequest }, (request, reply) =>
    answer(request, reply, () => readPost(request.headers['content-type'], bodyOf(request))),
  );
  server.route({
    method: ['HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'],
    url: '/graphql',
    handler: () => {
      throw new CodedError('REQUEST_METHOD_NOT_ALLOWED');
    },
  });
  server.get('/.well-known/jwks.json', async (_request, reply) =>
    // A copy that somebody keeps would not know a new key.
    reply
      .headers({ 'content-type': 'application/jwk-set+json', 'cache-control': 'no-store' })
      .send(JSON.stringify(gateway.publicKeys())),
  );
  server.get('/.well-known/receipt-keys.json', async (_request, reply) =>
    reply
      .headers({ 'content-type': 'application/jwk-set+json', 'cache-control': 'no-store' })
      .send(JSON.stringify(await gateway.receiptKeys())),
  );
  server.get('/health', async () => ({ status: 'alive' }));
  server.get('/ready', async (_request, reply) =>
    isDraining() ? reply.code(503).send({ status: 'draining' }) : { status: 'ready' },
  );
  return server;
}

const RETRY_AFTER_SECONDS = 1;

/** How often connections are looked through for those that are too slow. */
const CHECK_CONNECTIONS_MS = 1_000;

/** What is answered to what cannot be read as HTTP, by Node's code. */
const clientErrors: ReadonlyMap<string, string> = new Map([
  ['ERR_HTTP_REQUEST_TIMEOUT', '408 Request Timeout'],
  ['HPE_HEADER_OVERFLOW', '431 Request Header Fields Too Large'],
]);

/** Aborted when the connection closes before the answer is written. */
function callerGone({ raw }: FastifyReply): AbortSignal {
  const controller = new AbortController();
  raw.once('close', () => {
    if (!raw.writableFinished) controller.abort();
  });
  return controller.signal;
}

const anyJson: Accepted = { mediaType: 'application/json', isLegacy: false };

function parametersOf({ url }: FastifyRequest): URLSearchParams {
  const [, query] = url.split('?', 2);
  return new URLSearchParams(query);
}

function bodyOf({ body }: FastifyRequest): Buffer | undefined {
  return Buffer.isBuffer(body) ? body : undefined;
}

function toCodedError(error: unknown, { maxBodyBytes }: ServerOptions['config'], requestId: string): CodedError {
  if (error instanceof CodedError) return error;
  const { code = '', statusCode = 500 } = error as { readonly code?: string; readonly statusCode?: number };
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return new CodedError('REQUEST_TOO_LARGE', { maxBytes: maxBodyBytes });
  if (statusCode === 415) return new CodedError('REQUEST_MEDIA_TYPE_UNSUPPORTED');
  if (statusCode < 500) return new CodedError('REQUEST_INVALID', { reason: 'it is not well-formed HTTP' });
  return new CodedError('INTERNAL', { requestId });
}

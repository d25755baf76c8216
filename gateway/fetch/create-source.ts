import type { GraphQLSchema } from 'graphql';
import { Pool } from 'undici';
import { type CallRefusalCode, callRefusals } from '../../schema/signed-calls/call-refusals.ts';
import type { Config } from '../config.ts';
import type { Log } from '../log.ts';
import { OperatorError } from '../operator-error.ts';
import { Circuit } from './circuit.ts';
import { createHttpSource } from './http-source.ts';
import { createLocalSource } from './local-source.ts';
import { shareReads } from './shared-reads.ts';
import { createSignCall } from './signing/sign-call.ts';
import type { SigningKeys } from './signing/signing-keys.ts';
import type { Source } from './source.ts';
import type { SourceTls } from './source-tls.ts';

export type SourceConfig = Pick<
  Config,
  | 'subgraphUrls'
  | 'sourceTimeoutMs'
  | 'sourceTimeoutsMs'
  | 'sourceMaxBytes'
  | 'sourceMaxConnections'
  | 'sourceMaxRetries'
  | 'circuitMaxFailures'
  | 'circuitPauseMs'
>;

/** A subgraph as the supergraph names it. */
export interface SubgraphEndpoint {
  readonly name: string;
  /** `http://…`, or `local:…` for one inside the gateway. */
  readonly url?: string | undefined;
}

/** @throws OperatorError when the supergraph does not say where the subgraph is */
export type CreateSource = (endpoint: SubgraphEndpoint) => Source;

export interface SourceFactory {
  /** Gives the same source for the same endpoint, so that connections and circuits outlive a reload. */
  readonly createSource: CreateSource;
  /** Ends what is in flight, and closes all connections. */
  close(): Promise<void>;
}

export interface SourceEnvironment {
  /** Subgraphs inside this process, by URL. */
  readonly localSchemas: ReadonlyMap<string, GraphQLSchema>;
  /** What they are given where several requests ask together. */
  readonly localContext?: object;
  /** Undefined where calls go unsigned. */
  readonly signingKeys: SigningKeys | undefined;
  /** For ministries at https URLs. */
  readonly tls: SourceTls;
  readonly log: Log;
}

export function openSourceFactory(
  config: SourceConfig,
  { localSchemas, localContext, signingKeys, tls, log }: SourceEnvironment,
): SourceFactory {
  const sources = new Map<string, Source>();
  const pools: Pool[] = [];

  return {
    createSource({ name, url: routingUrl = '' }) {
      const url = config.subgraphUrls.get(name) ?? routingUrl;
      const known = sources.get(`${name} ${url}`);
      if (known) return known;
      const source = createSourceAt(name, url);
      sources.set(`${name} ${url}`, source);
      return source;
    },
    close: async () => void (await Promise.all(pools.map((pool) => pool.destroy()))),
  };

  function createSourceAt(name: string, url: string): Source {
    const localSchema = localSchemas.get(url);
    if (localSchema) return createLocalSource(name, localSchema, log, localContext);
    if (!/^https?:\/\//.test(url)) {
      throw new OperatorError(
        `The supergraph does not say at which http URL the subgraph ${name} is. Set GATEWAY_SUBGRAPH_URLS.`,
      );
    }
    const timeoutMs = config.sourceTimeoutsMs.get(name) ?? config.sourceTimeoutMs;
    const dispatcher = openPool(url, timeoutMs, config, tls);
    pools.push(dispatcher);
    const circuit = new Circuit({
      maxFailures: config.circuitMaxFailures,
      pauseMs: config.circuitPauseMs,
      onChange(isClosed) {
        if (isClosed) log.info({ ministry: name }, 'ministry is back');
        else log.warn({ ministry: name }, 'ministry failed several times in a row, it is left alone for a while');
      },
    });
    const { sourceMaxRetries: maxRetries } = config;
    const signCall = signingKeys && createSignCall(name, signingKeys);
    const onRefusal = (reason: CallRefusalCode = 'CALL_UNSIGNED'): void => {
      log.error(
        { ministry: name, reason, problem: callRefusals[reason] },
        'MINISTRY REFUSES THE CALLS OF THIS GATEWAY',
      );
    };
    const onListRefusal = (): void =>
      log.warn({ ministry: name }, 'ministry takes no lists of operations, so it gets more calls');
    return shareReads(
      createHttpSource({
        name,
        url,
        timeoutMs,
        maxRetries,
        circuit,
        dispatcher,
        signCall,
        onRefusal,
        onListRefusal,
      }),
    );
  }
}

/** One for each ministry, so that a slow one takes no connections from another at the same origin. */
function openPool(url: string, timeoutMs: number, config: SourceConfig, tls: SourceTls): Pool {
  const { sourceMaxConnections, sourceMaxBytes } = config;
  return new Pool(new URL(url).origin, {
    connections: sourceMaxConnections,
    pipelining: 1,
    connectTimeout: timeoutMs,
    connect: { ...tls },
    // The fetch has a deadline of its own.
    headersTimeout: 0,
    bodyTimeout: 0,
    maxResponseSize: sourceMaxBytes,
    // Sooner than ministries close theirs (Node servers 5 s, ours 72 s), or a request meets a connection that just went.
    keepAliveTimeout: 4_000,
    keepAliveMaxTimeout: 60_000,
  });
}

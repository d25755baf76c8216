import type { GraphQLSchema } from 'graphql';
import { Agent } from 'undici';
import type { Config } from '../config.ts';
import { OperatorError } from '../operator-error.ts';
import { createHttpSource } from './http-source.ts';
import { createLocalSource } from './local-source.ts';
import type { Source } from './source.ts';

export type SourceConfig = Pick<Config, 'subgraphUrls' | 'sourceTimeoutMs' | 'sourceTimeoutsMs' | 'sourceMaxBytes'>;

/** A subgraph as the supergraph names it. */
export interface SubgraphEndpoint {
  readonly name: string;
  /** `http://…`, or `local:…` for one inside the gateway. */
  readonly url?: string | undefined;
}

/** @throws OperatorError when the supergraph does not say where the subgraph is */
export type CreateSource = (endpoint: SubgraphEndpoint) => Source;

/** @param localSchemas subgraphs inside this process, by URL */
export function createSourceFactory(
  { subgraphUrls, sourceTimeoutMs, sourceTimeoutsMs, sourceMaxBytes }: SourceConfig,
  localSchemas: ReadonlyMap<string, GraphQLSchema>,
): CreateSource {
  // One for all supergraphs that are served in turn, so that connections outlive a reload.
  const dispatcher = new Agent({ connections: maxConnectionsPerSource, maxResponseSize: sourceMaxBytes });

  return ({ name, url: routingUrl = '' }) => {
    const url = subgraphUrls.get(name) ?? routingUrl;
    const localSchema = localSchemas.get(url);
    if (localSchema) return createLocalSource(name, localSchema);
    if (!/^https?:\/\//.test(url)) {
      throw new OperatorError(
        `The supergraph does not say at which http URL the subgraph ${name} is. Set GATEWAY_SUBGRAPH_URLS.`,
      );
    }
    return createHttpSource({ name, url, timeoutMs: sourceTimeoutsMs.get(name) ?? sourceTimeoutMs, dispatcher });
  };
}

const maxConnectionsPerSource = 64;

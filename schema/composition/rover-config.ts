import { createRequire } from 'node:module';
import { parse, stringify } from 'yaml';
import type { SubgraphDefinition } from './subgraph.ts';

/**
 * The subgraphs as `rover supergraph compose --config` takes them, with the SDL of each inside, so that the file alone
 * composes to the supergraph. Rover is told to compose with the version that is pinned here.
 */
export function printRoverConfig(subgraphs: readonly SubgraphDefinition[]): string {
  const config = {
    federation_version: `=${federationVersion}`,
    subgraphs: Object.fromEntries(subgraphs.map(({ name, url, sdl }) => [name, { routing_url: url, schema: { sdl } }])),
  };
  return stringify(config, { lineWidth: 0, blockQuote: 'literal' });
}

const { version: federationVersion }: { version: string } = createRequire(import.meta.url)(
  '@apollo/composition/package.json',
);

/**
 * Reads such a file back.
 * @throws Error when a subgraph has no `routing_url` or no `schema.sdl`; YAMLParseError when it is no YAML
 */
export function readRoverConfig(yaml: string): readonly SubgraphDefinition[] {
  const config: RoverConfig = parse(yaml);
  return Object.entries(config.subgraphs ?? {}).map(([name, { routing_url: url, schema }]) => {
    const sdl = schema?.sdl;
    if (typeof url !== 'string' || typeof sdl !== 'string') {
      throw new Error(`Subgraph ${name} in rover.yaml needs routing_url and schema.sdl.`);
    }
    return { name, url, sdl };
  });
}

interface RoverConfig {
  readonly subgraphs?: Readonly<
    Record<string, { readonly routing_url?: unknown; readonly schema?: { sdl?: unknown } }>
  >;
}

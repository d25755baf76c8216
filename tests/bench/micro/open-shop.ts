import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { type DocumentNode, parse } from 'graphql';
import { EntityBatcher } from '../../../gateway/fetch/entity-batcher.ts';
import { createLocalSource } from '../../../gateway/fetch/local-source.ts';
import type { Source } from '../../../gateway/fetch/source.ts';
import { createLog } from '../../../gateway/log.ts';
import type { PlanEnvironment } from '../../../gateway/plan/compile-plan.ts';
import { createPlanner, type Planner } from '../../../gateway/plan/query-planner.ts';
import { composeShop } from '../nested/compose-shop.ts';
import { shop } from '../nested/shop.ts';

export interface OpenShop {
  readonly planner: Planner;
  readonly environment: PlanEnvironment;
  /** The nested query. */
  readonly document: DocumentNode;
}

/** The nested scenario with its subgraphs in this process, so that only the gateway's own work is measured. */
export function openShop(): OpenShop {
  const planner = createPlanner(composeShop(shop.map(({ name, sdl }) => ({ name, sdl, url: `local:${name}` }))));
  const log = createLog({ logLevel: 'silent' });
  const sources = new Map(
    shop.map(({ name, sdl, resolvers }): [string, Source] => {
      // The resolver map's type in @apollo/subgraph knows no arguments.
      const schema = buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers: resolvers as Record<string, never> }]);
      return [name, createLocalSource(name, schema, log)];
    }),
  );
  const limits = { maxRepresentations: 1_000, maxCalls: 2 };
  return {
    planner,
    environment: {
      supergraphSchema: planner.supergraphSchema,
      getSource: (name) => {
        const source = sources.get(name);
        if (!source) throw new Error(`The shop has no subgraph ${name}`);
        return source;
      },
      getBatcher: (source) => new EntityBatcher(source, limits),
      register: undefined,
      subgraphTypes: planner.subgraphTypes,
    },
    document: parse(readFileSync(join(import.meta.dirname, '..', 'nested', 'shop.graphql'), 'utf8')),
  };
}

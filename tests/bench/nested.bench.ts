import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { composeShop } from './nested/compose-shop.ts';
import { shop } from './nested/shop.ts';
import type { Scenario } from './scenario.ts';
import { startSubgraphs } from './start-subgraphs.ts';

const directory = join(import.meta.dirname, 'nested');

/** A deep query over plain federation, without a citizen or a mark: users → reviews → product → reviews → author → … */
const nested: Scenario = {
  question: 'What does a deep query over four subgraphs cost, whose answer repeats few entities many times?',

  async open(_options, running) {
    const { urls, countCalls } = await startSubgraphs(join(directory, 'shop-process.ts'), {}, running);
    const subgraphs = shop.map(({ name, sdl }) => ({ name, sdl, url: urls[name] ?? '' }));
    const supergraphSdl = composeShop(subgraphs);
    return {
      subgraphs,
      supergraphSdl,
      ours: {
        supergraphSdl,
        environment: { GATEWAY_ALLOW_UNMARKED_SUPERGRAPH: 'true', GATEWAY_ALLOW_ANONYMOUS: 'true' },
      },
      requests: { query: readFileSync(join(directory, 'shop.graphql'), 'utf8'), variables: [{}], headers: [{}] },
      countSourceCalls: countCalls,
    };
  },
};
export default nested;

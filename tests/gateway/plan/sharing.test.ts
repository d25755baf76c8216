import { describe, expect, test } from '@jest/globals';
import { parse } from 'graphql';
import { EntityBatcher } from '../../../gateway/fetch/entity-batcher.ts';
import type { EntityAnswer, EntityRequest } from '../../../gateway/fetch/entity-waiter.ts';
import { compileOperation } from '../../../gateway/plan/compile-operation.ts';
import type { Variables } from './federation/answer.ts';
import { forAllOperations, TIMEOUT_MS } from './federation/property.ts';
import { compile, createEnvironment } from './federation/run-compiled.ts';
import { createSpoil } from './federation/spoil-answer.ts';
import { type HostCall, SubgraphHost } from './federation/subgraph-host.ts';
import { loadTestSupergraph } from './federation/test-supergraph.ts';

const supergraphs = await Promise.all(['shop', 'media'].map(loadTestSupergraph));

const others: Readonly<Record<string, string>> = {
  shop: `query Other($first: Int = 2, $withBoss: Boolean = true) {
    products(first: $first) { id title: labels { text } size { height depth width } reviews { author { name { initials last } } } }
    me { friends { name { first } boss @include(if: $withBoss) { name { initials } keeps { shelves { id } } } } }
  }`,
  media: `{ shelf { id year rating sequel { name comments { by { name city works { id } } } } } mostWorn { holder { __typename } book { pages } } }`,
};

describe.each(supergraphs)('requests to $name at the same time', (supergraph) => {
  const other = parse(others[supergraph.name] ?? '');

  test(
    'each get what they get alone, nobody changes what others share, and nothing is asked twice in one call',
    async () => {
      await forAllOperations(supergraph, 'query', 12, async ({ document, variables }) => {
        const alone = compile(supergraph, document, createEnvironment(supergraph, new SubgraphHost(supergraph)));
        const cold = await alone(variables);
        expect(await alone(variables)).toBe(cold);
        const otherAlone = compile(supergraph, other, createEnvironment(supergraph, new SubgraphHost(supergraph)));
        const expectedOther = await otherAlone({});

        const host = new SubgraphHost(supergraph);
        const limits = { maxRepresentations: 7, maxCalls: 1 };
        const environment = createEnvironment(supergraph, host, limits, FreezingBatcher);
        const shared = compile(supergraph, document, environment);
        const sharedOther = compile(supergraph, other, environment);
        const texts = await Promise.all(
          Array.from({ length: 50 }, (_, index) => (index % 5 === 0 ? sharedOther({}) : shared(variables))),
        );
        for (const [index, text] of texts.entries()) expect(text).toBe(index % 5 === 0 ? expectedOther : cold);
        for (const call of host.calls) expect(duplicatesIn(call)).toEqual([]);
      });
    },
    TIMEOUT_MS,
  );

  test(
    'get the same data and errors as alone when values are spoilt and calls fail',
    async () => {
      await forAllOperations(supergraph, 'query', 12, async ({ document, variables, chance }) => {
        const spoil = createSpoil({ seed: chance, oneIn: 20, isRubbish: false, failsCalls: true });
        const alone = compile(supergraph, document, createEnvironment(supergraph, new SubgraphHost(supergraph, spoil)));
        const limits = { maxRepresentations: 7, maxCalls: 1 };
        const environment = createEnvironment(supergraph, new SubgraphHost(supergraph, spoil), limits, FreezingBatcher);
        const shared = compile(supergraph, document, environment);
        const expected = sortErrors(await alone(variables));
        for (const text of await Promise.all(Array.from({ length: 10 }, () => shared(variables)))) {
          expect(sortErrors(text)).toEqual(expected);
        }
      });
    },
    TIMEOUT_MS,
  );
});

test('requests with the same operation and key at the same time share one call', async () => {
  const [shop] = supergraphs;
  if (!shop) throw new Error('There is no shop');
  const host = new SubgraphHost(shop);
  const run = compile(
    shop,
    parse('{ me { lucky } }'),
    createEnvironment(shop, host, { maxRepresentations: 100, maxCalls: 1 }),
  );
  await Promise.all(Array.from({ length: 20 }, () => run({})));
  expect(entityCalls(host.calls).length).toBe(1);
});

test('a request that nobody waits for any more asks for nothing further', async () => {
  const [shop] = supergraphs;
  if (!shop) throw new Error('There is no shop');
  const leaving = new AbortController();
  const host = new SubgraphHost(shop, (_call, answer) => {
    leaving.abort();
    return answer;
  });
  const environment = createEnvironment(shop, host);
  const operation = compileOperation(parse('{ me { lucky mood } }'), undefined, shop.planner, environment);
  await operation.run({ variables: {}, context: undefined, signal: leaving.signal });
  expect(host.calls.length).toBe(1);
});

/** Entities for a plan that said it changes none may be shared, so they are frozen: whoever changes one throws. */
class FreezingBatcher extends EntityBatcher {
  override async load(request: EntityRequest): Promise<EntityAnswer> {
    const answer = await super.load(request);
    if (!request.changesEntities) freeze(answer.entities);
    return answer;
  }
}

function freeze(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  Object.freeze(value);
  for (const item of Object.values(value)) freeze(item);
}

function entityCalls(calls: readonly HostCall[]): HostCall[] {
  return calls.filter(({ variables }) => 'representations' in variables);
}

function duplicatesIn({ variables }: { variables: Variables }): string[] {
  const { representations = [] } = variables as { representations?: unknown[] };
  const texts = representations.map((representation) => JSON.stringify(representation));
  return texts.filter((text, index) => texts.indexOf(text) !== index);
}

/** Parallel fetches may fail in another order when they are shared. */
function sortErrors(text: string): { data: unknown; errors: string[] } {
  const { data, errors = [] } = JSON.parse(text) as { data: unknown; errors?: unknown[] };
  return { data, errors: errors.map((error) => JSON.stringify(error)).sort() };
}

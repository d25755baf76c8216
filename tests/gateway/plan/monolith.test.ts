import { describe, expect, test } from '@jest/globals';
import type { Answer } from './federation/answer.ts';
import { canonicalise } from './federation/operation.ts';
import { forAllOperations, TIMEOUT_MS } from './federation/property.ts';
import { runApollo } from './federation/run-apollo.ts';
import { runCompiled } from './federation/run-compiled.ts';
import { runMonolith } from './federation/run-monolith.ts';
import { loadTestSupergraph } from './federation/test-supergraph.ts';

const supergraphs = await Promise.all(['shop', 'media'].map(loadTestSupergraph));

describe.each(supergraphs)('$name, federated', (supergraph) => {
  test.each(['query', 'mutation'] as const)(
    'answers any %s as one schema over the whole data does',
    async (kind) => {
      let examples = 0;
      let wrongPlans = 0;
      await forAllOperations(supergraph, kind, kind === 'query' ? 80 : 25, async ({ document, variables }) => {
        const federated = await runCompiled(supergraph, document, variables);
        const whole = await runMonolith(supergraph, document, variables);
        examples++;
        if (isSame(federated, whole)) return;
        if (supergraph.name !== 'media') expect(federated).toEqual(whole);
        // The planner asks for a field of an `@interfaceObject` about all types, with what `@requires` names for one of
        // them: the others then cannot be asked about. ApolloGateway answers the same to such a plan.
        const canonical = canonicalise(supergraph, document, variables).document;
        const ours = await runCompiled(supergraph, canonical, variables);
        const theirs = await runApollo(supergraph, canonical, variables);
        expect(ours.data).toEqual(theirs.data);
        wrongPlans++;
      });
      expect(wrongPlans).toBeLessThanOrEqual(2 + examples / 50);
    },
    TIMEOUT_MS,
  );
});

/** As text, so that the order of the keys counts too. */
function isSame(one: Answer, other: Answer): boolean {
  return JSON.stringify(one.data) === JSON.stringify(other.data) && one.errors.length > 0 === other.errors.length > 0;
}

import { describe, expect, test } from '@jest/globals';
import type { Answer } from './federation/answer.ts';
import { forAllOperations } from './federation/property.ts';
import { runCompiled } from './federation/run-compiled.ts';
import { runMonolith } from './federation/run-monolith.ts';
import { loadTestSupergraph } from './federation/test-supergraph.ts';

const supergraphs = await Promise.all(['shop', 'media'].map(loadTestSupergraph));

describe.each(supergraphs)('$name, federated', (supergraph) => {
  test.each(['query', 'mutation'] as const)(
    'answers any %s as one schema over the whole data does',
    async (kind) => {
      await forAllOperations(supergraph, kind, kind === 'query' ? 150 : 50, async ({ document, variables }) => {
        const federated = await runCompiled(supergraph, document, variables);
        const whole = await runMonolith(supergraph, document, variables);
        // As text, so that the order of the keys counts too.
        expect(JSON.stringify(federated.data)).toBe(JSON.stringify(whole.data));
        expect(hasErrors(federated)).toBe(hasErrors(whole));
      });
    },
    60_000,
  );
});

function hasErrors({ errors }: Answer): boolean {
  return errors.length > 0;
}

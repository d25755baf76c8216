import fc from 'fast-check';
import { type DocumentNode, parse, validate } from 'graphql';
import type { Variables } from './answer.ts';
import { arbitraryChoices, Choices } from './choices.ts';
import { generateOperation } from './generate-operation.ts';
import type { TestSupergraph } from './test-supergraph.ts';

/** One generated operation, and a number for whatever else is to be left to chance. */
export interface Example {
  readonly document: DocumentNode;
  readonly variables: Variables;
  readonly chance: number;
}

/**
 * A campaign multiplies the runs of every property and takes new examples each time:
 * `PROPERTY_SCALE=100 npm run jest -- tests/gateway/plan`. Every other run takes the same ones, so that a change that
 * breaks nothing never fails for what it did not touch.
 */
const scale = Number(process.env['PROPERTY_SCALE'] ?? 1);
const seed = scale > 1 ? Date.now() : 20_261_122;

/** For one test. */
export const TIMEOUT_MS = 60_000 * scale;

/** Parameters of fast-check's `assert` for a property that is held against so many examples unless in a campaign. */
export function propertyRuns(numRuns: number) {
  return { seed, numRuns: numRuns * scale, interruptAfterTimeLimit: 25_000 * scale };
}

/** Holds a property against generated operations that are valid. A failure prints the operation and fast-check's seed. */
export async function forAllOperations(
  supergraph: TestSupergraph,
  kind: 'query' | 'mutation',
  numRuns: number,
  check: (example: Example) => Promise<void>,
): Promise<void> {
  const { apiSchema } = supergraph.planner;
  const property = fc.asyncProperty(arbitraryChoices, fc.nat(), async (numbers, chance) => {
    const { text, variables } = generateOperation(apiSchema, new Choices(numbers), kind);
    const document = parse(text);
    fc.pre(validate(apiSchema, document).length === 0);
    try {
      await check({ document, variables, chance });
    } catch (cause) {
      throw new Error(`${text}\n${JSON.stringify(variables)}\n${cause instanceof Error ? cause.message : cause}`, {
        cause,
      });
    }
  });
  await fc.assert(property, propertyRuns(numRuns));
}

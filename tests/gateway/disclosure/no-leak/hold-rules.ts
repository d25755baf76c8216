import { expect } from '@jest/globals';
import fc from 'fast-check';
import { parse, validate } from 'graphql';
import { arbitraryChoices, Choices } from '../../plan/federation/choices.ts';
import { propertyRuns } from '../../plan/federation/property.ts';
import { ask, type SentRequest } from './ask.ts';
import { createOracle } from './expect-answer.ts';
import { findExcess } from './find-excess.ts';
import { generateRequests } from './generate-requests.ts';
import { judgeRequest } from './judge-request.ts';
import { type Told, tellApart } from './tell-apart.ts';
import type { World } from './world.ts';

/**
 * Holds the gateway's answers, and what ministries were asked for them, against the rules.
 * @param operations  how many of them
 * @param senders     how many send each, at the same time
 */
export async function holdRules(world: World, operations: number, senders: number): Promise<void> {
  const answer = createOracle(world.apiSchema);
  const property = fc.asyncProperty(arbitraryChoices, async (numbers) => {
    const requests = generateRequests(world, new Choices(numbers), senders);
    fc.pre(requests.every(({ text }) => validate(world.apiSchema, parse(text)).length === 0));
    const judged = requests.map((request) => ({ request, judge: judgeRequest(request, world) }));
    const expected = await Promise.all(
      judged.map(({ request, judge }) => answer(parse(request.text), request.variables, judge)),
    );
    const told = await Promise.all(requests.map(async (request) => JSON.parse(await ask(world, request)) as Told));
    const asked = world.takeAsked();
    const problems = expected.flatMap((wanted, index) => {
      const differences = tellApart(told[index] ?? {}, wanted);
      return differences.length > 0 ? [describe(requests[index]), ...differences] : [];
    });
    const excess = findExcess(world, judged, asked);
    if (excess.length > 0) problems.push(...requests.map(describe), ...excess.map((field) => `asked for ${field}`));
    expect(problems.join('\n')).toBe('');
  });
  await fc.assert(property, propertyRuns(operations));
}

function describe(request: SentRequest | undefined): string {
  const { caller, self, text, variables } = request ?? {};
  return `${JSON.stringify({ ...caller, self })}\n${text}\n${JSON.stringify(variables)}`;
}

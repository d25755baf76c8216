import { expect } from '@jest/globals';
import fc from 'fast-check';
import { parse, validate } from 'graphql';
import { arbitraryChoices, Choices } from '../../plan/federation/choices.ts';
import { propertyRuns } from '../../plan/federation/property.ts';
import { ask, type SentRequest } from './ask.ts';
import { DAY_MS, PERIODS } from './consents.ts';
import { createOracle } from './expect-answer.ts';
import { findExcess } from './find-excess.ts';
import { findGossip } from './find-gossip.ts';
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
  const findProblems = createCheck(world);
  await forAllOperations(operations, async (choices) => {
    const requests = generateRequests(world, choices, senders);
    fc.pre(requests.every(({ text }) => validate(world.apiSchema, parse(text)).length === 0));
    expect(await findProblems(requests)).toBe('');
  });
}

/** The same for one request after the other, while a consent that one of them is about changes before each. */
export async function holdRulesWhileConsentsChange(world: World, operations: number, changes: number): Promise<void> {
  const findProblems = createCheck(world);
  await forAllOperations(operations, async (choices) => {
    const requests = generateRequests(world, choices, 1);
    fc.pre(requests.every(({ text }) => validate(world.apiSchema, parse(text)).length === 0));
    expect(await findProblems(requests)).toBe('');
    for (let change = 0; change < changes; change++) {
      await changeConsent(world, requests[0], choices);
      expect(await findProblems(requests)).toBe('');
    }
  });
}

async function forAllOperations(operations: number, check: (choices: Choices) => Promise<void>): Promise<void> {
  let running: Promise<void> | undefined;
  const property = fc.asyncProperty(arbitraryChoices, (numbers) => {
    running = check(new Choices(numbers));
    return running;
  });
  try {
    await fc.assert(property, propertyRuns(operations));
  } finally {
    // Where time ran out one example is under way still, and what it asks must not be taken for another test's.
    await running?.catch(() => {});
  }
}

/** @returns tells what is wrong about requests that are sent at the same time, in words; empty when nothing is */
function createCheck(world: World): (requests: readonly SentRequest[]) => Promise<string> {
  const answer = createOracle(world.apiSchema);
  return async (requests) => {
    const judged = requests.map((request) => ({ request, judge: judgeRequest(request, world) }));
    const expected = await Promise.all(
      judged.map(({ request, judge }) => answer(parse(request.text), request.variables, judge)),
    );
    const told = await Promise.all(requests.map(async (request) => JSON.parse(await ask(world, request)) as Told));
    const asked = world.takeAsked();
    const problems = judged.flatMap(({ request }, index) => {
      const [body = {}, wanted] = [told[index], expected[index]];
      const differences = wanted ? [...tellApart(body, wanted), ...findGossip(body, request, world.population)] : [];
      return differences.length > 0 ? [describe(request), ...differences] : [];
    });
    const excess = findExcess(world, judged, asked);
    if (excess.length > 0) problems.push(...requests.map(describe), ...excess.map((field) => `asked for ${field}`));
    return problems.join('\n');
  };
}

/** Changes a consent of somebody in the family whom a request is about, where there is one to its caller. */
async function changeConsent(world: World, request: SentRequest | undefined, choices: Choices): Promise<void> {
  const family = world.population.families.find((members) =>
    members.some(({ personalId }) => personalId === request?.self),
  );
  const near = world.consents.filter(
    ({ subject, agency }) =>
      agency === request?.caller.agency && family?.some(({ personalId }) => personalId === subject),
  );
  if (near.length === 0) return;
  const { state, validFrom, validUntil, ...consent } = choices.of(near);
  const [from, until] = choices.of(PERIODS);
  await world.setConsent({
    ...consent,
    state: state === 'given' && choices.oneIn(2) ? 'withdrawn' : 'given',
    validFrom: new Date(world.now.getTime() + from * DAY_MS),
    validUntil: new Date(world.now.getTime() + until * DAY_MS),
  });
}

function describe({ caller, self, text, variables }: SentRequest): string {
  return `${JSON.stringify({ ...caller, self })}\n${text}\n${JSON.stringify(variables)}`;
}

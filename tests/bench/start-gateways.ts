import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CommandError } from '../../bin/local/command-error.ts';
import { type Answer, fetchAnswers, isSameData } from './answers.ts';
import type { GatewayKind } from './gateways/gateway-kind.ts';
import { CEILING } from './gateways/gateway-kinds.ts';
import { type RunningGateway, startGateway } from './gateways/start-gateway.ts';
import type { OpenScenario } from './scenario.ts';

export interface RunningGateways {
  readonly gateways: readonly RunningGateway[];
  /** What a gateway answers to the first requests; all the same unless only ours is measured, set up otherwise. */
  readonly answersOf: ReadonlyMap<RunningGateway, readonly Answer[]>;
  /** How long an answer is on average, in bytes. */
  readonly answerBytes: number;
  readonly leftOut: readonly LeftOut[];
}

/** A gateway that cannot serve the scenario, and why. */
export interface LeftOut {
  readonly title: string;
  readonly reason: string;
}

/** How long the constant answer is when there is no other to go by, in bytes. */
const USUAL_ANSWER_BYTES = 2400;

/**
 * Starts the gateways that can serve the scenario, and makes sure that all give the same answers.
 * @throws CommandError when one that has to serve it does not
 */
export async function startGateways(
  scenario: string,
  open: OpenScenario,
  kinds: readonly GatewayKind[],
  directory: string,
  running: AsyncDisposableStack,
): Promise<RunningGateways> {
  const supergraphPath = join(directory, `${scenario}.graphql`);
  const ourSupergraphPath = join(directory, `${scenario}-ours.graphql`);
  const subgraphsPath = join(directory, `${scenario}-subgraphs.json`);
  await writeFile(supergraphPath, open.supergraphSdl);
  await writeFile(subgraphsPath, JSON.stringify(open.subgraphs));
  await writeFile(ourSupergraphPath, open.ours.supergraphSdl);

  const gateways: RunningGateway[] = [];
  const leftOut: LeftOut[] = [];
  const answersOf = new Map<RunningGateway, readonly Answer[]>();
  let answers: readonly Answer[] = [];
  const start = async (kind: GatewayKind) => {
    const input = { ...open, supergraphPath, subgraphsPath, ourSupergraphPath, answerBytes: meanBytes(answers) };
    const gateway = await startGateway(kind, input, running);
    if (kind.name !== CEILING) answers = await demandSameAnswers(gateway, open, open.isOursAlone ? [] : answers);
    answersOf.set(gateway, answers);
    gateways.push(gateway);
  };
  for (const kind of ceilingLast(kinds)) {
    if (kind.takesPart?.(open) === false) continue;
    try {
      await start(kind);
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      if (kind.limits === undefined) throw new CommandError(`${scenario}, ${kind.title}: ${error.message}`);
      leftOut.push({ title: kind.title, reason: `${kind.limits} Here ${error.message}` });
    }
  }
  return { gateways, answersOf, answerBytes: meanBytes(answers), leftOut };
}

/** It has to know how long the others' answers are. */
function ceilingLast(kinds: readonly GatewayKind[]): GatewayKind[] {
  return kinds.toSorted((a, b) => Number(a.name === CEILING) - Number(b.name === CEILING));
}

/**
 * @param expected  what those before it answered; empty for the first
 * @returns what the gateway answers
 * @throws CommandError when it answers otherwise; then it is stopped
 */
async function demandSameAnswers(
  { url, stop }: RunningGateway,
  { requests }: OpenScenario,
  expected: readonly Answer[],
): Promise<readonly Answer[]> {
  try {
    const answers = await fetchAnswers(url, requests);
    const other = expected.findIndex(({ data }, i) => !isSameData(data, answers[i]?.data));
    if (other === -1) return answers;
    throw new CommandError(`it answers otherwise than those before it to ${JSON.stringify(requests.variables[other])}`);
  } catch (error) {
    await stop();
    throw error;
  }
}

function meanBytes(answers: readonly Answer[]): number {
  if (answers.length === 0) return USUAL_ANSWER_BYTES;
  return Math.round(answers.reduce((sum, { bytes }) => sum + bytes, 0) / answers.length);
}

import { askEverything } from './answers.ts';
import type { BenchOptions } from './bench-options.ts';
import type { RunningGateway } from './gateways/start-gateway.ts';
import { type Load, startLoad } from './load/start-load.ts';
import { describeMeasurement, measureGateway } from './measure-gateway.ts';
import { type Sample, type Summary, summarise } from './results.ts';
import type { Scenario } from './scenario.ts';
import { type LeftOut, startGateways } from './start-gateways.ts';

export interface MeasuredScenario extends Pick<Scenario, 'question'> {
  readonly name: string;
  /** How long an answer is on average. */
  readonly answerBytes: number;
  readonly summaries: readonly Summary[];
  readonly leftOut: readonly LeftOut[];
  /** Loads that were not all answered well, each in a sentence. */
  readonly faults: readonly string[];
}

/**
 * Measures gateways on the same subgraph processes. One is loaded while the others idle, in turn, round after round.
 * @param directory  for files that are thrown away at the end
 * @param running    is given what has to be stopped
 * @throws CommandError when a gateway that has to serve the scenario does not
 */
export async function measureScenario(
  name: string,
  scenario: Scenario,
  options: BenchOptions,
  directory: string,
  running: AsyncDisposableStack,
): Promise<MeasuredScenario> {
  const open = await scenario.open({ citizens: options.citizens, consents: options.consents, directory }, running);
  const started = await startGateways(name, open, options.gateways, directory, running);
  const { gateways, answersOf, answerBytes, leftOut } = started;
  for (const { title, reason } of leftOut) console.log(`${name} · without ${title}. ${reason}`);
  console.log(`${name} · ${gateways.length} gateways, answers of ${answerBytes} bytes`);
  const loads = new Map<RunningGateway, Load>();
  for (const [gateway, answers] of answersOf) {
    loads.set(gateway, await startLoad({ ...open.requests, answers: answers.map(({ data }) => data) }, running));
  }

  const { countMisses = async () => 0 } = open;
  if (open.countMisses) {
    for (const { kind, url } of gateways) {
      console.log(`${name} · all ${open.requests.variables.length} requests once · ${kind.name}`);
      await askEverything(url, open.requests);
    }
  }

  const faults: string[] = [];
  const measure = async (gateway: RunningGateway, connections: number, when: string): Promise<Sample> => {
    const load = loads.get(gateway);
    if (!load) throw new Error(`${gateway.kind.name} was not started`);
    const missesBefore = await countMisses();
    const measurement = await measureGateway(load, open, gateway, { connections, measureMs: options.seconds * 1000 });
    const { failures, firstFailure } = measurement.result;
    const what = `${name} · ${when} · ${connections} connections · ${gateway.kind.name}`;
    console.log(`${what}: ${describeMeasurement(measurement)}`);
    if (failures > 0) faults.push(`${what}: ${failures} requests failed, the first with ${firstFailure}.`);
    const misses = (await countMisses()) - missesBefore;
    if (misses > 0) faults.push(`${what}: ministries were asked ${misses} times for what they should have remembered.`);
    return measurement.sample;
  };

  // Code that was just loaded is slow: the first measurement of each counts for nothing.
  for (const gateway of gateways) await measure(gateway, Math.max(...options.connections), 'warm-up');

  const measured = options.connections.flatMap((connections) =>
    gateways.map((gateway) => ({ gateway, connections, samples: [] as Sample[] })),
  );
  for (let round = 0; round < options.rounds; round++) {
    for (const { gateway, connections, samples } of rotate(measured, round)) {
      samples.push(await measure(gateway, connections, `round ${round + 1} of ${options.rounds}`));
    }
  }
  const summaries = measured.map(({ gateway, connections, samples }) =>
    summarise({ scenario: name, connections, gateway: gateway.kind.name }, samples),
  );
  return { name, question: scenario.question, answerBytes, summaries, leftOut, faults };
}

/** Each round begins with another, so that what was loaded just before is not the same each time. */
function rotate<Item>(items: readonly Item[], by: number): Item[] {
  const start = by % items.length;
  return [...items.slice(start), ...items.slice(0, start)];
}

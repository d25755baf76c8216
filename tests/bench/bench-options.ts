import { citizensRange, DEFAULT_CITIZENS } from '../../bin/local/citizens-option.ts';
import { readArguments, readInteger } from '../../bin/local/command.ts';
import { CommandError } from '../../bin/local/command-error.ts';
import type { GatewayKind } from './gateways/gateway-kind.ts';
import { gatewayKinds } from './gateways/gateway-kinds.ts';
import { listScenarioNames } from './list-scenarios.ts';
import { MICRO } from './measure-micro.ts';

/** What `npm run bench` was asked for. */
export interface BenchOptions {
  readonly rounds: number;
  /** How long each measurement takes. */
  readonly seconds: number;
  readonly scenarios: readonly string[];
  /** Whether parts of our gateway are measured alone, too. */
  readonly withMicro: boolean;
  readonly gateways: readonly GatewayKind[];
  readonly connections: readonly number[];
  readonly citizens: number;
  /** How many consents of others stand in the gateway's database. */
  readonly consents: number;
  /** Where to write the results; undefined = nowhere. */
  readonly json: string | undefined;
  readonly markdown: string | undefined;
}

const DEFAULT_ROUNDS = '5';
const DEFAULT_SECONDS = '4';
const DEFAULT_CONNECTIONS = '1,16,64';

/**
 * Reads the arguments of `npm run bench`.
 * @returns undefined when help was asked for
 * @throws CommandError for what cannot be meant
 */
export async function readBenchOptions(args = process.argv.slice(2)): Promise<BenchOptions | undefined> {
  const { values } = readArguments({
    args,
    options: {
      rounds: { type: 'string', default: DEFAULT_ROUNDS },
      seconds: { type: 'string', default: DEFAULT_SECONDS },
      only: { type: 'string' },
      gateways: { type: 'string' },
      connections: { type: 'string', default: DEFAULT_CONNECTIONS },
      citizens: { type: 'string', default: String(DEFAULT_CITIZENS) },
      consents: { type: 'string', default: '0' },
      json: { type: 'string' },
      markdown: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return undefined;
  const names = gatewayKinds.map(({ name }) => name);
  const gateways = readNames('--gateways', values.gateways, names);
  const scenarioNames = await listScenarioNames();
  const measured = readNames('--only', values.only, [...scenarioNames, MICRO]);
  return {
    rounds: readInteger('--rounds', values.rounds, { min: 1, max: 1000 }),
    seconds: readInteger('--seconds', values.seconds, { min: 1, max: 3600 }),
    scenarios: measured.filter((name) => name !== MICRO),
    withMicro: measured.includes(MICRO),
    gateways: gatewayKinds.filter(({ name }) => gateways.includes(name)),
    connections: values.connections.split(',').map((text) => readInteger('--connections', text, { min: 1, max: 1024 })),
    citizens: readInteger('--citizens', values.citizens, citizensRange),
    consents: readInteger('--consents', values.consents, { min: 0, max: 100_000_000 }),
    json: values.json,
    markdown: values.markdown,
  };
}

/** What `--help` prints. */
export async function benchHelp(): Promise<string> {
  return `npm run bench
  Measures this gateway beside others on the same subgraphs, one after the other, in rounds, and prints the medians.
  Needs Linux. Takes ${DEFAULT_ROUNDS} rounds of ${DEFAULT_SECONDS} seconds for each scenario, gateway and number of connections. docs/benchmarks.md
  tells how to read the figures.

npm run bench -- [options]
  --rounds N           ${DEFAULT_ROUNDS} unless told.
  --seconds S          How long each measurement takes, after a second of warm-up; ${DEFAULT_SECONDS} unless told.
  --only LIST          Scenarios: ${(await listScenarioNames()).join(', ')}; and ${MICRO}, parts of our gateway alone; all unless told.
  --gateways LIST      ${gatewayKinds.map(({ name }) => name).join(', ')}; all unless told.
  --connections LIST   How many ask at once; ${DEFAULT_CONNECTIONS} unless told.
  --citizens N         How many citizens to make up, from ${citizensRange.min} to ${citizensRange.max}; ${DEFAULT_CITIZENS} unless told.
  --consents N         How many consents of others to put beside those that disclosure asks about; none unless told.
  --json FILE          Writes the results there as JSON; those of ${MICRO} beside it, FILE.${MICRO}.json for FILE.json.
  --markdown FILE      Writes them there as a page.
  --help               This text.

${gatewayKinds.map(({ name, title }) => `  ${name.padEnd(21)}${title}`).join('\n')}`;
}

/** @returns all that there are, when no list is given */
function readNames(option: string, list: string | undefined, all: readonly string[]): readonly string[] {
  const names = list?.split(',') ?? all;
  const unknown = names.find((name) => !all.includes(name));
  if (unknown === undefined) return names;
  throw new CommandError(`${option} takes ${all.join(', ')}, separated by commas, not "${unknown}".`);
}

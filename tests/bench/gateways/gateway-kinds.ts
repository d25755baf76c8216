import { join } from 'node:path';
import { gatewayCommand } from '../../../gateway/command.ts';
import type { OpenScenario } from '../scenario.ts';
import type { GatewayInput, GatewayKind } from './gateway-kind.ts';

const here = import.meta.dirname;
const peers = join(here, '..', 'peers');

/** What all others are compared with. */
export const BASELINE = 'apollo';
/** The one that answers without asking anyone: the ceiling. */
export const CEILING = 'constant';

/** All that can be measured. */
export const gatewayKinds: readonly GatewayKind[] = [
  { name: 'ours', title: 'Citizen Graph', ...ours(({ environment }) => environment) },
  {
    name: 'ours-open',
    title: 'Citizen Graph, open to anyone',
    takesPart: ({ ours: { openEnvironment } }) => openEnvironment !== undefined,
    ...ours(({ openEnvironment = {} }) => openEnvironment),
  },
  {
    name: 'ours-unrecorded',
    title: 'Citizen Graph, without records',
    takesPart: ({ ours: { unrecordedEnvironment } }) => unrecordedEnvironment !== undefined,
    ...ours(({ unrecordedEnvironment = {} }) => unrecordedEnvironment),
    args: () => ['--import', join(here, '..', 'everything', 'without-records.ts'), ...gatewayCommand],
  },
  {
    name: BASELINE,
    title: 'Apollo Server + ApolloGateway',
    takesPart: isForAll,
    args: () => [join(peers, 'apollo.js')],
    environment: ({ port, supergraphPath }) => ({
      SUPERGRAPH: supergraphPath,
      PORT: String(port),
      APOLLO_TELEMETRY_DISABLED: '1',
    }),
  },
  hive('hive', 'Hive Gateway, JavaScript', { PLANNER: 'javascript', MERGING: 'false' }),
  hive('hive-rust', 'Hive Gateway, Rust planner', { PLANNER: 'rust', MERGING: 'false' }),
  hive('hive-rust-merging', 'Hive Gateway, Rust planner, merging', { PLANNER: 'rust', MERGING: 'true' }),
  {
    name: 'mercurius',
    title: 'mercurius gateway',
    takesPart: isForAll,
    limits:
      'It knows only the first version of federation, in which one subgraph owns a type and the others extend it.',
    args: () => [join(peers, 'mercurius.js')],
    environment: ({ port, subgraphsPath }) => ({ SUBGRAPHS: subgraphsPath, PORT: String(port) }),
  },
  {
    name: CEILING,
    title: 'A constant answer',
    args: () => [join(here, 'constant-process.ts')],
    environment: ({ port, answerBytes }) => ({ PORT: String(port), ANSWER_BYTES: String(answerBytes) }),
  },
];

function isForAll({ isOursAlone = false }: OpenScenario): boolean {
  return !isOursAlone;
}

function ours(choose: (ours: GatewayInput['ours']) => Readonly<Record<string, string>>) {
  return {
    args: () => gatewayCommand,
    environment: ({ port, ourSupergraphPath, ours }: GatewayInput) => ({
      ...choose(ours),
      GATEWAY_SUPERGRAPH: ourSupergraphPath,
      GATEWAY_HOST: '127.0.0.1',
      GATEWAY_PORT: String(port),
      GATEWAY_LOG_LEVEL: 'error',
      // The others wait for subgraphs without a limit, and the load generator waits for 10 seconds.
      GATEWAY_SOURCE_TIMEOUT_MS: '10000',
    }),
  };
}

function hive(name: string, title: string, environment: Readonly<Record<string, string>>): GatewayKind {
  const command = join(peers, 'node_modules', '@graphql-hive', 'gateway', 'dist', 'bin.js');
  const config = join(peers, 'hive.config.js');
  return {
    name,
    title,
    takesPart: isForAll,
    args: ({ port, supergraphPath }: GatewayInput) => [
      ...[command, 'supergraph', supergraphPath, '--config-path', config],
      ...['--host', '127.0.0.1', '--port', String(port)],
    ],
    environment: () => environment,
  };
}

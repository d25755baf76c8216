import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { readArguments, readInteger, runCommand } from '../../bin/local/command.ts';
import { CommandError } from '../../bin/local/command-error.ts';
import { listenForStop } from '../../bin/local/stop-signal.ts';
import { localSubgraph } from '../../gateway/citizen/local-subgraph.ts';
import { gatewayCommand } from '../../gateway/command.ts';
import type { GatewayKind } from '../bench/gateways/gateway-kind.ts';
import { startGateway } from '../bench/gateways/start-gateway.ts';
import type { OpenScenario } from '../bench/scenario.ts';
import { openUnified } from '../bench/unified/open-unified.ts';
import { openTcpProxy, type TcpProxy } from '../support/tcp-proxy.ts';
import { judgeGrowth, type Minute, WARM_UP_MINUTES } from './judge-growth.ts';
import { soakKills } from './kills.ts';
import { mixRequests } from './mixed-requests.ts';
import { startSoakLoad } from './run-load.ts';

const CONNECTIONS = 32;
const CITIZENS = 5_000;
const SAMPLES_A_MINUTE = 30;

await runCommand(async () => {
  const { values } = readArguments({
    options: { minutes: { type: 'string', default: '10' }, kills: { type: 'string' } },
  });
  const minutes = readInteger('--minutes', values.minutes, { min: WARM_UP_MINUTES + 1, max: 10_000 });
  const stopRequested = listenForStop();
  const running = new AsyncDisposableStack();
  try {
    const kills = values.kills && readInteger('--kills', values.kills, { min: 1, max: 1_000_000 });
    await Promise.race([kills ? soakKills(kills, running) : soak(minutes, running), stopRequested]);
  } finally {
    await running.disposeAsync();
  }
});
// What was broken off half-way may still wait for something. Whatever it started ends with this process.
process.exit();

/** Loads a gateway with a mixture of requests, while one ministry after the other freezes and breaks off. */
async function soak(minutes: number, running: AsyncDisposableStack): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'citizen-graph-soak-'));
  running.defer(() => rm(directory, { recursive: true }));
  // As root PostgreSQL runs as another account.
  await chmod(directory, 0o755);
  const { open } = await openUnified({ citizens: CITIZENS, consents: 0, directory }, running);
  const { places, proxies } = await openProxies(open, running);
  const ourSupergraphPath = join(directory, 'supergraph.graphql');
  await writeFile(ourSupergraphPath, open.ours.supergraphSdl);
  const input = { ...open, supergraphPath: ourSupergraphPath, subgraphsPath: '', ourSupergraphPath, answerBytes: 0 };
  const gateway = await startGateway(soaked(places), input, running);

  const load = startSoakLoad(gateway.url, mixRequests(open.requests), CONNECTIONS);
  const held: Minute[] = [];
  for (let minute = 1; minute <= minutes; minute++) {
    const [{ memoryMb, openFiles }] = await Promise.race([
      Promise.all([watch(gateway.pid), disturb(proxies, minute)]),
      gateway.broken,
    ]);
    held.push({ ...load.takeCounts(), memoryMb, openFiles });
    console.log(`minute ${minute}: ${JSON.stringify(held.at(-1))}`);
  }
  await load.stop();
  judge(held, load.failures);
}

/** One before each ministry. */
async function openProxies({ subgraphs }: OpenScenario, running: AsyncDisposableStack) {
  const proxies: TcpProxy[] = [];
  const places: string[] = [];
  for (const { name, url } of subgraphs.filter(({ name }) => name !== localSubgraph.name)) {
    const proxy = running.adopt(await openTcpProxy(Number(new URL(url).port)), ({ close }) => close());
    proxies.push(proxy);
    places.push(`${name}=http://127.0.0.1:${proxy.port}/graphql`);
  }
  return { proxies, places };
}

function soaked(places: readonly string[]): GatewayKind {
  return {
    name: 'ours',
    title: 'Citizen Graph',
    args: () => gatewayCommand,
    environment: ({ port, ourSupergraphPath, ours }) => ({
      ...ours.environment,
      GATEWAY_SUPERGRAPH: ourSupergraphPath,
      GATEWAY_SUBGRAPH_URLS: places.join(','),
      GATEWAY_HOST: '127.0.0.1',
      GATEWAY_PORT: String(port),
      GATEWAY_LOG_LEVEL: 'error',
    }),
  };
}

/** Freezes a ministry for longer than its time-out, and breaks the connections of the next. */
async function disturb(proxies: readonly TcpProxy[], minute: number): Promise<void> {
  const frozen = proxies[minute % proxies.length];
  const broken = proxies[(minute + 1) % proxies.length];
  await wait(20_000);
  frozen?.freeze();
  await wait(5_000);
  frozen?.thaw();
  await wait(10_000);
  broken?.disconnect();
}

async function watch(pid: number): Promise<Pick<Minute, 'memoryMb' | 'openFiles'>> {
  const samples: number[] = [];
  for (let i = 0; i < SAMPLES_A_MINUTE; i++) {
    await wait(60_000 / SAMPLES_A_MINUTE);
    const [, kib] = /^VmRSS:\s+(\d+) kB$/m.exec(await readFile(`/proc/${pid}/status`, 'utf8')) ?? [];
    samples.push(Number(kib) * 1.024e-3);
  }
  const memoryMb = Math.round(samples.toSorted((a, b) => a - b)[SAMPLES_A_MINUTE / 2] ?? 0);
  return { memoryMb, openFiles: (await readdir(`/proc/${pid}/fd`)).length };
}

/** @throws CommandError when something was answered wrongly or not at all, or memory or open files have grown */
function judge(held: readonly Minute[], failures: ReadonlyMap<string, number>): void {
  for (const [what, times] of failures) console.log(`${times} times ${what}`);
  if (failures.size > 0) throw new CommandError('Not all requests were answered as they should be.');
  const wrong = judgeGrowth(held, CONNECTIONS);
  if (wrong !== undefined) throw new CommandError(wrong);
  console.log('Nothing has grown.');
}

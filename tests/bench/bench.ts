import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, format, join, parse } from 'node:path';
import { runCommand } from '../../bin/local/command.ts';
import { listenForStop } from '../../bin/local/stop-signal.ts';
import { type BenchOptions, benchHelp, readBenchOptions } from './bench-options.ts';
import { BASELINE } from './gateways/gateway-kinds.ts';
import { installPeers } from './install-peers.ts';
import { importScenario } from './list-scenarios.ts';
import { MICRO, measureMicro } from './measure-micro.ts';
import { type MeasuredScenario, measureScenario } from './measure-scenario.ts';
import { describeRun } from './report/describe-run.ts';
import { formatMicro } from './report/format-micro.ts';
import { formatPage } from './report/format-page.ts';
import { formatTable, groupByLoad } from './report/format-results.ts';
import { compareWith } from './results.ts';

await runCommand(async () => {
  const options = await readBenchOptions();
  if (options === undefined) return console.log(await benchHelp());

  const stopRequested = listenForStop();
  const running = new AsyncDisposableStack();
  try {
    await Promise.race([bench(options, running), stopRequested]);
  } finally {
    await running.disposeAsync();
  }
});
// What was broken off half-way may still wait for something. Whatever it started ends with this process.
process.exit();

async function bench(options: BenchOptions, running: AsyncDisposableStack): Promise<void> {
  if (options.scenarios.length > 0) await installPeers();
  const run = describeRun();
  const scenarios: MeasuredScenario[] = [];
  for (const name of options.scenarios) {
    const parts = running.use(new AsyncDisposableStack());
    const directory = await makeDirectory(parts);
    scenarios.push(await measureScenario(name, await importScenario(name), options, directory, parts));
    await parts.disposeAsync();
  }

  const micro = options.withMicro ? await measureMicro() : [];

  const summaries = scenarios.flatMap((scenario) => scenario.summaries);
  const results = compareWith(BASELINE, summaries);
  for (const [load, some] of groupByLoad(results)) console.log(`\n${load}\n\n${formatTable(some)}`);
  if (options.withMicro) console.log(`\n${formatMicro(micro)}`);
  if (options.json !== undefined) {
    await writeJson(options.json, results);
    if (options.withMicro) await writeJson(microPath(options.json), micro);
  }
  if (options.markdown !== undefined) await writeFile(options.markdown, formatPage(run, scenarios, results, micro));

  const faults = scenarios.flatMap((scenario) => scenario.faults);
  for (const fault of faults) console.error(fault);
  if (faults.length > 0) process.exitCode = 1;
}

/** `bench.json` holds a list of scenarios' results and nothing else, so `bench.micro.json` holds the others. */
function microPath(json: string): string {
  return format({ ...parse(json), base: undefined, ext: `.${MICRO}${extname(json)}` });
}

async function writeJson(file: string, content: unknown): Promise<void> {
  await writeFile(file, `${JSON.stringify(content, null, 2)}\n`);
}

/** A directory that is removed at the end. As root PostgreSQL runs as another account, which has to reach it. */
async function makeDirectory(running: AsyncDisposableStack): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'citizen-graph-bench-'));
  running.defer(() => rm(directory, { recursive: true }));
  await chmod(directory, 0o755);
  return directory;
}

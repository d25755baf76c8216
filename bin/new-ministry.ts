import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { listMinistries, ministriesDirectory } from '../subgraphs/_kit/list-ministries.ts';
import { findNameProblem } from '../subgraphs/_kit/skeleton/ministry-name.ts';
import { writeMinistry } from '../subgraphs/_kit/skeleton/write-ministry.ts';
import { readArguments, runCommand } from './local/command.ts';
import { CommandError } from './local/command-error.ts';
import { GATEWAY_PORT, SIGN_IN_PORT } from './local/ports.ts';

const help = `npm run new-ministry -- <name>
  Writes subgraphs/<name>/, a ministry with one register that passes the gate and the contract tests as it is.

  <name>  Lower-case words joined by hyphens, such as land-register.
  --help  This text.

docs/add-a-ministry.md tells what to do with it.`;

await runCommand(async () => {
  const { values, positionals } = readArguments({
    allowPositionals: true,
    options: { help: { type: 'boolean', default: false } },
  });
  if (values.help) return console.log(help);
  const [name, ...more] = positionals;
  if (name === undefined || more.length > 0) throw new CommandError(`Give the new ministry one name.\n\n${help}`);

  const ministries = await listMinistries();
  const problem = findNameProblem(
    name,
    ministries.map((ministry) => ministry.name),
  );
  if (problem) throw new CommandError(problem);
  const directory = join(ministriesDirectory, name);
  const port = findNextPort(ministries.map((ministry) => ministry.port));
  await writeMinistry(directory, name, port);
  await format(directory);
  console.log(nextSteps(name, port));
});

function findNextPort(taken: readonly number[]): number {
  let port = GATEWAY_PORT + 1;
  while (taken.includes(port) || port === SIGN_IN_PORT) port++;
  return port;
}

/** How lines are broken depends on how long the name is. */
async function format(directory: string): Promise<void> {
  const biome = join(import.meta.dirname, '..', 'node_modules/@biomejs/biome/bin/biome');
  await promisify(execFile)(process.execPath, [biome, 'check', '--write', directory], {
    cwd: join(import.meta.dirname, '..'),
  });
}

function nextSteps(name: string, port: number): string {
  return `subgraphs/${name}/ is written; it is served on port ${port} beside a gateway on port ${GATEWAY_PORT}.

Next, as docs/add-a-ministry.md tells:
  1. ministry.ts, README.md      who owns the register, and by what law
  2. schema.graphql              its fields, each described, those about a citizen marked with @personal
  3. migrations/, source.ts      its tables, and how they are read; resolvers.ts, where a field is not a column
  4. seed.ts, examples/          made-up people, and an answer about one of them
  5. npm run compose             takes the ministry into the supergraph
  6. npm run jest -- tests/contract -t ${name}`;
}

import { type ChildProcess, spawn } from 'node:child_process';
import { on, once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { gatewayCommand } from '../../gateway/command.ts';
import { createLedgerFiles, type LedgerFiles } from '../support/ledger-files.ts';
import { createSharedDatabase, type SharedDatabase } from '../support/shared-server.ts';
import { createSigningKeyFiles, type SigningKeyFiles } from '../support/signing-key.ts';
import { openTestIssuer, type TestIssuer } from '../support/tokens.ts';
import { testPurposes } from './support/start-gateway.ts';
import { an, citizenField, startTestGraph, type TestGraph } from './support/test-graph.ts';
import { sendJson } from './support/test-ministry.ts';

let graph: TestGraph;
let issuer: TestIssuer;
let keys: SigningKeyFiles;
let ledgerFiles: LedgerFiles;
let database: SharedDatabase;
let directory: string;
let supergraphPath: string;

beforeAll(async () => {
  graph = await startTestGraph();
  issuer = await openTestIssuer();
  keys = await createSigningKeyFiles();
  ledgerFiles = await createLedgerFiles();
  database = await createSharedDatabase();
  directory = await mkdtemp(join(tmpdir(), 'gateway-main-'));
  supergraphPath = join(directory, 'supergraph.graphql');
  await writeFile(supergraphPath, graph.supergraphSdl);
});

afterAll(async () => {
  await issuer.close();
  await keys.remove();
  await ledgerFiles.remove();
  await database.drop();
  await graph.stop();
  await rm(directory, { recursive: true });
});

function start(environment: Readonly<Record<string, string>>, ...options: string[]): ChildProcess {
  const known = {
    GATEWAY_ISSUER: issuer.issuer,
    GATEWAY_SIGNING_KEY: keys.privateKeyPath,
    GATEWAY_DATABASE_URL: database.url,
    ...ledgerFiles.environment,
  };
  const graph = { GATEWAY_SUPERGRAPH: supergraphPath, GATEWAY_PURPOSES: testPurposes };
  const env = { ...graph, GATEWAY_PORT: '0', ...known, ...environment };
  return spawn(process.execPath, [...gatewayCommand, ...options], { env, stdio: ['ignore', 'pipe', 'pipe'] });
}

async function outcomeOf(child: ChildProcess) {
  const exited = once(child, 'exit');
  const [stdout, stderr] = await Promise.all([child.stdout, child.stderr].map((stream) => stream && text(stream)));
  const [code] = await exited;
  return { code, stdout, stderr };
}

async function startReady() {
  const child = start({});
  const exited = once(child, 'exit');
  if (!child.stdout) throw new Error('no output');
  const lines = createInterface(child.stdout);
  for await (const [line] of on(lines, 'line')) {
    const { url } = JSON.parse(String(line));
    if (url) return { child, exited, lines, url: url as string };
  }
  throw new Error('the gateway has ended');
}

describe('a gateway that cannot start', () => {
  test('says so in a sentence when the port is in use', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const { code, stdout, stderr } = await outcomeOf(start({ GATEWAY_PORT: String(port), GATEWAY_LOG_LEVEL: 'error' }));
    other.close();

    expect({ code, stdout, stderr }).toEqual({
      code: 1,
      stdout: '',
      stderr: `Cannot listen on 127.0.0.1, port ${port}: the port is in use. Stop the program that uses it, or set GATEWAY_PORT to another.\n`,
    });
  });

  test.each([
    ['the address is not its own', { GATEWAY_HOST: '192.0.2.1' }, /^Cannot listen on 192\.0\.2\.1.+\n$/],
    ['the supergraph is missing', { GATEWAY_SUPERGRAPH: '/nowhere' }, /^\/nowhere cannot be read \(ENOENT\)\. .+\n$/],
    [
      'the supergraph is something else',
      { GATEWAY_SUPERGRAPH: import.meta.filename },
      /^.+main\.test\.ts: It is no supergraph.+\(line 1.+\n$/,
    ],
    ['a setting is wrong', { GATEWAY_PORT: 'x', GATEWAY_X: '1' }, /^GATEWAY_X is no.+\nGATEWAY_PORT must be .+\n$/],
  ])('says so in a sentence when %s', async (_title, environment, sentence) => {
    const { code, stderr } = await outcomeOf(start(environment));

    expect(code).toBe(1);
    expect(stderr).toMatch(sentence);
  });
});

test('--help prints the settings and starts nothing', async () => {
  const { code, stdout } = await outcomeOf(start({}, '--help'));

  expect(code).toBe(0);
  expect(stdout).toContain('GATEWAY_SOURCE_TIMEOUT_MS');
});

describe('a gateway that is told to stop', () => {
  const body = JSON.stringify({ query: `{ ${citizenField(an)} { taxCode } }` });
  const post = async (url: string): Promise<Response> => {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${await issuer.token()}` };
    return await fetch(url, { method: 'POST', headers, body });
  };

  test.each(['SIGTERM', 'SIGINT'] as const)('by %s finishes what is in flight and exits with 0', async (signal) => {
    const asked = Promise.withResolvers<void>();
    graph.treasury.behave(async (response, answer) => {
      asked.resolve();
      await sleep(300);
      sendJson(response, await answer());
    });
    const { child, exited, url } = await startReady();
    const inFlight = post(url);
    await asked.promise;
    child.kill(signal);

    expect(await (await inFlight).json()).toMatchObject({ data: { citizen: { taxCode: '0100900001' } } });
    expect(await exited).toEqual([0, null]);
  });

  test('twice exits at once', async () => {
    const asked = Promise.withResolvers<void>();
    graph.treasury.behave(() => asked.resolve());
    const { child, exited, lines, url } = await startReady();
    const inFlight = expect(post(url)).rejects.toThrow();
    await asked.promise;
    child.kill('SIGTERM');
    while (!String(await once(lines, 'line')).includes('draining'));
    child.kill('SIGTERM');

    expect(await exited).toEqual([1, null]);
    await inFlight;
  });
});

test('npm run gateway starts it with the same arguments as all others do', async () => {
  const root = join(import.meta.dirname, '../..');
  const { scripts } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  const [file = '', ...flags] = gatewayCommand.toReversed();
  expect(scripts.gateway).toBe(['node', ...flags.toReversed(), relative(root, file)].join(' '));
});

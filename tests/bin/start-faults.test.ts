import { once } from 'node:events';
import { chmod, mkdir, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { demandFreePort, findFreePort } from '../../bin/local/free-port.ts';
import { isRoot } from '../../bin/local/server-account.ts';
import { listMinistries } from '../../subgraphs/_kit/list-ministries.ts';
import { makeTemporaryDirectory, runCommand } from './commands.ts';

describe('npm start says in one sentence what to do', () => {
  let directory: string;
  beforeAll(async () => {
    directory = await makeTemporaryDirectory();
    await chmod(directory, 0o755);
  });
  afterAll(() => rm(directory, { recursive: true }));

  const expectSentence = async (args: readonly string[], sentence: string | RegExp) => {
    const { exitCode, output } = await runCommand('start', args);
    expect(output.trim().split('\n').at(-1)).toMatch(sentence);
    expect(output).not.toMatch(/^ +at /m);
    expect(exitCode).toBe(1);
  };

  test.each([
    ['an unknown option', ['--colour'], "Unknown option '--colour'. --help lists the options."],
    ['a stray word', ['now'], /^Unexpected argument 'now'\..* --help lists the options\.$/],
    ['a port out of range', ['--port', '70000'], '--port must be a whole number from 0 to 65000, not "70000".'],
    ['a port that is no number', ['--port', 'http'], '--port must be a whole number from 0 to 65000, not "http".'],
    ['too few citizens', ['--citizens', '0'], /^--citizens must be a whole number from \d+ to 9000000, not "0"\.$/],
    ['a part of a citizen', ['--citizens', '100.5'], /^--citizens must be a whole number/],
    ['no value', ['--citizens'], /^Option '--citizens <value>' argument missing\. --help lists the options\.$/],
  ])('for %s', async (_what, args, sentence) => {
    await expectSentence(args, sentence);
  });

  test("for the gateway's port in use", async () => {
    await whileListening(0, async (port) => {
      await expectSentence(
        ['--port', String(port), '--data', join(directory, 'data')],
        `Port ${port} on 127.0.0.1, meant for the gateway, is in use by another program. Choose another with --port.`,
      );
    });
  });

  test("for a ministry's port in use", async () => {
    const [ministry] = await listMinistries();
    const distance = (ministry?.port ?? 0) - 4000;
    const gatewayPort = await findPortBelowFreePort(distance);
    await whileListening(gatewayPort + distance, async (port) => {
      await expectSentence(
        ['--port', String(gatewayPort), '--data', join(directory, 'data')],
        `Port ${port} on 127.0.0.1, meant for the ministry ${ministry?.name}, is in use by another program. Choose another with --port.`,
      );
    });
  });

  test('for a directory that holds files of somebody else, even with --fresh', async () => {
    const path = join(directory, 'theirs');
    await mkdir(path);
    await writeFile(join(path, 'thesis.txt'), '');
    await expectSentence(
      ['--port', '0', '--data', path, '--fresh'],
      `${path} holds files that are not ours, and nothing was touched. Empty it, or name another directory with --data.`,
    );
  });

  test('for a place where nothing can be written', async () => {
    await expectSentence(['--port', '0', '--data', '/sys/citizen-graph'], /^\/sys\/citizen-graph cannot be written: /);
    const file = join(directory, 'file');
    await writeFile(file, '');
    await expectSentence(['--port', '0', '--data', file], `${file} cannot be written: a file is in the way.`);
  });

  test('for a directory of another version', async () => {
    const path = join(directory, 'older');
    await mkdir(path);
    await writeFile(join(path, 'citizen-graph.json'), JSON.stringify({ format: 1, postgres: 17 }));
    await expectSentence(
      ['--port', '0', '--data', path],
      `${path} was made by another version. Start with --fresh to rebuild what it holds.`,
    );
  });

  if (isRoot()) {
    test('for a directory that PostgreSQL cannot reach when root starts it', async () => {
      const path = join(directory, 'closed');
      await mkdir(path, { mode: 0o700 });
      await expectSentence(
        ['--port', '0', '--data', join(path, 'data')],
        /^PostgreSQL refuses to run as root, and the user that it runs as, number \d+, cannot enter .*closed\/data\./,
      );
    });
  }
});

/** Listens on a port of 127.0.0.1 while `act` runs. */
async function whileListening(wanted: number, act: (port: number) => Promise<void>): Promise<void> {
  const server = createServer().listen(wanted, '127.0.0.1');
  await once(server, 'listening');
  try {
    await act((server.address() as AddressInfo).port);
  } finally {
    server.close();
  }
}

/** A free port that has another one `distance` above it. */
async function findPortBelowFreePort(distance: number): Promise<number> {
  for (;;) {
    const port = await findFreePort();
    const isPair = await demandFreePort(port + distance, 'the test').then(
      () => true,
      () => false,
    );
    if (isPair) return port;
  }
}

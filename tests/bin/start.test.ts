import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { identifyProcess } from '../../bin/local/lock-file.ts';
import { ask } from '../support/ask.ts';
import {
  findDescendants,
  findSurvivors,
  makeTemporaryDirectory,
  type RunningCommand,
  runCommand,
  startCommand,
  startProgram,
} from './commands.ts';

// Each test goes on from where the one before has left the data directory, as a user's days do.
describe('npm start', () => {
  let data: string;
  let running: RunningCommand;
  let url: string;

  const start = async (...args: string[]) => {
    running = startCommand('start', ['--port', '0', '--data', data, ...args]);
    [, url = ''] = await running.prints(/^ready (\S+)$/m);
    await running.prints(/Ctrl-C stops everything/);
  };
  beforeAll(async () => {
    data = await makeTemporaryDirectory();
  });
  afterAll(async () => {
    running.kill('SIGTERM');
    await running.ended;
    await rm(data, { recursive: true });
  });

  test('fills empty databases, serves them, and prints a query that the gateway answers', async () => {
    await start('--citizens', '300');

    expect(running.output()).toMatch(/with 300 made-up citizens/);
    const [, account = ''] = await running.prints(/npm run -s token -- (.*)\)"/);
    const [, body = ''] = await running.prints(/-d '(.*)'$/m);
    const { exitCode, output: token } = await runCommand('token', account.split(' '));
    expect(exitCode).toBe(0);
    const { query } = JSON.parse(body) as { query: string };
    const answer = await ask(url, query, {}, { authorization: `Bearer ${token.trim()}` });
    expect(answer).toMatchObject({ data: { me: { fullName: 'Nguyễn Hoàng Minh' } } });
    expect(answer).not.toHaveProperty('errors');
  });

  test('is refused on a data directory that another one uses', async () => {
    const { exitCode, output } = await runCommand('start', ['--port', '0', '--data', data]);
    expect(exitCode).toBe(1);
    expect(output).toContain(`${data} is in use by process ${running.pid}. Stop that one first`);
  });

  test('stops everything on Ctrl-C and leaves no process behind', async () => {
    const descendants = await findDescendants(running.pid);
    expect(descendants.length).toBeGreaterThanOrEqual(3);

    running.kill('SIGINT');

    expect(await running.ended).toBe(0);
    expect(await findSurvivors(descendants)).toEqual([]);
    await expect(fetch(url)).rejects.toThrow();
  });

  test('starts again over the same people', async () => {
    await start();
    expect(running.output()).not.toContain('made-up');
  });

  test('leaves nothing running when it is killed, and starts again right after', async () => {
    const descendants = await findDescendants(running.pid);

    running.kill('SIGKILL');
    await running.ended;
    await start();

    expect(await findSurvivors(descendants)).toEqual([]);
  });

  test('stops everything with exit code 1 when a part of it dies', async () => {
    const descendants = await findDescendants(running.pid);
    for (const pid of descendants) {
      if ((await identifyProcess(pid))?.includes('gateway/main.ts')) process.kill(pid, 'SIGKILL');
    }
    expect(await running.ended).toBe(1);
    expect(running.output()).toContain('The gateway has ended unexpectedly (signal SIGKILL).');
    expect(await findSurvivors(descendants)).toEqual([]);
  });

  test('refuses another number of citizens than there are', async () => {
    const { exitCode, output } = await runCommand('start', ['--port', '0', '--data', data, '--citizens', '400']);
    expect(exitCode).toBe(1);
    expect(output).toContain('The data holds 300 citizens, not 400. Start with --fresh to rebuild it');
  });

  test('makes the data anew with --fresh, and stops when npm is told to, which tells nobody', async () => {
    const args = ['start', '--', '--port', '0', '--data', data, '--fresh', '--citizens', '200'];
    running = startProgram('npm', args);
    await running.prints(/Ctrl-C stops everything/);
    expect(running.output()).toContain('with 200 made-up citizens');

    const descendants = await findDescendants(running.pid);
    running.kill('SIGTERM');
    expect(await findSurvivors(descendants)).toEqual([]);
  });
});

import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { makeTemporaryDirectory, type RunningCommand, runCommand, startCommand } from './commands.ts';

describe('npm run citizen', () => {
  let data: string;
  let setUp: RunningCommand;
  let url: string;
  let issuer: string;
  beforeAll(async () => {
    data = await makeTemporaryDirectory();
    setUp = startCommand('start', ['--port', '0', '--data', data, '--citizens', '100']);
    [, url = '', issuer = ''] = await setUp.prints(/npm run citizen -- 001085990001 --url (\S+) --issuer (\S+)$/m);
  });
  afterAll(async () => {
    setUp.kill('SIGTERM');
    await setUp.ended;
    await rm(data, { recursive: true });
  });

  test('prints what the ministries hold, in lines of at most 100 columns and without colours', async () => {
    const { exitCode, output } = await runCommand('citizen', ['001085990001', '--url', url, '--issuer', issuer]);
    expect(exitCode).toBe(0);
    expect(output).toMatch(/^Citizen · Công dân$/m);
    expect(output).toMatch(/^ {2}Full name +Nguyễn Hoàng Minh$/m);
    expect(output).toMatch(/^ {4}001215990003 Nguyễn Minh Khôi +CHILD/m);
    expect(output).toMatch(/^Withheld · Không cung cấp$/m);
    expect(output).toMatch(/^ {2}Criminal cases +kept by law for the authorities that it names$/m);
    expect(output).not.toMatch(/WITHHELD|SOURCE_/);
    expect(output).not.toContain('\u001b');
    expect(output).not.toMatch(/.{101}/);
  });

  test('says that nobody bears an unknown number', async () => {
    const { exitCode, output } = await runCommand('citizen', ['001099000001', '--url', url, '--issuer', issuer]);
    expect(output).toBe('No made-up citizen bears this personal ID.\n');
    expect(exitCode).toBe(1);
  });

  test.each([
    [
      'no provider',
      ['001085990001', '--issuer', 'http://127.0.0.1:1'],
      /^No OpenID provider answers at .* Bring one up with npm start/,
    ],
    [
      'no gateway',
      ['001085990001', '--url', 'http://127.0.0.1:1/graphql'],
      /^No gateway answers at .* Start one with npm start, or name another with --url\.\n$/,
    ],
    ['no number', [], /^Name one citizen by personal ID/],
    ['no URL', ['001085990001', '--url', 'here'], /^--url must be a URL such as /],
  ])('says what to do when there is %s', async (_what, args, sentence) => {
    const { exitCode, output } = await runCommand('citizen', ['--issuer', issuer, ...args]);
    expect(output).toMatch(sentence);
    expect(exitCode).toBe(1);
  });
});

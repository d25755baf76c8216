import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { describeDatabase, provision } from '../../postgres/provision.ts';
import { variableName } from '../../subgraphs/_kit/config.ts';
import { listMinistryNames } from '../../subgraphs/_kit/list-ministries.ts';
import { ask, askEntities } from '../support/ask.ts';
import { openTestPostgres, type TestPostgres } from '../support/postgres.ts';
import { makeTemporaryDirectory, runCommand, startCommand } from './commands.ts';

const SHOWCASE = '001085990001';

// Each test goes on from the one before, as an owner sets a ministry up.
describe('npm run ministry', () => {
  let postgres: TestPostgres;
  let names: string[];
  let name: string;
  let variables: Record<string, string>;
  beforeAll(async () => {
    names = await listMinistryNames();
    name = names.at(-1) ?? '';
    postgres = await openTestPostgres();
    const database = describeDatabase(name, 'password');
    await provision(postgres.adminUrl, database);
    variables = {
      [variableName(name, 'DATABASE_URL')]: postgres.urlOf(database.database, database.app.role),
      [variableName(name, 'MIGRATION_DATABASE_URL')]: postgres.urlOf(database.database, database.migrator.role),
      [variableName(name, 'PORT')]: '0',
      [variableName(name, 'ALLOW_UNSIGNED')]: 'true',
    };
  });
  afterAll(() => postgres.close());

  test('lists the ministries with their owners when none is named', async () => {
    const { exitCode, output } = await runCommand('ministry', []);
    expect(exitCode).toBe(0);
    for (const name of names) expect(output).toMatch(new RegExp(`^  ${name} +\\S.* \\(.*\\)$`, 'm'));
  });

  test('asks for migrations before it seeds', async () => {
    const { exitCode, output } = await runCommand('ministry', [name, 'seed'], variables);
    expect(output).toContain(`Run npm run ministry -- ${name} migrate first.`);
    expect(exitCode).toBe(1);
  });

  test('migrates and seeds over the login that owns the tables, once', async () => {
    expect((await runCommand('ministry', [name, 'migrate'], variables)).output).toMatch(/^ran 0001-/);
    expect((await runCommand('ministry', [name, 'migrate'], variables)).output).toContain('up to date');
    const seed = [name, 'seed', '--citizens', '100'];
    expect((await runCommand('ministry', seed, variables)).output).toContain(`${name}: 100 citizens in `);
    expect((await runCommand('ministry', seed, variables)).output).toContain('there already');
  });

  test('serves with JSON logs until SIGTERM', async () => {
    const ministry = startCommand('ministry', [name], variables);
    const [, url = ''] = await ministry.prints(/"url":"([^"]+)"/);

    const { entities } = await askEntities(url, 'personalId', [SHOWCASE]);
    expect(entities).toEqual([{ personalId: SHOWCASE }]);

    ministry.kill('SIGTERM');
    expect(await ministry.ended).toBe(0);
    for (const line of ministry.output().trim().split('\n')) expect(JSON.parse(line)).toHaveProperty('level');
    await expect(fetch(url)).rejects.toThrow();
  });

  test('leaves its database to npm start, which makes none for it', async () => {
    const data = await makeTemporaryDirectory();
    const setUp = startCommand('start', ['--port', '0', '--data', data, '--citizens', '100'], variables);
    const [, query = ''] = await setUp.prints(/-d '(.*)'$/m);
    const [, url = ''] = await setUp.prints(/^ready (\S+)$/m);
    const [, account = ''] = await setUp.prints(/npm run -s token -- (.*)\)"/);
    const { output: token } = await runCommand('token', account.split(' '));
    expect(setUp.output()).toMatch(/^Filling /m);
    expect(setUp.output()).not.toMatch(new RegExp(`^Filling .*${name}|^  ${name}: `, 'm'));
    const answer = await ask(url, JSON.parse(query).query, {}, { authorization: `Bearer ${token.trim()}` });
    expect(answer).not.toHaveProperty('errors');
    setUp.kill('SIGINT');
    await setUp.ended;
    await rm(data, { recursive: true });
  });

  test.each([
    ['an unknown ministry', ['weather'], /^There is no ministry "weather" in subgraphs\/\. There are: /],
    ['an unknown action', ['population', 'fly'], /is one of serve, migrate, seed, not "fly"\.$/],
    ['an option that does not go with it', ['population', '--citizens', '100'], '--citizens goes with seed only.'],
  ])('says what is wrong with %s', async (_what, args, sentence) => {
    const { exitCode, output } = await runCommand('ministry', args);
    expect(output.trim()).toMatch(sentence);
    expect(exitCode).toBe(1);
  });

  test('names the variable that is missing', async () => {
    const { exitCode, output } = await runCommand('ministry', [name]);
    expect(output).toContain(`${variableName(name, 'DATABASE_URL')} is not set. Give it the login that may read`);
    expect(exitCode).toBe(1);
  });
});

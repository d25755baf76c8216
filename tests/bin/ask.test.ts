import { readFile, rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { GraphQLFormattedError } from 'graphql';
import { makeTemporaryDirectory, type RunningCommand, runCommand, startCommand } from './commands.ts';

interface Answer {
  readonly data: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly errors?: readonly GraphQLFormattedError[];
}

const look = 'docs/story/look.graphql';
const asClerk = ['--as', 'clerk'];
const asCitizen = ['--as', 'citizen', '--citizen', '001085990001'];

describe('npm run ask', () => {
  let data: string;
  let setUp: RunningCommand;
  let places: string[];
  beforeAll(async () => {
    data = await makeTemporaryDirectory();
    setUp = startCommand('start', ['--port', '0', '--data', data, '--citizens', '100']);
    const [, url = '', issuer = ''] = await setUp.prints(
      /npm run citizen -- 001085990001 --url (\S+) --issuer (\S+)$/m,
    );
    places = ['--url', url, '--issuer', issuer];
  });
  afterAll(async () => {
    setUp.kill('SIGTERM');
    await setUp.ended;
    await rm(data, { recursive: true });
  });

  async function ask(...args: string[]): Promise<Answer> {
    const { exitCode, output } = await runCommand('ask', [...args, ...places]);
    expect(output).toMatch(/^\{\n/);
    expect(exitCode).toBe(0);
    return JSON.parse(output);
  }

  test('lets a clerk see what the purpose opens, and be told why the rest is withheld', async () => {
    const { data, errors } = await ask(look, ...asClerk);
    expect({ data, errors }).toEqual(JSON.parse(await readFile('docs/story/look.json', 'utf8')));
  });

  test('goes through the story: the citizen consents, the clerk sees; the citizen withdraws, the clerk is told so', async () => {
    const asked = await ask('docs/story/request-consent.graphql', 'key=the-clerk-asks-once', ...asClerk);
    const request = String(asked.data['requestConsent']?.['id']);
    const shown = await ask('docs/story/read-notice.graphql', `request=${request}`, ...asCitizen);
    const notice = String(shown.data['consentNotice']?.['hash']);
    const choice = [`request=${request}`, `notice=${notice}`, 'key=the-citizen-gives-once'];
    const given = await ask('docs/story/give-consent.graphql', ...choice, ...asCitizen);
    expect(given.data['giveConsent']).toMatchObject({ state: 'GIVEN' });

    const seen = await ask(look, ...asClerk);
    expect(seen.data['citizen']).toMatchObject({ vaccinations: [{ disease: 'COVID_19' }, {}, {}], religion: null });

    const withdrawn = await ask('docs/story/withdraw-consent.graphql', `consent=${request}`, ...asCitizen);
    expect(withdrawn.data['withdrawConsent']).toMatchObject({ state: 'WITHDRAWN' });
    const after = await ask(look, ...asClerk);
    const card = { number: '0110900000' };
    expect(after.data['citizen']).toMatchObject({ vaccinations: null, healthInsuranceCard: card });
    expect(reasonAt(after, 'vaccinations')).toBe('CONSENT_WITHDRAWN');
  });

  test('ends with an exit code when there is no answer', async () => {
    const { exitCode, output } = await runCommand('ask', ['docs/story/look.json', ...asClerk, ...places]);
    expect(output).toContain('"OPERATION_UNPARSABLE"');
    expect(exitCode).toBe(1);
  });

  test.each([
    ['no file', asClerk, /^Name a file that holds the operation/],
    ['a file that is not there', ['none.graphql', ...asClerk], /^none\.graphql cannot be read\.\n$/],
    ['no value', [look, 'key', ...asClerk], /^A variable is given as name=text, not "key"\.\n$/],
    ['no account', [look], /^--as is one of citizen, clerk, /],
    ['no gateway', [look, ...asClerk, '--url', 'http://127.0.0.1:1/graphql'], /^No gateway answers at .* npm start/],
  ])('says what to do when there is %s', async (_what, args, sentence) => {
    const { exitCode, output } = await runCommand('ask', [...places, ...args]);
    expect(output).toMatch(sentence);
    expect(exitCode).toBe(1);
  });
});

function reasonAt({ errors = [] }: Answer, field: string): unknown {
  return errors.find(({ path }) => path?.at(-1) === field)?.extensions?.['reason'];
}

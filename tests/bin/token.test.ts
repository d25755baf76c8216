import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createRemoteJWKSet, decodeJwt, type JWTPayload, jwtVerify } from 'jose';
import { findFreePort } from '../../bin/local/free-port.ts';
import { sampleAccounts } from '../../bin/local/sign-in/sample-accounts.ts';
import { type RunningSignIn, startSignIn } from '../../bin/local/sign-in/start-sign-in.ts';
import { roles } from '../../schema/callers.ts';
import { makeTemporaryDirectory, runCommand } from './commands.ts';

const showcase = '001085990001';

describe('npm run token', () => {
  let directory: string;
  let keysFile: string;
  let provider: RunningSignIn;

  const start = async (port: number) =>
    await startSignIn({ port, gatewayOrigin: 'http://127.0.0.1:4000', keysFile, citizens: 200 });
  beforeAll(async () => {
    directory = await makeTemporaryDirectory();
    keysFile = join(directory, 'keys.json');
    provider = await start(await findFreePort());
  });
  afterAll(async () => {
    await provider.stop();
    await rm(directory, { recursive: true });
  });

  const run = async (...args: string[]) => await runCommand('token', [...args, '--issuer', provider.issuer]);
  /** Verified as a gateway would. */
  const claimsOf = async (...args: string[]): Promise<JWTPayload> => {
    const { exitCode, output } = await run(...args);
    expect(output).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/);
    expect(exitCode).toBe(0);
    const { payload } = await verify(output.trim());
    return payload;
  };
  const verify = async (token: string) =>
    await jwtVerify(token, createRemoteJWKSet(new URL(`${provider.issuer}/jwks`)), {
      issuer: provider.issuer,
      audience: 'citizen-graph',
      typ: 'at+jwt',
      algorithms: ['ES256'],
      requiredClaims: ['sub', 'client_id', 'iat', 'exp', 'jti'],
    });

  test.each(sampleAccounts.people)(
    'signs $account in, with the claims of the data file',
    async ({ account, claims }) => {
      expect(await claimsOf('--as', account)).toMatchObject({
        ...claims,
        sub: `acct-${account}`,
        client_id: 'citizen-graph-terminal',
      });
    },
  );

  test.each(sampleAccounts.programs.filter(({ claims }) => claims.role !== 'portal'))(
    'signs the program of $account in as itself',
    async ({ account, claims }) => {
      const token = await claimsOf('--as', account);
      expect(token).toMatchObject({ ...claims, sub: `sample-${account}`, client_id: `sample-${account}` });
      expect(token).not.toHaveProperty('acr');
    },
  );

  test('prints tokens that are good for 15 minutes', async () => {
    const { iat = 0, exp = 0 } = await claimsOf('--as', 'clerk');
    expect(exp - iat).toBe(900);
  });

  test('signs a citizen in, whose account does not tell the personal ID', async () => {
    const token = await claimsOf('--as', 'citizen', '--citizen', showcase);
    expect(token).toMatchObject({ role: 'citizen', personal_id: showcase, acr: 'urn:citizen-graph:eid:2' });
    expect(Date.now() / 1_000 - Number(token['auth_time'])).toBeLessThan(60);
    expect(token).not.toHaveProperty('agency');
    expect(token.sub).toMatch(/^acct-[\w-]{22}$/);
  });

  test('signs a citizen in at the level of their electronic identity', async () => {
    expect(await claimsOf('--as', 'citizen', '--citizen', '040201991702')).toMatchObject({
      acr: 'urn:citizen-graph:eid:1',
    });
  });

  test('lets the portal act for a citizen, and says so', async () => {
    const citizen = await claimsOf('--as', 'citizen', '--citizen', showcase);
    expect(await claimsOf('--as', 'portal', '--citizen', showcase)).toMatchObject({
      role: 'portal',
      agency: 'SAMPLE-PORTAL',
      agency_kind: 'portal',
      personal_id: showcase,
      acr: 'urn:citizen-graph:eid:2',
      client_id: 'sample-portal',
      act: { sub: 'sample-portal' },
      sub: citizen.sub,
    });
  });

  test('has an account for every role', () => {
    const accounts = [...sampleAccounts.people, ...sampleAccounts.programs];
    expect(new Set(['citizen', ...accounts.map(({ claims }) => claims.role)])).toEqual(new Set(roles));
  });

  test.each([
    ['nobody is named', [], /^--as is one of citizen, clerk, /],
    ['there is no such account', ['--as', 'king'], /^--as is one of citizen, clerk, .*, not "king"\.$/],
    [
      'the citizen is missing',
      ['--as', 'citizen'],
      /^Name the citizen: --citizen and a personal ID, such as \d{12}\.$/,
    ],
    ['the portal’s citizen is missing', ['--as', 'portal'], /^Name the citizen/],
    ['the personal ID is malformed', ['--as', 'citizen', '--citizen', '1'], /^--citizen must be .*: 12 digits\.$/],
    ['a clerk names a citizen', ['--as', 'clerk', '--citizen', showcase], /^--citizen goes with --as citizen and/],
    ['nobody bears the number', ['--as', 'citizen', '--citizen', '001085900000'], /^No made-up citizen bears this/],
    ['the citizen is dead', ['--as', 'citizen', '--citizen', '046051991101'], /^This citizen has died/],
    ['there is no eID', ['--as', 'portal', '--citizen', '040058991701'], /^This citizen has no electronic identity/],
  ])('says what to do when %s', async (_when, args, sentence) => {
    const { exitCode, output } = await run(...args);
    expect(output.trim()).toMatch(sentence);
    expect(exitCode).toBe(1);
  });

  test('says what to do when npm start does not run', async () => {
    const { exitCode, output } = await runCommand('token', ['--as', 'clerk', '--issuer', 'http://127.0.0.1:1']);
    expect(output).toBe(
      'No OpenID provider answers at http://127.0.0.1:1. Bring one up with npm start, or name another with --issuer.\n',
    );
    expect(exitCode).toBe(1);
  });

  describe('a portal’s exchange of tokens', () => {
    const exchange = async (subject: string, secret = 'made-up') => {
      const response = await fetch(`${provider.issuer}/token`, {
        method: 'POST',
        headers: { authorization: `Basic ${btoa(`sample-portal:${secret}`)}` },
        body: new URLSearchParams({
          grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
          subject_token: subject,
          subject_token_type: 'urn:ietf:params:oauth:token-type:access_token',
        }),
      });
      return { status: response.status, ...((await response.json()) as Record<string, unknown>) };
    };
    const tokenOf = async (...args: string[]) => (await run(...args)).output.trim();

    test('is refused for a token that is not a citizen’s', async () => {
      expect(await exchange(await tokenOf('--as', 'clerk'))).toMatchObject({ status: 400, error: 'invalid_grant' });
    });

    test('is refused for a token that acts for a citizen already', async () => {
      const acting = await tokenOf('--as', 'portal', '--citizen', showcase);
      expect(await exchange(acting)).toMatchObject({ status: 400, error: 'invalid_grant' });
    });

    test('is refused for a token that was altered', async () => {
      const token = await tokenOf('--as', 'citizen', '--citizen', showcase);
      const [header, , signature] = token.split('.');
      const claims = btoa(JSON.stringify({ ...decodeJwt(token), personal_id: '001188990002' }));
      expect(await exchange(`${header}.${claims}.${signature}`)).toMatchObject({ status: 400, error: 'invalid_grant' });
    });

    test('is refused with a wrong secret', async () => {
      const token = await tokenOf('--as', 'citizen', '--citizen', showcase);
      expect(await exchange(token, 'guessed')).toMatchObject({ status: 401, error: 'invalid_client' });
    });
  });

  // The last one, since the provider is another one after it.
  test('prints tokens that outlive the provider, whose keys only its owner may read', async () => {
    const { output } = await run('--as', 'clerk');
    expect((await stat(keysFile)).mode & 0o777).toBe(0o600);
    await provider.stop();
    provider = await start(Number(new URL(provider.issuer).port));
    await expect(verify(output.trim())).resolves.toMatchObject({ payload: { role: 'clerk' } });
  });
});

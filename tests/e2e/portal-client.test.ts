import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { CitizenGraphClient } from '../../docs/portal-client/citizen-graph-client.ts';
import { ownView } from '../../docs/portal-client/operations.ts';
import { prefillForm } from '../../docs/portal-client/prefill-form.ts';
import { sampleClaims } from '../support/tokens.ts';
import { type Stack, startStack } from './support/stack.ts';

/** Head of a household of five grown-ups who insure themselves together. */
const HEAD = '094070991901';
const registered = join(import.meta.dirname, '../../bin/local/registered-operations');

let stack: Stack;
beforeAll(async () => {
  stack = await startStack({ GATEWAY_REGISTERED_OPERATIONS: registered });
});
afterAll(() => stack.close());

/** The client of the sample portal, for a citizen who is signed in there. */
function clientFor(personalId: string, client = 'sample-portal'): CitizenGraphClient {
  const claims = { ...sampleClaims.portal, client_id: client, act: { sub: client }, personal_id: personalId };
  return new CitizenGraphClient({ url: stack.gateway.url, accessToken: () => stack.issuer.token(claims) });
}

describe('a portal', () => {
  test('fetches the values of a form with one hash and one variable', async () => {
    const form = await prefillForm(clientFor(HEAD), 'H01-2026/000123');
    expect(form).toMatchObject({ applicant: 'Trần Văn Phước', toBeFilledIn: [] });
    expect(form.cardNumber).toMatch(/^[0-9]{10}$/);
    expect(new Set(form.members.map((member) => member.percentageOfPremium))).toEqual(new Set([100, 70, 60, 50, 40]));
    expect(new Set(form.members.map(({ relation }) => relation))).toEqual(new Set(['HEAD', 'SPOUSE', 'CHILD']));
  });

  test('fetches of the citizen for whom it acts alone', async () => {
    const { data } = await clientFor(HEAD).run(ownView, {});
    expect(data.me?.personalId).toBe(HEAD);
  });

  test('is told what is wrong when it cannot run an operation', async () => {
    const unknown = { name: 'Unknown', hash: '0'.repeat(64) };
    await expect(clientFor(HEAD).run(unknown, {})).rejects.toMatchObject({
      code: 'OPERATION_NOT_REGISTERED',
      requestId: expect.any(String),
    });
    await expect(clientFor(HEAD, 'other-portal').run(ownView, {})).rejects.toMatchObject({
      code: 'OPERATION_NOT_REGISTERED',
    });
  });
});

import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { base64url, generateKeyPair, SignJWT } from 'jose';
import { steerClock } from '../../support/steer-clock.ts';
import { openTestIssuer, sampleClaims, type TestIssuer } from '../../support/tokens.ts';
import { startGateway, type TestGateway } from '../support/start-gateway.ts';
import { startTestGraph, type TestGraph } from '../support/test-graph.ts';

let graph: TestGraph;
let gateway: TestGateway;
let issuer: TestIssuer;
let otherIssuer: TestIssuer;

beforeAll(async () => {
  graph = await startTestGraph();
  gateway = await startGateway(graph.supergraphSdl);
  issuer = gateway.issuer;
  otherIssuer = await openTestIssuer();
});

afterAll(async () => {
  await gateway.close();
  await otherIssuer.close();
  await graph.stop();
});

const body = JSON.stringify({ query: '{ __typename }' });
const now = (): number => Math.floor(Date.now() / 1000);

/** Sends a request with this `Authorization`, or without one. */
async function send(authorization: string | undefined, text = body) {
  const headers = { 'content-type': 'application/json', ...(authorization !== undefined && { authorization }) };
  const response = await fetch(gateway.url, { method: 'POST', headers, body: text });
  const { errors = [] } = (await response.json()) as { errors?: { message: string; extensions: { code: string } }[] };
  return {
    status: response.status,
    errors: errors.map(({ message, extensions }) => `${extensions.code} ${message}`),
    challenge: response.headers.get('www-authenticate') ?? '',
  };
}

function refused(reason: string) {
  return { status: 401, errors: [`UNAUTHENTICATED Sign in: ${reason}.`], challenge: expect.stringContaining(reason) };
}

describe('a token', () => {
  test('of the provider lets its bearer ask', async () => {
    expect(await send(`Bearer ${await issuer.token()}`)).toEqual({ status: 200, errors: [], challenge: '' });
  });

  test('may be sent with the scheme in any case', async () => {
    expect(await send(`bearer ${await issuer.token()}`)).toMatchObject({ status: 200 });
  });

  test('whose audience is one of several lets its bearer ask', async () => {
    const token = await issuer.token({ ...sampleClaims.clerk, aud: ['https://other.example', 'citizen-graph'] });

    expect(await send(`Bearer ${token}`)).toMatchObject({ status: 200 });
  });

  test('is taken for half a minute after it has expired, as clocks differ', async () => {
    const token = await issuer.token({ ...sampleClaims.clerk, exp: now() - 10 });

    expect(await send(`Bearer ${token}`)).toMatchObject({ status: 200 });
  });

  const { portal, partner, ...people } = sampleClaims;

  test.each(Object.entries(people))('of the role %s lets its bearer ask and introspect', async (_role, claims) => {
    const query = '{ __schema { queryType { name } } }';

    const answer = await send(`Bearer ${await issuer.token(claims)}`, JSON.stringify({ query }));
    expect(answer).toMatchObject({ status: 200, errors: [] });
  });

  test.each(Object.entries({ portal, partner }))(
    'of the role %s lets its bearer run what is registered, so no introspection',
    async (_role, claims) => {
      const query = '{ __schema { queryType { name } } }';

      const answer = await send(`Bearer ${await issuer.token(claims)}`, JSON.stringify({ query }));
      expect(answer).toMatchObject({ status: 403, errors: [expect.stringMatching(/^OPERATION_NOT_REGISTERED/)] });
    },
  );
});

describe('without a token that holds', () => {
  test('a request is refused, and is told how to sign in', async () => {
    const { status, errors, challenge } = await send(undefined);

    expect(status).toBe(401);
    expect(errors).toEqual(['UNAUTHENTICATED Sign in: send an access token.']);
    expect(challenge).toMatch(/^Bearer realm="citizen-graph", DPoP realm="citizen-graph", algs="[^"]*ES256[^"]*"$/);
  });

  test.each([
    ['no scheme', 'x'],
    ['another scheme', 'Basic dXNlcjpwYXNzd29yZA=='],
    ['no token', 'Bearer '],
    ['two tokens', 'Bearer a.b.c d.e.f'],
  ])('a request with %s is refused', async (_title, authorization) => {
    expect(await send(authorization)).toMatchObject({
      status: 401,
      errors: ['UNAUTHENTICATED Sign in: send an access token as Authorization: Bearer or DPoP.'],
    });
  });

  test.each(['x', 'a.b.c', '..', 'e30.e30.e30'])('garbage such as %s is refused', async (garbage) => {
    expect(await send(`Bearer ${garbage}`)).toEqual(refused('the access token is not well-formed'));
  });

  test('not a byte of the body is waited for', async () => {
    const { hostname, port } = new URL(gateway.url);
    const socket = connect(Number(port), hostname);
    socket.write(
      'POST /graphql HTTP/1.1\r\nHost: gateway\r\nContent-Type: application/json\r\nContent-Length: 9000\r\n\r\n',
    );
    const answer = await new Promise<string>((resolve) => socket.once('data', (data) => resolve(String(data))));
    socket.destroy();

    expect(answer).toMatch(/^HTTP\/1\.1 401 /);
  });

  test.each(['{"query":', 'x'.repeat(300_000)])('a body is not looked at, whatever it is', async (text) => {
    expect(await send(undefined, text)).toMatchObject({ status: 401 });
  });

  test('a query by GET is refused', async () => {
    expect((await fetch(`${gateway.url}?query=%7B__typename%7D`)).status).toBe(401);
  });

  test('/health and /ready answer', async () => {
    for (const path of ['/health', '/ready']) expect((await fetch(new URL(path, gateway.url))).status).toBe(200);
  });
});

describe('a token is refused', () => {
  const clerk = sampleClaims.clerk;

  test.each([
    ['that has expired', { exp: now() - 60 }, 'the access token has expired'],
    ['that never expires', { exp: undefined }, 'the access token does not tell when it expires'],
    ['of another issuer', { iss: 'https://provider.example' }, 'the access token comes from another issuer'],
    ['without an issuer', { iss: undefined }, 'the access token comes from another issuer'],
    ['for another audience', { aud: 'citizen-graph-2' }, 'the access token is meant for another audience'],
    ['without an audience', { aud: undefined }, 'the access token is meant for another audience'],
    ['that is not valid yet', { nbf: now() + 60 }, 'the access token is not valid yet'],
    ['of the future', { iat: now() + 60 }, 'the access token does not tell a possible time of issue'],
    ['without a time of issue', { iat: undefined }, 'the access token does not tell a possible time of issue'],
    ['that is older than a day', { iat: now() - 90_000 }, 'the access token has expired'],
  ])('%s', async (_title, claims, reason) => {
    expect(await send(`Bearer ${await issuer.token({ ...clerk, ...claims })}`)).toEqual(refused(reason));
  });

  test.each([
    ['an ID token', 'JWT'],
    ['a logout token', 'logout+jwt'],
    ['of no type', undefined],
  ])('when it is %s', async (_title, typ) => {
    const token = await issuer.token(clerk, { typ });

    expect(await send(`Bearer ${token}`)).toEqual(refused('the token is no access token, of type at+jwt'));
  });

  test('that another provider signed in the name of this one', async () => {
    const token = await otherIssuer.token({ ...clerk, iss: issuer.issuer });

    expect(await send(`Bearer ${token}`)).toEqual(
      refused('the access token is signed with a key that the provider does not have'),
    );
  });

  test('that is signed by another under the name of the provider’s key', async () => {
    const token = await otherIssuer.token({ ...clerk, iss: issuer.issuer }, { kid: issuer.publicKey().kid });

    expect(await send(`Bearer ${token}`)).toEqual(refused('the signature of the access token is wrong'));
  });

  test('whose claims were changed', async () => {
    const [header, payload = '', signature] = (await issuer.token()).split('.');
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
    const forged = base64url.encode(JSON.stringify({ ...claims, role: 'auditor' }));

    expect(await send(`Bearer ${header}.${forged}.${signature}`)).toEqual(
      refused('the signature of the access token is wrong'),
    );
  });

  test.each(['none', 'None', 'nOnE'])('that nobody signed, with the algorithm %s', async (alg) => {
    const [, payload] = (await issuer.token()).split('.');
    const header = base64url.encode(JSON.stringify({ alg, typ: 'at+jwt', kid: issuer.publicKey().kid }));

    for (const signature of ['', 'x']) {
      expect(await send(`Bearer ${header}.${payload}.${signature}`)).toMatchObject({ status: 401 });
    }
  });

  test('that uses the provider’s public key as a shared secret', async () => {
    const shown = issuer.publicKey();
    const claims = { ...clerk, iss: issuer.issuer, aud: 'citizen-graph', iat: now(), exp: now() + 60 };
    for (const secret of [JSON.stringify(shown), shown.x ?? '', 'x'.repeat(32)]) {
      const token = await new SignJWT(claims)
        .setProtectedHeader({ alg: 'HS256', typ: 'at+jwt', kid: shown.kid ?? '' })
        .sign(Buffer.from(secret.padEnd(32)));

      expect(await send(`Bearer ${token}`)).toEqual(
        refused('the access token is signed by an algorithm that is not allowed'),
      );
    }
  });

  test('that brings its own key', async () => {
    const { privateKey } = await generateKeyPair('ES256');
    const jwk = issuer.publicKey();
    const token = await new SignJWT({ ...clerk, iss: issuer.issuer, aud: 'citizen-graph' })
      .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', jwk, jku: otherIssuer.issuer, kid: jwk.kid ?? '' })
      .setIssuedAt()
      .setExpirationTime('1h')
      .sign(privateKey);

    expect(await send(`Bearer ${token}`)).toEqual(refused('the signature of the access token is wrong'));
  });

  test('again and again, and its neighbour is not', async () => {
    const good = `Bearer ${await issuer.token()}`;
    const bad = `${good.slice(0, -4)}AAAA`;
    const statuses = [];
    for (const authorization of [good, bad, good, bad]) statuses.push((await send(authorization)).status);

    expect(statuses).toEqual([200, 401, 200, 401]);
  });

  test('as soon as it has expired, though it was taken before', async () => {
    steerClock('Date');
    try {
      const token = `Bearer ${await issuer.token({ ...clerk, exp: now() - 29 })}`;
      expect(await send(token)).toMatchObject({ status: 200 });
      jest.advanceTimersByTime(2_000);

      expect(await send(token)).toEqual(refused('the access token has expired'));
    } finally {
      jest.useRealTimers();
    }
  });
});

test('no token is repeated in an answer or in the log', async () => {
  const token = await otherIssuer.token();
  const response = await gateway.post(body, { authorization: `Bearer ${token}` });
  const answered = `${await response.text()} ${[...response.headers].join()} ${gateway.log()}`;

  for (const part of token.split('.')) expect(answered).not.toContain(part);
});

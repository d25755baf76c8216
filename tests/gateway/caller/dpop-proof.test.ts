import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type CryptoKey, calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';
import { sampleClaims } from '../../support/tokens.ts';
import { startGateway, type TestGateway } from '../support/start-gateway.ts';
import { startTestGraph, type TestGraph } from '../support/test-graph.ts';

interface Holder {
  readonly secret: CryptoKey;
  readonly jwk: JWK;
  readonly thumbprint: string;
}

let graph: TestGraph;
let gateway: TestGateway;
let holder: Holder;
let thief: Holder;
/** Bound to the holder's key. */
let token: string;

beforeAll(async () => {
  graph = await startTestGraph();
  gateway = await startGateway(graph.supergraphSdl);
  [holder, thief] = await Promise.all([createHolder(), createHolder()]);
  token = await gateway.issuer.token({ ...sampleClaims.clerk, cnf: { jkt: holder.thumbprint } });
});

afterAll(async () => {
  await gateway.close();
  await graph.stop();
});

async function createHolder(): Promise<Holder> {
  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
  const jwk = await exportJWK(publicKey);
  return { secret: privateKey, jwk, thumbprint: await calculateJwkThumbprint(jwk) };
}

const now = (): number => Math.floor(Date.now() / 1000);

/** A proof for a POST to the gateway with the token, unless told otherwise. */
function prove(claims: object = {}, header: object = {}, by = holder): Promise<string> {
  const ath = createHash('sha256').update(token).digest('base64url');
  return new SignJWT({ jti: randomUUID(), htm: 'POST', htu: gateway.url, iat: now(), ath, ...claims })
    .setProtectedHeader({ alg: 'ES256', typ: 'dpop+jwt', jwk: by.jwk, ...header })
    .sign(by.secret);
}

async function send(headers: Record<string, string>, init: RequestInit = {}, url = gateway.url) {
  const response = await fetch(url, {
    method: 'POST',
    body: JSON.stringify({ query: '{ __typename }' }),
    ...init,
    headers: { 'content-type': 'application/json', ...headers },
  });
  await response.text();
  return { status: response.status, challenge: response.headers.get('www-authenticate') ?? '' };
}

function sendProof(proof: string) {
  return send({ authorization: `DPoP ${token}`, dpop: proof });
}

function refused(problem: string) {
  return { status: 401, challenge: expect.stringMatching(new RegExp(`error="invalid_dpop_proof".*${problem}`)) };
}

describe('a token that is bound to a key', () => {
  test('lets its holder ask, with a new proof each time', async () => {
    expect(await sendProof(await prove())).toMatchObject({ status: 200 });
    expect(await sendProof(await prove())).toMatchObject({ status: 200 });
  });

  test('lets its holder ask by GET, whatever the query string is', async () => {
    const url = `${gateway.url}?query=%7B__typename%7D`;
    const headers = { authorization: `DPoP ${token}`, dpop: await prove({ htm: 'GET', htu: url }) };

    expect(await send(headers, { method: 'GET', body: null }, url)).toMatchObject({ status: 200 });
  });

  test('is nothing without its proof', async () => {
    expect(await send({ authorization: `DPoP ${token}` })).toEqual(refused('it is missing'));
  });

  test('is not taken as one that is bound to none', async () => {
    expect(await send({ authorization: `Bearer ${token}`, dpop: await prove() })).toMatchObject({
      status: 401,
      challenge: expect.stringContaining('the access token needs a proof of its key, as DPoP'),
    });
  });

  test('cannot be used by a thief with a key of their own', async () => {
    expect(await sendProof(await prove({}, {}, thief))).toEqual(refused('signed with another key'));
  });

  test('cannot be used by a thief who shows the holder’s key', async () => {
    expect(await sendProof(await prove({}, { jwk: holder.jwk }, thief))).toEqual(refused('its signature is wrong'));
  });
});

describe('a proof is refused', () => {
  test('the second time', async () => {
    const proof = await prove();
    const answers = [await sendProof(proof), await sendProof(proof)];

    expect(answers.map(({ status }) => status)).toEqual([200, 401]);
    expect(answers[1]).toEqual(refused('it was used before'));
  });

  test('when it is sent many times at once, but once', async () => {
    const proof = await prove();
    const answers = await Promise.all(Array.from({ length: 8 }, () => sendProof(proof)));

    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, ...Array(7).fill(401)]);
  });

  test.each([
    ['for another method', { htm: 'GET' }, 'for another method'],
    ['for another host', { htu: 'http://127.0.0.2:4000/graphql' }, 'for another URL'],
    ['for another path', { htu: 'PATH' }, 'for another URL'],
    ['for no URL', { htu: 'graphql' }, 'for another URL'],
    ['for another token', { ath: createHash('sha256').update('x').digest('base64url') }, 'for another token'],
    ['for no token', { ath: undefined }, 'not well-formed'],
    ['without an identifier', { jti: undefined }, 'not well-formed'],
    ['with an identifier that is a list', { jti: ['x'] }, 'used before'],
    ['that is two minutes old', { iat: -120 }, 'not made just now'],
    ['of the future', { iat: 60 }, 'not made just now'],
    ['without a time', { iat: undefined }, 'not made just now'],
  ])('%s', async (_title, claims, problem) => {
    const { htu, iat, ...others } = claims as { htu?: string; iat?: number };
    const proof = await prove({
      ...others,
      ...('htu' in claims && { htu: htu === 'PATH' ? new URL('/health', gateway.url).href : htu }),
      ...('iat' in claims && { iat: iat === undefined ? undefined : now() + iat }),
    });

    expect(await sendProof(proof)).toEqual(refused(problem));
  });

  test.each([
    ['that is an access token', { typ: 'at+jwt' }],
    ['without a key', { jwk: undefined }],
    ['with a shared secret', { jwk: { kty: 'oct', k: 'c2VjcmV0' } }],
  ])('%s', async (_title, header) => {
    expect(await sendProof(await prove({}, header))).toEqual(refused('not well-formed'));
  });

  test('that shows a private key', async () => {
    const jwk = await exportJWK(holder.secret);

    expect(await sendProof(await prove({}, { jwk }))).toEqual(refused('not well-formed'));
  });

  test.each(['', 'x', 'a.b.c'])('that is garbage: "%s"', async (garbage) => {
    expect(await sendProof(garbage)).toEqual(refused('not well-formed'));
  });

  test('beside another one', async () => {
    expect(await sendProof(`${await prove()}, ${await prove()}`)).toEqual(refused('not well-formed'));
  });
});

test('a token that is bound to no key needs to be sent as Bearer', async () => {
  const unbound = await gateway.issuer.token();

  expect(await send({ authorization: `DPoP ${unbound}`, dpop: await prove() })).toMatchObject({
    status: 401,
    challenge: expect.stringContaining('DPoP realm="citizen-graph", algs='),
  });
});

test.each([{ kid: 'x' }, { jkt: 7 }, {}, 'x', null])(
  'a token that is bound in an unknown way is refused: %j',
  async (cnf) => {
    const unknown = await gateway.issuer.token({ ...sampleClaims.clerk, cnf });

    expect(await send({ authorization: `Bearer ${unknown}` })).toMatchObject({
      status: 401,
      challenge: expect.stringContaining('the access token is bound to a key in an unknown way'),
    });
  },
);

test('behind a proxy, proofs name the URL that callers know', async () => {
  const publicUrl = 'https://graph.example/api/graphql';
  const behind = await startGateway(graph.supergraphSdl, {
    GATEWAY_ISSUER: gateway.issuer.issuer,
    GATEWAY_PUBLIC_URL: publicUrl,
  });
  const authorization = `DPoP ${token}`;
  const known = await send({ authorization, dpop: await prove({ htu: publicUrl }) }, {}, behind.url);
  const own = await send({ authorization, dpop: await prove({ htu: behind.url }) }, {}, behind.url);
  await behind.close();

  expect([known.status, own.status]).toEqual([200, 401]);
});

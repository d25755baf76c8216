import { createHmac } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type DestinationStream, pino } from 'pino';
import { writeCallBase } from '../../../../schema/signed-calls/call-signature.ts';
import { type ServedMinistry, serveMinistry } from '../../../../subgraphs/_kit/serve-ministry.ts';
import { type CallHeaders, currentSecond, signCall, signParameters } from '../../../support/signed-call.ts';
import { createSigningKeyFiles, createTestKey, type SigningKeyFiles } from '../../../support/signing-key.ts';
import libraries from '../fixture/libraries/ministry.ts';
import { type Libraries, openLibraries } from '../fixture/open-libraries.ts';

const ministry = libraries.name;
const reader = '001099123456';
const onBehalfOf = {
  origins: [{ requestId: 'request-1', agency: 'H29.3', purpose: '1.004222' }],
  representations: [[0]],
};
const question = {
  query:
    'query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Citizen { libraryCard { fines } } } }',
  variables: { representations: [{ __typename: 'Citizen', personalId: reader }] },
};
const body = JSON.stringify({ ...question, extensions: { onBehalfOf } });

let library: Libraries;
let files: SigningKeyFiles;
let served: ServedMinistry;
const lines: string[] = [];
const destination: DestinationStream = { write: (line) => void lines.push(line) };

beforeAll(async () => {
  library = await openLibraries();
  await library.run(`INSERT INTO card VALUES ($1, 'Nguyễn Thị Hòa', '1990', '7', 7)`, [reader]);
  files = await createSigningKeyFiles();
  served = await serve();
});
afterAll(async () => {
  await served.close();
  await files.remove();
  await library.close();
});

async function serve(): Promise<ServedMinistry> {
  const options = { host: '127.0.0.1', port: 0, databaseUrl: library.appUrl, gatewayKeys: files.publicKeysPath };
  return await serveMinistry(libraries, { ...options, logger: pino({}, destination) });
}

/** @returns the status and the code of the refusal, or the data */
async function call(headers: Record<string, string>, sent = body, method = 'POST'): Promise<unknown> {
  const response = await fetch(served.url, { method, headers, ...(method === 'POST' && { body: sent }) });
  const { data, errors } = (await response.json()) as {
    readonly data?: unknown;
    readonly errors?: readonly { readonly extensions?: { readonly code: string } }[];
  };
  return data ?? [response.status, errors?.[0]?.extensions?.code];
}

const answer = { _entities: [{ libraryCard: { fines: 7 } }] };
const refusedWith = (code: string): unknown => [401, code];

test('a call of the gateway is answered', async () => {
  expect(await call(signCall(body, files.key, { ministry }))).toEqual(answer);
});

test('a list of operations is answered under one signature', async () => {
  const list = `[${body},${body}]`;
  const headers = signCall(list, files.key, { ministry });
  const response = await fetch(served.url, { method: 'POST', headers, body: list });
  expect(await response.json()).toEqual([{ data: answer }, { data: answer }]);
});

describe('a call is refused', () => {
  test('that is not signed', async () => {
    expect(await call({ 'content-type': 'application/json' })).toEqual(refusedWith('CALL_UNSIGNED'));
  });

  test.each(['signature', 'signature-input', 'content-digest'] as const)('without the header %s', async (name) => {
    const { [name]: _, ...others } = signCall(body, files.key, { ministry });
    expect(await call(others)).toEqual(refusedWith('CALL_UNSIGNED'));
  });

  test('that is older than a minute', async () => {
    const headers = signCall(body, files.key, { ministry, created: currentSecond() - 66 });
    expect(await call(headers)).toEqual(refusedWith('CALL_STALE'));
  });

  test('from the future', async () => {
    const headers = signCall(body, files.key, { ministry, created: currentSecond() + 10 });
    expect(await call(headers)).toEqual(refusedWith('CALL_STALE'));
  });

  test('that would be valid for longer than a minute', async () => {
    const headers = signCall(body, files.key, { ministry, expires: currentSecond() + 3_600 });
    expect(await call(headers)).toEqual(refusedWith('CALL_STALE'));
  });

  test('that was made before the ministry was started, which may have been answered then', async () => {
    const headers = signCall(body, files.key, { ministry });
    expect(await call(headers)).toEqual(answer);
    await served.close();
    await sleep(1_000);
    served = await serve();
    expect(await call(headers)).toEqual(refusedWith('CALL_STALE'));
  });

  test('whose body was altered', async () => {
    const headers = signCall(body, files.key, { ministry });
    expect(await call(headers, body.replace(reader, '001099654321'))).toEqual(refusedWith('CALL_ALTERED'));
  });

  test('whose body was altered with its digest', async () => {
    const altered = body.replace(reader, '001099654321');
    const digest = signCall(altered, files.key, { ministry })['content-digest'];
    const headers = { ...signCall(body, files.key, { ministry }), 'content-digest': digest };
    expect(await call(headers, altered)).toEqual(refusedWith('CALL_FORGED'));
  });

  test('on whose behalf it is was altered', async () => {
    const headers = signCall(body, files.key, { ministry });
    expect(await call(headers, body.replace('H29.3', 'H30.1'))).toEqual(refusedWith('CALL_ALTERED'));
  });

  test('that does not say on whose behalf it is', async () => {
    const anonymous = [
      question,
      { ...question, extensions: { onBehalfOf: { ...onBehalfOf, representations: [] } } },
      { ...question, extensions: { onBehalfOf: { ...onBehalfOf, representations: [[1]] } } },
      { ...question, extensions: { onBehalfOf: { ...onBehalfOf, representations: [[]] } } },
      { ...question, extensions: { onBehalfOf: { ...onBehalfOf, origins: [{ requestId: 'a\nb' }] } } },
      [{ ...question, extensions: { onBehalfOf } }, question],
      [],
    ].map((asked) => JSON.stringify(asked));
    for (const text of anonymous) {
      expect(await call(signCall(text, files.key, { ministry }), text)).toEqual(refusedWith('CALL_ANONYMOUS'));
    }
  });

  test('whose media type was altered', async () => {
    const headers = { ...signCall(body, files.key, { ministry }), 'content-type': 'application/graphql' };
    expect(await call(headers)).toEqual(refusedWith('CALL_MALFORMED'));
  });

  test('whose method was altered', async () => {
    expect(await call(signCall(body, files.key, { ministry }), body, 'GET')).toEqual(refusedWith('CALL_FORGED'));
  });

  test.each(['created', 'expires', 'nonce'] as const)('whose %s was altered', async (name) => {
    const headers = signCall(body, files.key, { ministry });
    const altered = headers['signature-input'].replace(
      new RegExp(`(${name}="?.*?)(\\d)(?=\\D*;)`),
      (_, start, digit) => {
        return `${start}${digit === '5' ? 4 : 5}`;
      },
    );
    expect(altered).not.toBe(headers['signature-input']);
    expect(await call({ ...headers, 'signature-input': altered })).toEqual([401, expect.any(String)]);
  });

  test('that was made before', async () => {
    const headers = signCall(body, files.key, { ministry });
    expect(await call(headers)).toEqual(answer);
    expect(await call(headers)).toEqual(refusedWith('CALL_REPLAYED'));
    const asked = await Promise.all(Array.from({ length: 8 }, () => call(headers)));
    expect(asked).toEqual(Array(8).fill(refusedWith('CALL_REPLAYED')));
  });

  test('that is signed for another ministry', async () => {
    const headers = signCall(body, files.key, { ministry: `${ministry}-2` });
    expect(await call(headers)).toEqual(refusedWith('CALL_MISDIRECTED'));
  });

  test('that another key signed in the name of the gateway’s', async () => {
    const headers = signCall(body, createTestKey(), { ministry, keyId: files.key.id });
    expect(await call(headers)).toEqual(refusedWith('CALL_FORGED'));
  });

  test('that another key signed in its own name', async () => {
    expect(await call(signCall(body, createTestKey(), { ministry }))).toEqual(refusedWith('CALL_KEY_UNKNOWN'));
  });
});

describe('another algorithm', () => {
  const parameters = (): string => signCall(body, files.key, { ministry })['signature-input'].replace('call=', '');

  test.each(['hmac-sha256', 'none', 'rsa-pss-sha512', ''])(
    '%p is refused, whatever is signed with it',
    async (name) => {
      const other = parameters().replace('alg="ed25519"', `alg="${name}"`);
      expect(await call(signParameters(body, files.key, other))).toEqual(refusedWith('CALL_MALFORMED'));
    },
  );

  test('cannot be left out', async () => {
    const other = parameters().replace(';alg="ed25519"', '');
    expect(await call(signParameters(body, files.key, other))).toEqual(refusedWith('CALL_MALFORMED'));
  });

  test('HMAC with the public key as its secret is no signature', async () => {
    const headers = signCall(body, files.key, { ministry });
    const text = headers['signature-input'].replace('call=', '');
    const signed = { method: 'POST', contentType: 'application/json', contentDigest: headers['content-digest'] };
    const secret = Buffer.from(String(files.key.publicJwk.x), 'base64url');
    const base = writeCallBase(signed, text);
    for (const algorithm of ['sha256', 'sha512']) {
      const mac = createHmac(algorithm, secret).update(base).digest('base64');
      expect(await call({ ...headers, signature: `call=:${mac}:` })).toEqual([
        401,
        algorithm === 'sha256' ? 'CALL_MALFORMED' : 'CALL_FORGED',
      ]);
    }
  });

  test.each([
    ['fewer components', '("@method" "content-type")'],
    ['components in another order', '("content-type" "@method" "content-digest")'],
    ['no components', '()'],
  ])('a signature over %s is refused', async (_title, components) => {
    const other = parameters().replace(/^\(.*?\)/, components);
    expect(await call(signParameters(body, files.key, other))).toEqual(refusedWith('CALL_MALFORMED'));
  });

  test('a second signature beside the first is refused', async () => {
    const headers = signCall(body, files.key, { ministry });
    const twice = (name: keyof CallHeaders) => `${headers[name]}, ${headers[name].replace('call=', 'other=')}`;
    const both = { ...headers, 'signature-input': twice('signature-input'), signature: twice('signature') };
    expect(await call(both)).toEqual(refusedWith('CALL_MALFORMED'));
  });
});

// Each test goes on from the one before.
describe('a key', () => {
  const next = createTestKey();

  test('is good as soon as it is published, and the one before as long as it is', async () => {
    await files.publish(next, files.key);
    expect(await call(signCall(body, next, { ministry }))).toEqual(answer);
    expect(await call(signCall(body, files.key, { ministry }))).toEqual(answer);
  });

  test('that nobody knows is looked for once for all who come with such keys', async () => {
    const start = performance.now();
    const asked = Array.from({ length: 20 }, () => call(signCall(body, createTestKey(), { ministry })));
    expect(await Promise.all(asked)).toEqual(Array(20).fill(refusedWith('CALL_KEY_UNKNOWN')));
    // One after the other would take half a second each.
    expect(performance.now() - start).toBeLessThan(5_000);
  });

  test('stays good while the published ones cannot be read, and the operator is told', async () => {
    await writeFile(files.publicKeysPath, '{"keys":');
    expect(await call(signCall(body, createTestKey(), { ministry }))).toEqual(refusedWith('CALL_KEY_UNKNOWN'));
    expect(await call(signCall(body, next, { ministry }))).toEqual(answer);
    expect(lines.at(-2)).toContain('the gateway’s keys could not be read');
  });

  test('that is no longer published is refused when the keys have been read again', async () => {
    await files.publish(next);
    expect(await call(signCall(body, createTestKey(), { ministry }))).toEqual(refusedWith('CALL_KEY_UNKNOWN'));
    expect(await call(signCall(body, files.key, { ministry }))).toEqual(refusedWith('CALL_KEY_UNKNOWN'));
    await files.publish(files.key);
    expect(await call(signCall(body, files.key, { ministry }))).toEqual(answer);
  });
});

test('the ministry writes down for each call who asked, for what purpose and how much, never about whom', async () => {
  lines.length = 0;
  await call(signCall(body, files.key, { ministry }));
  const calls = lines.map((line) => JSON.parse(line)).filter(({ msg }) => msg === 'call');
  expect(calls).toEqual([
    expect.objectContaining({ ministry, onBehalfOf: [{ ...onBehalfOf.origins[0], representations: 1 }] }),
  ]);
  expect(lines.join('')).not.toContain(reader);
});

test('of a list it writes one line, with those who ask by each of its operations', async () => {
  lines.length = 0;
  const other = { origins: [{ requestId: 'request-2', agency: null, purpose: null }], representations: [[0]] };
  const list = JSON.stringify([onBehalfOf, other].map((own) => ({ ...question, extensions: { onBehalfOf: own } })));
  await call(signCall(list, files.key, { ministry }), list);
  const calls = lines.map((line) => JSON.parse(line)).filter(({ msg }) => msg === 'call');
  expect(calls.map((line) => line.onBehalfOf)).toEqual([
    [onBehalfOf, other].map(({ origins: [origin] }) => ({ ...origin, representations: 1 })),
  ]);
});

test('health and readiness are told to whoever asks, and nothing else is', async () => {
  const at = async (path: string) => (await fetch(new URL(path, served.url))).status;
  expect([await at('/health'), await at('/ready'), await at('/graphql?query={__typename}'), await at('/')]).toEqual([
    200, 200, 401, 404,
  ]);
});

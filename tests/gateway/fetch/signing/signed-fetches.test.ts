import { writeFile } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { OperationTypeNode, parse } from 'graphql';
import { readConfig } from '../../../../gateway/config.ts';
import { openSourceFactory, type SourceFactory } from '../../../../gateway/fetch/create-source.ts';
import { RequestOrigin, writeOriginsOf } from '../../../../gateway/fetch/request-origin.ts';
import { openSigningKeys, type SigningKeys } from '../../../../gateway/fetch/signing/signing-keys.ts';
import { createLog } from '../../../../gateway/log.ts';
import { type ServedMinistry, serveMinistry } from '../../../../subgraphs/_kit/serve-ministry.ts';
import libraries from '../../../subgraphs/_kit/fixture/libraries/ministry.ts';
import { type Libraries, openLibraries } from '../../../subgraphs/_kit/fixture/open-libraries.ts';
import { createSigningKeyFiles, type SigningKeyFiles } from '../../../support/signing-key.ts';
import { until } from '../../../support/until.ts';
import { type ScriptedServer, sendData, sendStatus, startScriptedServer } from '../scripted-server.ts';
import { outcome, sourceRequest } from '../source-request.ts';

const { name } = libraries;
const reader = '001099123456';
const text =
  'query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Citizen { libraryCard { fines } } } }';
const request = sourceRequest({
  operation: { text, document: parse(text), operationName: undefined, kind: OperationTypeNode.QUERY },
  variables: JSON.stringify({ representations: [{ __typename: 'Citizen', personalId: reader }] }),
  representationCount: 1,
  isShareable: false,
  onBehalfOf: writeOriginsOf([new RequestOrigin({ requestId: 'r-1', agency: null }).texts]),
});
const answer = { _entities: [{ libraryCard: { fines: 7 } }] };

let library: Libraries;
let files: SigningKeyFiles;
let ministry: ServedMinistry;
let signingKeys: SigningKeys;
const factories: SourceFactory[] = [];
const lines: string[] = [];
const config = readConfig({ GATEWAY_CIRCUIT_MAX_FAILURES: '1000' });
const log = createLog(config, { write: (line) => void lines.push(line) });

beforeAll(async () => {
  library = await openLibraries();
  await library.run(`INSERT INTO card VALUES ($1, 'Nguyễn Thị Hòa', '1990', '7', 7)`, [reader]);
});
afterAll(() => library.close());
beforeEach(async () => {
  lines.length = 0;
  files = await createSigningKeyFiles();
  signingKeys = await openSigningKeys(files.privateKeyPath, log);
  const options = { host: '127.0.0.1', port: 0, databaseUrl: library.appUrl, gatewayKeys: files.publicKeysPath };
  ministry = await serveMinistry(libraries, options);
});
afterEach(async () => {
  signingKeys.close();
  for (const factory of factories.splice(0)) await factory.close();
  await ministry.close();
  await files.remove();
});

function createSource(keys: SigningKeys | undefined, url = ministry.url) {
  const factory = openSourceFactory(config, { localSchemas: new Map(), signingKeys: keys, tls: {}, log });
  factories.push(factory);
  return factory.createSource({ name, url });
}

const untilKeyIs = (id: string): Promise<void> => until(() => signingKeys.current.id === id);

test('a ministry answers the calls that the gateway signed, however many at once', async () => {
  const source = createSource(signingKeys);
  const results = await Promise.all(Array.from({ length: 50 }, () => source.execute(request)));
  expect(results.map(outcome)).toEqual(Array(50).fill(answer));
});

test('a call that is sent again is signed again', async () => {
  const server: ScriptedServer = await startScriptedServer();
  const nonces: unknown[] = [];
  const keepNonce = (status: 503 | 200) => (response: Parameters<ReturnType<typeof sendData>>[0], body: string) => {
    nonces.push(/nonce="(.*?)"/.exec(String(response.req.headers['signature-input']))?.[1]);
    return status === 200 ? sendData()(response, body) : sendStatus(503)(response, body);
  };
  server.respond(keepNonce(503), keepNonce(200));
  await createSource(signingKeys, server.url).execute(sourceRequest());
  expect(new Set(nonces)).toHaveProperty('size', 2);
  await server.kill();
});

describe('a ministry that does not take the calls for the gateway’s', () => {
  test('costs its part of the answer with SOURCE_UNAUTHENTICATED, and the operator is told why', async () => {
    expect(outcome(await createSource(undefined).execute(request))).toBe('SOURCE_UNAUTHENTICATED');
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      expect.objectContaining({ level: 50, ministry: name, reason: 'CALL_UNSIGNED', problem: expect.any(String) }),
    ]);
  });

  test('is not asked again for each representation of a batch', async () => {
    expect(await createSource(undefined).execute(request)).toMatchObject({ isWorthRetrying: false });
  });

  test('may give any reason, and none that we do not know is written down', async () => {
    const server = await startScriptedServer();
    const body = JSON.stringify({ errors: [{ message: reader, extensions: { code: reader } }] });
    server.respond((response) => response.writeHead(401, { 'content-type': 'application/json' }).end(body));
    expect(outcome(await createSource(signingKeys, server.url).execute(sourceRequest()))).toBe(
      'SOURCE_UNAUTHENTICATED',
    );
    expect(lines).toHaveLength(1);
    expect(lines[0]).not.toContain(reader);
    await server.kill();
  });
});

describe('the file of the key', () => {
  test('may be given another one while calls are made, and none of them fails', async () => {
    const source = createSource(signingKeys);
    let isRotated = false;
    const failed: unknown[] = [];
    const calls = (async () => {
      for (let after = 0; after < 5; after += isRotated ? 1 : 0) {
        const result = outcome(await source.execute(request));
        if (JSON.stringify(result) !== JSON.stringify(answer)) failed.push(result);
      }
    })();
    // The ministry's keys are a file here, so the new one is published before it is used.
    const { key } = files;
    const next = await files.rotate();
    await files.publish(key, next);
    await untilKeyIs(next.id);
    isRotated = true;
    await calls;

    expect(signingKeys.current.id).toBe(next.id);
    expect(signingKeys.publicKeys().keys.map(({ kid }) => kid)).toEqual([next.id, key.id]);
    expect(failed).toEqual([]);
  });

  test('that holds no key any more is refused with a line that does not repeat it, and the key before is kept', async () => {
    await writeFile(files.privateKeyPath, '{"kty":"OKP","d":"secret"}');
    await until(() => lines.length > 0);
    expect(lines).toEqual([expect.stringContaining('refused a new signing key')]);
    expect(lines.join('')).not.toContain('secret');
    expect(signingKeys.current.id).toBe(files.key.id);
  });

  test('is a JSON Web Key or PEM, of Ed25519', async () => {
    const jwk = { ...files.key.privateKey.export({ format: 'jwk' }), kid: 'named' };
    await writeFile(files.privateKeyPath, JSON.stringify(jwk));
    const named = await openSigningKeys(files.privateKeyPath, log);
    expect(named.publicKeys().keys).toEqual([{ ...files.key.publicJwk, kid: 'named', alg: 'EdDSA', use: 'sig' }]);
    named.close();

    for (const wrong of ['', '{}', JSON.stringify(files.key.publicJwk), '-----BEGIN PRIVATE KEY-----']) {
      await writeFile(files.privateKeyPath, wrong);
      await expect(openSigningKeys(files.privateKeyPath, log)).rejects.toThrow(
        `${files.privateKeyPath}: it holds no Ed25519 private key.`,
      );
    }
  });
});

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readConfig } from '../../../gateway/config.ts';
import { openSourceFactory } from '../../../gateway/fetch/create-source.ts';
import { readSourceTls, type SourceTls } from '../../../gateway/fetch/source-tls.ts';
import { createLog } from '../../../gateway/log.ts';
import { type ServedMinistry, serveMinistry } from '../../../subgraphs/_kit/serve-ministry.ts';
import libraries from '../../subgraphs/_kit/fixture/libraries/ministry.ts';
import { type Libraries, openLibraries } from '../../subgraphs/_kit/fixture/open-libraries.ts';
import { createTestAuthority, type TestAuthority, type TestCertificate } from '../../support/certificates.ts';
import { outcome, sourceRequest } from './source-request.ts';

let library: Libraries;
let ministry: ServedMinistry;
let directory: string;
let ours: TestAuthority;
let others: TestAuthority;
let gatewayCertificate: TestCertificate;

beforeAll(async () => {
  library = await openLibraries();
  ours = await createTestAuthority('the state');
  others = await createTestAuthority('somebody');
  gatewayCertificate = await ours.issue('gateway');
  ministry = await serveMinistry(libraries, {
    host: '127.0.0.1',
    port: 0,
    databaseUrl: library.appUrl,
    gatewayKeys: undefined,
    tls: { ...(await ours.issue('libraries')), ca: ours.ca },
  });
  directory = await mkdtemp(join(tmpdir(), 'mutual-tls-'));
});
afterAll(async () => {
  await ministry.close();
  await library.close();
  await rm(directory, { recursive: true });
});

async function ask(tls: SourceTls): Promise<unknown> {
  const config = readConfig({ GATEWAY_LOG_LEVEL: 'silent' });
  const factory = openSourceFactory(config, {
    localSchemas: new Map(),
    signingKeys: undefined,
    tls,
    log: createLog(config),
  });
  try {
    const source = factory.createSource({ name: 'libraries', url: ministry.url });
    return outcome(
      await source.execute(sourceRequest({ operation: { ...sourceRequest().operation, text: '{ __typename }' } })),
    );
  } finally {
    await factory.close();
  }
}

describe('a ministry that asks for a certificate', () => {
  test('answers a gateway that shows one of its CA', async () => {
    expect(ministry.url).toMatch(/^https:/);
    expect(await ask({ ...gatewayCertificate, ca: ours.ca })).toEqual({ __typename: 'Query' });
  });

  test('lets nobody in who shows none', async () => {
    expect(await ask({ ca: ours.ca })).toBe('SOURCE_UNAVAILABLE');
  });

  test('lets nobody in who shows one of another CA', async () => {
    expect(await ask({ ...(await others.issue('gateway')), ca: ours.ca })).toBe('SOURCE_UNAVAILABLE');
  });
});

test('a gateway sends nothing to a server whose certificate is not of the ministries’ CA', async () => {
  expect(await ask({ ...gatewayCertificate, ca: others.ca })).toBe('SOURCE_UNAVAILABLE');
});

describe('the files', () => {
  async function readTls(texts: Readonly<Record<string, string>>): Promise<SourceTls> {
    const variables: Record<string, string> = {};
    for (const [setting, text] of Object.entries(texts)) {
      const path = join(directory, `${setting}.pem`);
      await writeFile(path, text);
      variables[`GATEWAY_SOURCE_TLS_${setting}`] = path;
    }
    return await readSourceTls(readConfig(variables));
  }

  test('are read once, at the start', async () => {
    const { cert, key } = gatewayCertificate;
    expect(await readTls({})).toEqual({});
    expect(await readTls({ CERT: cert, KEY: key, CA: ours.ca })).toEqual({ cert, key, ca: ours.ca });
  });

  test('that do not go together keep the gateway from starting', async () => {
    const { cert, key } = gatewayCertificate;
    await expect(readTls({ CERT: cert })).rejects.toThrow('go together');
    await expect(readTls({ KEY: key })).rejects.toThrow('go together');
    await expect(readTls({ CERT: cert, KEY: (await others.issue('gateway')).key })).rejects.toThrow(
      'not the certificate’s',
    );
    await expect(readTls({ CERT: 'cert', KEY: 'key' })).rejects.toThrow('are not PEM');
    const missing = readConfig({ GATEWAY_SOURCE_TLS_CA: join(directory, 'missing.pem') });
    await expect(readSourceTls(missing)).rejects.toThrow('GATEWAY_SOURCE_TLS_CA');
  });
});

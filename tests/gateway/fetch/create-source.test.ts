import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { buildSchema } from 'graphql';
import { readConfig } from '../../../gateway/config.ts';
import { openSourceFactory, type SourceFactory } from '../../../gateway/fetch/create-source.ts';
import { createLog } from '../../../gateway/log.ts';
import { OperatorError } from '../../../gateway/operator-error.ts';
import { unhurried } from '../../support/unhurried.ts';
import { cut, hang, type ScriptedServer, sendData, startScriptedServer } from './scripted-server.ts';
import { outcome, sourceRequest } from './source-request.ts';

let server: ScriptedServer;
let factory: SourceFactory;

beforeEach(async () => {
  server = await startScriptedServer();
  factory = openFactory();
});

afterEach(async () => {
  await factory.close();
  await server.kill();
});

function openFactory(environment: Record<string, string> = {}): SourceFactory {
  const config = readConfig({ ...unhurried, GATEWAY_LOG_LEVEL: 'silent', ...environment });
  return openSourceFactory(config, {
    localSchemas: new Map([['local:gateway', buildSchema('type Query { size: Int }')]]),
    signingKeys: undefined,
    tls: {},
    log: createLog(config),
  });
}

describe('a source', () => {
  test('is the same for the same endpoint, so that connections and circuits outlive a reload', () => {
    const { createSource } = factory;
    const endpoint = { name: 'treasury', url: server.url };

    expect(createSource(endpoint)).toBe(createSource({ ...endpoint }));
    expect(createSource(endpoint)).not.toBe(createSource({ ...endpoint, name: 'registry' }));
    expect(createSource(endpoint)).not.toBe(createSource({ ...endpoint, url: `${server.url}/other` }));
  });

  test('is local when its URL says so', async () => {
    const source = factory.createSource({ name: 'gateway', url: 'local:gateway' });

    expect(outcome(await source.execute(sourceRequest()))).toEqual({ size: null });
  });

  test('must have a place', () => {
    expect(() => factory.createSource({ name: 'treasury' })).toThrow(OperatorError);
    expect(() => factory.createSource({ name: 'treasury', url: 'local:unknown' })).toThrow(/treasury/);
  });

  test('keeps to its own connections, however slow another at the same origin is', async () => {
    const own = openFactory({ GATEWAY_SOURCE_MAX_CONNECTIONS: '2' });
    const slow = own.createSource({ name: 'slow', url: server.url });
    const well = own.createSource({ name: 'well', url: server.url });
    server.respond(hang, hang, sendData());
    const stuck = [1, 2, 3, 4].map((n) => slow.execute(sourceRequest({ variables: `{"n":${n}}` })));
    while (server.received.length < 2) await new Promise(setImmediate);

    expect(outcome(await well.execute(sourceRequest()))).toEqual({ size: 1 });
    expect(server.connectionsTaken).toBe(3);
    await own.close();
    expect((await Promise.all(stuck)).map(outcome)).toEqual(Array(4).fill('SOURCE_UNAVAILABLE'));
  });

  test('fails what is in flight when the gateway closes', async () => {
    server.respond(hang);
    const source = factory.createSource({ name: 'treasury', url: server.url });
    const result = source.execute(sourceRequest());
    while (server.received.length < 1) await new Promise(setImmediate);

    await factory.close();

    expect(outcome(await result)).toBe('SOURCE_UNAVAILABLE');
  });

  test('is set by the configuration', async () => {
    const own = openFactory({ GATEWAY_SOURCE_MAX_RETRIES: '0', GATEWAY_CIRCUIT_MAX_FAILURES: '2' });
    const source = own.createSource({ name: 'treasury', url: server.url });
    server.respond(cut);
    for (let fetches = 0; fetches < 5; fetches++) await source.execute(sourceRequest());

    expect(server.received).toHaveLength(2);
    await own.close();
  });
});

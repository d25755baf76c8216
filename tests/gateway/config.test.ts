import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { readConfig } from '../../gateway/config.ts';
import { configHelp, configReference } from '../../gateway/config-reference.ts';

const gatewayFolder = new URL('../../gateway/', import.meta.url);

describe('the configuration', () => {
  test('has defaults, and is frozen', () => {
    const config = readConfig({ PATH: '/bin' });

    expect(config).toMatchObject({
      host: '127.0.0.1',
      port: 4000,
      supergraphPath: expect.stringMatching(/\/schema\/supergraph\.graphql$/),
      allowUnmarkedSupergraph: false,
      sourceTimeoutMs: 2000,
    });
    expect(Object.isFrozen(config)).toBe(true);
  });

  test('is read from the environment', () => {
    const config = readConfig({
      GATEWAY_PORT: '0',
      GATEWAY_ALLOW_UNMARKED_SUPERGRAPH: 'true',
      GATEWAY_SUBGRAPH_URLS: 'tax=http://tax.example/?a=b&c=d, health=https://health.example',
      GATEWAY_SOURCE_TIMEOUTS_MS: 'tax=50',
      GATEWAY_LOG_LEVEL: 'warn',
    });

    expect(config).toMatchObject({
      port: 0,
      allowUnmarkedSupergraph: true,
      subgraphUrls: new Map([
        ['tax', 'http://tax.example/?a=b&c=d'],
        ['health', 'https://health.example'],
      ]),
      sourceTimeoutsMs: new Map([['tax', 50]]),
      logLevel: 'warn',
    });
  });

  test.each([
    ['GATEWAY_HOST', ''],
    ['GATEWAY_PORT', '65536'],
    ['GATEWAY_PORT', '80.5'],
    ['GATEWAY_PORT', '-1'],
    ['GATEWAY_PORT', ''],
    ['GATEWAY_SUPERGRAPH', ''],
    ['GATEWAY_ALLOW_UNMARKED_SUPERGRAPH', 'yes'],
    ['GATEWAY_ALLOW_UNMARKED_SUPERGRAPH', '__proto__'],
    ['GATEWAY_SUBGRAPH_URLS', 'tax'],
    ['GATEWAY_SUBGRAPH_URLS', 'tax=ftp://tax.example'],
    ['GATEWAY_SUBGRAPH_URLS', '=http://tax.example'],
    ['GATEWAY_SUBGRAPH_URLS', 'tax=http://a.example,tax=http://b.example'],
    ['GATEWAY_SOURCE_TIMEOUTS_MS', 'tax=0'],
    ['GATEWAY_SOURCE_MAX_BYTES', '1'],
    ['GATEWAY_LOG_LEVEL', 'loud'],
  ])('is refused with %s=%s', (variable, value) => {
    expect(() => readConfig({ [variable]: value })).toThrow(new RegExp(`^${variable} must be .+\\.$`));
  });

  test('tells all problems at once, unknown variables too', () => {
    const environment = { GATEWAY_PORT: 'x', GATEWAY_LOG_LEVEL: 'loud', GATEWAY_PROT: '80' };

    expect(() => readConfig(environment)).toThrow(
      [
        'GATEWAY_PROT is no variable of the gateway. See docs/config.md.',
        'GATEWAY_PORT must be a whole number from 0 to 65535.',
        'GATEWAY_LOG_LEVEL must be one of `debug`, `info`, `warn`, `error`, `silent`.',
      ].join('\n'),
    );
  });
});

test('docs/config.md is fresh', () => {
  expect(readFileSync(new URL('../docs/config.md', gatewayFolder), 'utf8')).toBe(configReference());
});

test('the help names every variable with its default', () => {
  expect(configHelp()).toMatch(/GATEWAY_PORT\n.+\n {6}a whole number from 0 to 65535; default: 4000\n/);
});

test('only config.ts reads the environment', () => {
  const files = readdirSync(gatewayFolder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.ts'),
  );
  const readers = files.filter((file) => {
    // Writing is left: Apollo's telemetry can be turned off in no other way.
    const source = readFileSync(new URL(file, gatewayFolder), 'utf8').replace(/process\.env\['\w+'\] = /g, '');
    return /process\.env|import.*\benv\b.*node:process/.test(source);
  });

  expect(files.length).toBeGreaterThan(20);
  expect(readers).toEqual(['config.ts']);
});

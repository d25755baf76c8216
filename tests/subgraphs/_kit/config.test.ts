import { describe, expect, test } from '@jest/globals';
import { readMinistryConfig, variableName } from '../../../subgraphs/_kit/config.ts';

const ministry = { name: 'social-insurance', port: 4005 };

describe('the configuration of a ministry', () => {
  test('is its own variables, with the manifest’s port and the local host when they are not set', () => {
    expect(readMinistryConfig(ministry, { TAX_PORT: '1', SOCIAL_INSURANCE_HOST: '' })).toEqual({
      databaseUrl: undefined,
      migrationDatabaseUrl: undefined,
      host: '127.0.0.1',
      port: 4005,
      gatewayKeys: undefined,
      allowUnsigned: false,
      tls: undefined,
    });
    const environment = {
      SOCIAL_INSURANCE_DATABASE_URL: 'postgres://reader@db.example/social_insurance',
      SOCIAL_INSURANCE_MIGRATION_DATABASE_URL: 'postgresql://owner@db.example/social_insurance',
      SOCIAL_INSURANCE_HOST: '0.0.0.0',
      SOCIAL_INSURANCE_PORT: '0',
      SOCIAL_INSURANCE_GATEWAY_KEYS: 'https://gateway.example/.well-known/jwks.json',
      SOCIAL_INSURANCE_TLS_CERT: '/tls/cert.pem',
      SOCIAL_INSURANCE_TLS_KEY: '/tls/key.pem',
      SOCIAL_INSURANCE_TLS_CA: '/tls/gateways.pem',
    };
    expect(readMinistryConfig(ministry, environment)).toEqual({
      databaseUrl: environment.SOCIAL_INSURANCE_DATABASE_URL,
      migrationDatabaseUrl: environment.SOCIAL_INSURANCE_MIGRATION_DATABASE_URL,
      host: '0.0.0.0',
      port: 0,
      gatewayKeys: environment.SOCIAL_INSURANCE_GATEWAY_KEYS,
      allowUnsigned: false,
      tls: { cert: '/tls/cert.pem', key: '/tls/key.pem', ca: '/tls/gateways.pem' },
    });
    expect(readMinistryConfig(ministry, { SOCIAL_INSURANCE_ALLOW_UNSIGNED: 'true' }).allowUnsigned).toBe(true);
  });

  test('has a certificate with its key, or neither', () => {
    for (const file of ['CERT', 'KEY', 'CA']) {
      const environment = { [`SOCIAL_INSURANCE_TLS_${file}`]: '/tls/file.pem' };
      expect(() => readMinistryConfig(ministry, environment)).toThrow(/TLS_CERT and .*TLS_KEY must both be set/);
    }
  });

  test('cannot both name the gateway’s keys and allow unsigned calls', () => {
    const environment = { SOCIAL_INSURANCE_GATEWAY_KEYS: '/keys.json', SOCIAL_INSURANCE_ALLOW_UNSIGNED: 'true' };
    expect(() => readMinistryConfig(ministry, environment)).toThrow(/exclude each other/);
    expect(() => readMinistryConfig(ministry, { SOCIAL_INSURANCE_ALLOW_UNSIGNED: 'yes' })).toThrow(/true or false/);
  });

  test('that is wrong is told all at once, without the URL, which may hold a password', () => {
    const environment = {
      SOCIAL_INSURANCE_DATABASE_URL: 'mysql://reader:secret@db.example/x',
      SOCIAL_INSURANCE_MIGRATION_DATABASE_URL: 'postgres://owner:secret@db.example:port/x',
      SOCIAL_INSURANCE_PORT: '65536',
    };
    const read = () => readMinistryConfig(ministry, environment);
    expect(read).toThrow(/DATABASE_URL.*\n.*MIGRATION_DATABASE_URL.*\n.*PORT must be a whole number from 0 to 65535$/);
    expect(read).not.toThrow(/secret/);
  });

  test.each(['-1', '1e3', '0x10', '80 ', 'http'])('has no port %p', (port) => {
    expect(() => readMinistryConfig(ministry, { SOCIAL_INSURANCE_PORT: port })).toThrow(/SOCIAL_INSURANCE_PORT/);
  });

  test('names a variable in capitals with underscores', () => {
    expect(variableName('social-insurance', 'DATABASE_URL')).toBe('SOCIAL_INSURANCE_DATABASE_URL');
  });
});

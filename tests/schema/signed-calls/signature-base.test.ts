import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { writeContentDigest } from '../../../schema/signed-calls/call-signature.ts';
import { keyIdOf } from '../../../schema/signed-calls/key-id.ts';
import { writeSignatureBase } from '../../../schema/signed-calls/signature-base.ts';

describe('the example of RFC 9421, section B.2.6', () => {
  // Section B.1.4.
  const privateKey = createPrivateKey(`-----BEGIN PRIVATE KEY-----
MC4CAQAwBQYDK2VwBCIEIJ+DYvh6SEqVTm50DFtMDoQikTmiCqirVv9mWG9qfSnF
-----END PRIVATE KEY-----`);
  const parameters =
    '("date" "@method" "@path" "@authority" "content-type" "content-length");created=1618884473;keyid="test-key-ed25519"';
  const base = writeSignatureBase(
    [
      ['date', 'Tue, 20 Apr 2021 02:07:55 GMT'],
      ['@method', 'POST'],
      ['@path', '/foo'],
      ['@authority', 'example.com'],
      ['content-type', 'application/json'],
      ['content-length', '18'],
    ],
    parameters,
  );
  const signature = 'wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==';

  test('is signed as there', () => {
    expect(sign(null, Buffer.from(base), privateKey).toString('base64')).toBe(signature);
  });

  test('is verified', () => {
    const key = createPublicKey(privateKey);
    expect(verify(null, Buffer.from(base), key, Buffer.from(signature, 'base64'))).toBe(true);
    expect(verify(null, Buffer.from(base.replace('18', '19')), key, Buffer.from(signature, 'base64'))).toBe(false);
  });
});

test('the digest of RFC 9530, section B.1, is as there', () => {
  expect(writeContentDigest('{"hello": "world"}\n')).toBe('sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:');
});

test('the thumbprint of RFC 8037, section A.3, is as there, and a name of the key’s own goes before it', () => {
  const key = { kty: 'OKP', crv: 'Ed25519', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' };
  expect(keyIdOf(key)).toBe('kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k');
  expect(keyIdOf({ ...key, kid: 'ours' })).toBe('ours');
});

import { randomUUID, sign } from 'node:crypto';
import {
  type CallSignature,
  LIFETIME_SECONDS,
  writeCallBase,
  writeContentDigest,
  writeSignatureParameters,
} from '../../schema/signed-calls/call-signature.ts';
import type { TestKey } from './signing-key.ts';

/** The headers of a signed call. */
export type CallHeaders = Record<'content-type' | 'content-digest' | 'signature-input' | 'signature', string>;

/**
 * Signs a call as the gateway does, or otherwise where the test says so.
 * @param changes  to what the signature says of itself
 */
export function signCall(
  body: string,
  key: TestKey,
  changes: Partial<CallSignature> & Pick<CallSignature, 'ministry'>,
): CallHeaders {
  const created = changes.created ?? currentSecond();
  const parameters = writeSignatureParameters({
    created,
    expires: created + LIFETIME_SECONDS,
    nonce: randomUUID(),
    keyId: key.id,
    ...changes,
  });
  return signParameters(body, key, parameters);
}

/** Signs a call with parameters of any form. */
export function signParameters(body: string, key: TestKey, parameters: string): CallHeaders {
  const contentDigest = writeContentDigest(body);
  const base = writeCallBase({ method: 'POST', contentType: 'application/json', contentDigest }, parameters);
  return {
    'content-type': 'application/json',
    'content-digest': contentDigest,
    'signature-input': `call=${parameters}`,
    signature: `call=:${sign(null, Buffer.from(base), key.privateKey).toString('base64')}:`,
  };
}

export function currentSecond(): number {
  return Math.floor(Date.now() / 1000);
}

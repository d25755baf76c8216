import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Config } from '../config.ts';
import { Unauthenticated } from './unauthenticated.ts';

export type ClientCertificateConfig = Pick<Config, 'trustClientCert'>;

/**
 * Makes sure that a request came over a connection with the certificate that its token is bound to. TLS ends at a proxy
 * before the gateway, which tells the certificate in `Client-Cert`, and drops that header from what callers send.
 * @param thumbprint  SHA-256 of the certificate in DER, base64url
 * @throws Unauthenticated
 * @see RFC 8705, section 3; RFC 9440
 */
export function checkCertificate(
  { trustClientCert }: ClientCertificateConfig,
  { headers }: IncomingMessage,
  thumbprint: string,
): void {
  const [, certificate] = /^:([A-Za-z0-9+/]+=*):$/.exec(String(headers['client-cert'])) ?? [];
  const reason = !trustClientCert
    ? 'the access token is bound to a certificate, and none are taken here'
    : certificate === undefined
      ? 'the access token is bound to a certificate, and none was shown'
      : hash(certificate) !== thumbprint && 'the access token is bound to another certificate';
  if (reason) throw new Unauthenticated(reason, { scheme: 'Bearer', error: 'invalid_token' });
}

function hash(base64: string): string {
  return createHash('sha256').update(Buffer.from(base64, 'base64')).digest('base64url');
}

import type { webcrypto } from 'node:crypto';

// The second looks for the first, and Jest would load it before.
await import('@abraham/reflection');
const x509 = await import('@peculiar/x509');

/** PEM texts. */
export interface TestCertificate {
  readonly cert: string;
  readonly key: string;
}

/** A certification authority of a test's own. */
export interface TestAuthority {
  /** Its own certificate in PEM. */
  readonly ca: string;
  /** A certificate for 127.0.0.1. */
  readonly issue: (name: string) => Promise<TestCertificate>;
}

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };

export async function createTestAuthority(name: string): Promise<TestAuthority> {
  const keys = await createKeys();
  const authority = await x509.X509CertificateGenerator.createSelfSigned({
    ...validity(),
    name: `CN=${name}`,
    keys,
    signingAlgorithm: algorithm,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign, true),
    ],
  });
  return {
    ca: authority.toString('pem'),
    async issue(subject) {
      const { publicKey, privateKey } = await createKeys();
      const certificate = await x509.X509CertificateGenerator.create({
        ...validity(),
        subject: `CN=${subject}`,
        issuer: authority.subject,
        publicKey,
        signingKey: keys.privateKey,
        signingAlgorithm: algorithm,
        extensions: [new x509.SubjectAlternativeNameExtension([{ type: 'ip', value: '127.0.0.1' }])],
      });
      const pkcs8 = await crypto.subtle.exportKey('pkcs8', privateKey);
      return { cert: certificate.toString('pem'), key: x509.PemConverter.encode(pkcs8, 'PRIVATE KEY') };
    },
  };
}

async function createKeys(): Promise<webcrypto.CryptoKeyPair> {
  return await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
}

/** An hour around now. */
function validity() {
  const half = 30 * 60_000;
  return { notBefore: new Date(Date.now() - half), notAfter: new Date(Date.now() + half) };
}

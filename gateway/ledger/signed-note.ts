import { createPublicKey, hash, type KeyObject, sign, verify } from 'node:crypto';

/** Signs texts as one key. */
export interface NoteSigner {
  /** What its signatures are known by. */
  readonly verifier: NoteVerifier;
  /**
   * @param text  ends with a line feed and has no empty line
   * @returns     the text, an empty line, and a line with the signature
   */
  readonly sign: (text: string) => string;
}

/** Knows the signatures of one key. */
export interface NoteVerifier {
  readonly name: string;
  /** `name+keyid+key`: how a key is handed to those who verify. */
  readonly text: string;
  /** First bytes of a hash over name and key, as hexadecimal digits. */
  readonly keyId: string;
  readonly publicKey: KeyObject;
}

/**
 * @param name        of the log: a URL without scheme, or another text without spaces and `+`
 * @param privateKey  Ed25519
 * @see https://c2sp.org/signed-note
 */
export function createNoteSigner(name: string, privateKey: KeyObject): NoteSigner {
  const verifier = createVerifier(name, createPublicKey(privateKey));
  const keyId = Buffer.from(verifier.keyId, 'hex');
  return {
    verifier,
    sign(text) {
      const signature = Buffer.concat([keyId, sign(null, Buffer.from(text), privateKey)]);
      return `${text}\n${DASH} ${name} ${signature.toString('base64')}\n`;
    },
  };
}

/** @returns undefined when the text is no key */
export function parseVerifier(text: string): NoteVerifier | undefined {
  const { name, keyId, key } = /^(?<name>[^\s+]+)\+(?<keyId>[0-9a-f]{8})\+(?<key>\S+)$/.exec(text)?.groups ?? {};
  const bytes = Buffer.from(key ?? '', 'base64');
  if (name === undefined || bytes.length !== 1 + KEY_BYTES || bytes[0] !== ED25519) return undefined;
  const x = bytes.subarray(1).toString('base64url');
  const verifier = createVerifier(name, createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' }));
  return verifier.keyId === keyId ? verifier : undefined;
}

/**
 * @returns the text of a note, or undefined where none of the keys has signed it, or a signature of one is wrong
 */
export function openNote(note: string, verifiers: readonly NoteVerifier[]): string | undefined {
  const end = note.lastIndexOf('\n\n') + 1;
  if (end === 0) return undefined;
  const text = note.slice(0, end);
  const signatures = note.slice(end + 1).split('\n');
  if (signatures.pop() !== '') return undefined;
  const known = signatures.flatMap((line) => {
    const [dash, name, encoded = '', ...more] = line.split(' ');
    if (dash !== DASH || more.length > 0) return [false];
    const bytes = Buffer.from(encoded, 'base64');
    const keyId = bytes.subarray(0, KEY_ID_BYTES).toString('hex');
    const verifier = verifiers.find((candidate) => candidate.name === name && candidate.keyId === keyId);
    return verifier ? [verify(null, Buffer.from(text), verifier.publicKey, bytes.subarray(KEY_ID_BYTES))] : [];
  });
  return known.length > 0 && known.every((isRight) => isRight) ? text : undefined;
}

const DASH = '\u2014';
const ED25519 = 1;
const KEY_BYTES = 32;
const KEY_ID_BYTES = 4;

function createVerifier(name: string, publicKey: KeyObject): NoteVerifier {
  const { x = '' } = publicKey.export({ format: 'jwk' });
  const key = Buffer.concat([Buffer.of(ED25519), Buffer.from(x, 'base64url')]);
  const keyId = hash('sha256', Buffer.concat([Buffer.from(`${name}\n`), key]), 'hex').slice(0, 2 * KEY_ID_BYTES);
  return { name, keyId, publicKey, text: `${name}+${keyId}+${key.toString('base64')}` };
}

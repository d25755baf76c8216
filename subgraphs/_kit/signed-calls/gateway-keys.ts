import { createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { keyIdOf } from '../../../schema/signed-calls/key-id.ts';

export interface GatewayKeysOptions {
  /** A path or a URL of a JSON Web Key Set. */
  readonly location: string;
  /** Told when the keys could not be read; those read before stay in use. */
  readonly onFailure: (reason: string) => void;
}

/**
 * The gateway's public keys. They are read when the first call comes, again when a call names a key that is not among
 * them, and once in a while, so that keys come and go without a restart.
 * @see RFC 7517; RFC 8037
 */
export class GatewayKeys {
  readonly #location: string;
  readonly #onFailure: (reason: string) => void;
  #keys: ReadonlyMap<string, KeyObject> = new Map();
  #readAt = Number.NEGATIVE_INFINITY;
  #reading: Promise<void> | undefined;

  constructor({ location, onFailure }: GatewayKeysOptions) {
    this.#location = location;
    this.#onFailure = onFailure;
  }

  /** @returns undefined when the gateway has no such key */
  async find(keyId: string): Promise<KeyObject | undefined> {
    const key = this.#keys.get(keyId);
    if (!key) {
      await this.#refresh();
      return this.#keys.get(keyId);
    }
    // Nobody waits for that: a key that has left the set goes a moment later.
    if (this.#age > MAX_AGE_MS) void this.#refresh();
    return key;
  }

  get #age(): number {
    return performance.now() - this.#readAt;
  }

  #refresh(): Promise<void> {
    this.#reading ??= this.#read().finally(() => {
      this.#reading = undefined;
    });
    return this.#reading;
  }

  async #read(): Promise<void> {
    if (this.#age < COOL_DOWN_MS) await sleep(COOL_DOWN_MS - this.#age);
    this.#readAt = performance.now();
    try {
      this.#keys = parseKeys(JSON.parse(await readText(this.#location)));
    } catch (error) {
      this.#onFailure(error instanceof Error ? error.message : String(error));
    }
  }
}

/** So long a key that has left the set may still be used. */
const MAX_AGE_MS = 5 * 60_000;

/** Calls with made-up keys make the ministry read no more often than that. One with a new key waits for it. */
const COOL_DOWN_MS = 500;

const READ_TIMEOUT_MS = 1_000;

async function readText(location: string): Promise<string> {
  if (!/^https?:/.test(location)) return await readFile(location, 'utf8');
  const response = await fetch(location, { redirect: 'error', signal: AbortSignal.timeout(READ_TIMEOUT_MS) });
  if (!response.ok) throw new Error(`${location} answered with status ${response.status}`);
  return await response.text();
}

/** Keys of other kinds are passed over: the set may be there for others too. */
function parseKeys(set: { readonly keys?: unknown }): ReadonlyMap<string, KeyObject> {
  if (!Array.isArray(set.keys)) throw new Error('it holds no JSON Web Key Set');
  const keys = (set.keys as JsonWebKey[]).filter(({ kty, crv }) => kty === 'OKP' && crv === 'Ed25519');
  return new Map(keys.map((key) => [keyIdOf(key), createPublicKey({ key, format: 'jwk' })]));
}

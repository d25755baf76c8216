import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';
import { Agent, request } from 'undici';
import { CodedError } from '../../schema/coded-error.ts';
import { errorCode } from '../error-code.ts';
import { isObject, type JsonObject } from '../fetch/json.ts';
import type { Log } from '../log.ts';
import { isSafeUrl } from '../value-type.ts';

/** The keys with which an OpenID provider signs, followed while it changes them. */
export interface ProviderKeys {
  /**
   * Finds the key of a token. One that is not known is looked for at the provider, at most every ten seconds.
   * @throws SIGN_IN_UNAVAILABLE when there are no keys to look in
   * @throws errors.JWKSNoMatchingKey when the provider has no such key
   */
  readonly find: JWTVerifyGetKey;
  close(): Promise<void>;
}

export interface ProviderKeysOptions {
  /** The provider's `issuer`, below which its metadata stand. */
  readonly issuer: string;
  /** Called when the keys are others than before: what was signed with one that is gone counts no more. */
  readonly onChange: () => void;
  readonly log: Log;
}

const REFRESH_MS = 300_000;
/** How long keys serve while the provider cannot be reached. Longer than the tokens that it signed live. */
const MAX_AGE_MS = 3_600_000;
const UNKNOWN_KEY_PAUSE_MS = 10_000;
const FAILURE_PAUSE_MS = 1_000;
const TIMEOUT_MS = 5_000;
const MAX_BYTES = 1_048_576;

interface KeySet {
  /** The provider's own text. */
  readonly text: string;
  readonly find: ReturnType<typeof createLocalJWKSet>;
  readonly fetchedAt: number;
}

/** Begins to fetch the keys of a provider. It need not be up yet, nor stay up. */
export function openProviderKeys({ issuer, onChange, log }: ProviderKeysOptions): ProviderKeys {
  const agent = new Agent({
    connect: { timeout: TIMEOUT_MS },
    headersTimeout: TIMEOUT_MS,
    bodyTimeout: TIMEOUT_MS,
    maxResponseSize: MAX_BYTES,
  });
  let keySet: KeySet | undefined;
  let lastFetchAt = Number.NEGATIVE_INFINITY;
  let fetching: Promise<void> | undefined;

  async function fetchKeys(): Promise<void> {
    try {
      const text = await readKeys(issuer, agent);
      const isChanged = keySet !== undefined && keySet.text !== text;
      const find = keySet && !isChanged ? keySet.find : createLocalJWKSet(JSON.parse(text) as JSONWebKeySet);
      keySet = { text, find, fetchedAt: performance.now() };
      if (isChanged) onChange();
    } catch (error) {
      const problem = error instanceof ProviderFault ? error.message : errorCode(error);
      log.error({ issuer, problem }, 'cannot fetch the keys of the OpenID provider');
    } finally {
      lastFetchAt = performance.now();
      fetching = undefined;
    }
  }

  /** Fetches the keys, unless that was done just now. */
  async function refresh(pauseMs: number): Promise<void> {
    if (!fetching && performance.now() - lastFetchAt < pauseMs) return;
    fetching ??= fetchKeys();
    await fetching;
  }

  function usableKeys(): KeySet | undefined {
    return keySet && performance.now() - keySet.fetchedAt < MAX_AGE_MS ? keySet : undefined;
  }

  const timer = setInterval(() => void refresh(0), REFRESH_MS).unref();
  void refresh(0);
  return {
    async find(header, token) {
      if (!usableKeys()) await refresh(FAILURE_PAUSE_MS);
      const keys = usableKeys();
      if (!keys) throw new CodedError('SIGN_IN_UNAVAILABLE');
      try {
        return await keys.find(header, token);
      } catch (error) {
        if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
        await refresh(UNKNOWN_KEY_PAUSE_MS);
        if (keySet === keys) throw error;
        return await (keySet ?? keys).find(header, token);
      }
    },
    async close() {
      clearInterval(timer);
      await agent.destroy();
    },
  };
}

/** What the provider does wrong; it tells nothing but public metadata. */
class ProviderFault extends Error {}

/** @see OpenID Connect Discovery 1.0, section 4 */
async function readKeys(issuer: string, agent: Agent): Promise<string> {
  const metadata = parseObject(await get(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`, agent));
  if (metadata['issuer'] !== issuer) throw new ProviderFault('its metadata name another issuer');
  const { jwks_uri: url } = metadata;
  if (typeof url !== 'string' || !isSafeUrl(url)) throw new ProviderFault('its metadata have no https jwks_uri');
  const text = await get(url, agent);
  if (!Array.isArray(parseObject(text)['keys'])) throw new ProviderFault('what stands at its jwks_uri is no key set');
  return text;
}

async function get(url: string, dispatcher: Agent): Promise<string> {
  const { statusCode, body } = await request(url, { dispatcher, headers: { accept: 'application/json' } });
  const text = await body.text();
  if (statusCode !== 200) throw new ProviderFault(`it answers ${url} with status ${statusCode}`);
  return text;
}

function parseObject(text: string): JsonObject {
  try {
    const value: unknown = JSON.parse(text);
    if (isObject(value)) return value;
  } catch {
    // Told below.
  }
  throw new ProviderFault('it answers with something else than a JSON object');
}

import { verify } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import {
  type CallSignature,
  LIFETIME_SECONDS,
  readSignatureParameters,
  writeCallBase,
} from '../../../schema/signed-calls/call-signature.ts';
import { CallRefusal } from './call-refusal.ts';
import type { GatewayKeys } from './gateway-keys.ts';
import { SeenCalls } from './seen-calls.ts';

/** Tells calls of the gateway from all others, by their headers alone. */
export class CallVerifier {
  readonly #ministry: string;
  readonly #keys: GatewayKeys;
  readonly #seen = new SeenCalls(MAX_REMEMBERED_CALLS);
  /** What was called before is forgotten, and may not be called again. */
  readonly #startedAt = currentSecond();

  constructor(ministry: string, keys: GatewayKeys) {
    this.#ministry = ministry;
    this.#keys = keys;
  }

  /**
   * Takes a call once.
   * @returns the digest of the body that was signed, as `Content-Digest` has it
   * @throws CallRefusal
   */
  async verify(method: string, headers: IncomingHttpHeaders): Promise<string> {
    const [, parameters] = /^call=(.*)$/.exec(readOnce(headers, 'signature-input')) ?? [];
    const [, signature] = /^call=:([A-Za-z0-9+/]{86}==):$/.exec(readOnce(headers, 'signature')) ?? [];
    const signed = parameters === undefined ? undefined : readSignatureParameters(parameters);
    const contentDigest = readOnce(headers, 'content-digest');
    if (parameters === undefined || signature === undefined || !signed) throw new CallRefusal('CALL_MALFORMED');
    // Only JSON is signed, so that nothing else is parsed.
    if (headers['content-type'] !== 'application/json') throw new CallRefusal('CALL_MALFORMED');
    if (signed.ministry !== this.#ministry) throw new CallRefusal('CALL_MISDIRECTED');
    if (!this.#isFresh(signed)) throw new CallRefusal('CALL_STALE');

    const key = await this.#keys.find(signed.keyId);
    if (!key) throw new CallRefusal('CALL_KEY_UNKNOWN');
    const base = writeCallBase({ method, contentType: headers['content-type'], contentDigest }, parameters);
    const fits = verify(null, Buffer.from(base), key, Buffer.from(signature, 'base64'));
    if (!fits) throw new CallRefusal('CALL_FORGED');

    this.#remember(signed);
    return contentDigest;
  }

  #isFresh({ created, expires }: CallSignature): boolean {
    const now = currentSecond();
    const isTooLong = expires - created > LIFETIME_SECONDS;
    const isOfToday = created <= now + CLOCK_TOLERANCE_SECONDS && now <= expires + CLOCK_TOLERANCE_SECONDS;
    return isOfToday && !isTooLong && created >= this.#startedAt;
  }

  #remember({ nonce, expires }: CallSignature): void {
    const memory = this.#seen.add(nonce, expires + CLOCK_TOLERANCE_SECONDS, currentSecond());
    if (memory === 'seen') throw new CallRefusal('CALL_REPLAYED');
    if (memory === 'full') throw new CallRefusal('CALL_UNREMEMBERED');
  }
}

/** Some 40 MB. More than 7,000 calls a second for a whole minute, each for up to a thousand citizens. */
const MAX_REMEMBERED_CALLS = 500_000;

/** How far the clocks of gateway and ministry may be apart. */
const CLOCK_TOLERANCE_SECONDS = 5;

function currentSecond(): number {
  return Math.floor(Date.now() / 1000);
}

/** Node joins headers that come twice with a comma, which no form of ours allows. */
function readOnce(headers: IncomingHttpHeaders, name: string): string {
  const value = headers[name];
  if (typeof value !== 'string') throw new CallRefusal('CALL_UNSIGNED');
  return value;
}

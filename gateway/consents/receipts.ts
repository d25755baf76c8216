import type { JsonWebKey } from 'node:crypto';
import { CompactSign } from 'jose';
import type { ConsentRow, GatewayDatabase } from '../database/gateway-database.ts';
import type { SigningKeys } from '../fetch/signing/signing-keys.ts';
import { stateOf } from './consent-state.ts';
import type { ConsentEvent } from './consent-store.ts';
import type { RunOnStore } from './run-on-store.ts';

/** Proofs of consents, for whoever gave them. */
export class Receipts {
  readonly #database: GatewayDatabase;
  readonly #run: RunOnStore;
  readonly #signingKeys: Pick<SigningKeys, 'current'> | undefined;
  /** By the ids of keys: settled once they are known to be kept. */
  readonly #kept = new Map<string, Promise<void>>();
  #keySet: { readonly keys: Promise<KeySet>; readonly readAt: number } | undefined;

  constructor(database: GatewayDatabase, run: RunOnStore, signingKeys: Pick<SigningKeys, 'current'> | undefined) {
    this.#database = database;
    this.#run = run;
    this.#signingKeys = signingKeys;
  }

  /**
   * Writes what a consent is now, signed: a JSON Web Signature that verifies offline with the keys of `publicKeys`. The
   * key is kept before anything leaves that it signed, so a receipt verifies after the gateway has another key.
   * @param events  all of the consent
   * @returns       undefined where the gateway has no key
   * @throws        CONSENT_UNAVAILABLE
   * @see ISO/IEC TS 27560; RFC 7515
   */
  async write(consent: ConsentRow, events: readonly ConsentEvent[]): Promise<string | undefined> {
    return await this.sign(describe(consent, events), 'consent-receipt+json');
  }

  /**
   * Signs any statement as receipts are.
   * @param type  tells one kind of statement from another
   * @returns     a compact JSON Web Signature; undefined where the gateway has no key
   * @throws      CONSENT_UNAVAILABLE
   */
  async sign(statement: object, type: string): Promise<string | undefined> {
    const key = this.#signingKeys?.current;
    if (!key) return undefined;
    await this.#keep(key.id, key.publicJwk);
    const payload = new TextEncoder().encode(JSON.stringify(statement));
    return await new CompactSign(payload)
      .setProtectedHeader({ alg: 'EdDSA', kid: key.id, typ: type })
      .sign(key.privateKey);
  }

  /**
   * All keys that receipts were ever signed with, as of some seconds ago: a JSON Web Key Set. Anybody may ask, so the
   * database is not asked each time.
   * @throws CONSENT_UNAVAILABLE
   */
  async publicKeys(): Promise<KeySet> {
    if (!this.#keySet || this.#keySet.readAt + KEYS_LAST_MS < performance.now()) {
      const keySet = { keys: this.#readKeys(), readAt: performance.now() };
      this.#keySet = keySet;
      keySet.keys.catch(() => {
        if (this.#keySet === keySet) this.#keySet = undefined;
      });
    }
    return await this.#keySet.keys;
  }

  async #readKeys(): Promise<KeySet> {
    const query = this.#database.selectFrom('receipt_key').select('public_jwk').orderBy('used_since', 'desc');
    const rows = await this.#run(query.limit(MAX_KEYS).execute());
    return { keys: rows.map(({ public_jwk }) => public_jwk) };
  }

  /** A list may have a hundred receipts, which wait together. */
  async #keep(id: string, publicJwk: JsonWebKey): Promise<void> {
    let kept = this.#kept.get(id);
    if (!kept) {
      kept = this.#insert(id, publicJwk);
      this.#kept.set(id, kept);
      kept.catch(() => this.#kept.delete(id));
    }
    await kept;
  }

  async #insert(id: string, publicJwk: JsonWebKey): Promise<void> {
    const insert = this.#database.insertInto('receipt_key').values({ id, public_jwk: JSON.stringify(publicJwk) });
    await this.#run(insert.onConflict((conflict) => conflict.doNothing()).execute());
  }
}

interface KeySet {
  readonly keys: readonly JsonWebKey[];
}

const MAX_KEYS = 1_000;
const KEYS_LAST_MS = 5_000;

/** The names are those of the standard, as far as it has one. */
function describe(consent: ConsentRow, events: readonly ConsentEvent[]): object {
  const grant = events.findLast(({ kind }) => kind === 'given' || kind === 'renewed');
  return {
    schema_version: 'ISO/IEC TS 27560:2023',
    record_id: consent.id,
    record_version: consent.version,
    pii_principal_id: consent.subject,
    recipient: consent.agency,
    purpose: consent.purpose,
    ...(consent.dossier !== null && { dossier: consent.dossier }),
    pii_types: consent.fields,
    consent_status: stateOf(consent, new Date()),
    valid_from: consent.valid_from,
    valid_until: consent.valid_until,
    ...(grant && {
      privacy_notice: { sha256: grant.notice },
      given_by: { acted_as: grant.acted_as, client: grant.client, eid_level: grant.eid_level },
    }),
    event_history: events.map(({ version, kind, at, acted_as }) => ({ version, event: kind, at, acted_as })),
    issued_at: new Date().toISOString(),
  };
}

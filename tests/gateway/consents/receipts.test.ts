import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { compactVerify, createLocalJWKSet, type JSONWebKeySet } from 'jose';
import { Receipts } from '../../../gateway/consents/receipts.ts';
import type { GatewayTables } from '../../../gateway/database/gateway-database.ts';
import { openDatabase } from '../../../postgres/open-database.ts';
import { countStatements } from '../../support/count-statements.ts';
import { createSigningKeyFiles, createTestKey, type SigningKeyFiles } from '../../support/signing-key.ts';
import { until } from '../../support/until.ts';
import { openConsents, type TestConsents } from './support/open-consents.ts';

let consents: TestConsents;
let keyFiles: SigningKeyFiles;

beforeAll(async () => {
  keyFiles = await createSigningKeyFiles();
  consents = await openConsents({ GATEWAY_SIGNING_KEY: keyFiles.privateKeyPath });
});

afterAll(async () => {
  await consents.close();
  await keyFiles.remove();
});

const draft = { agency: 'X-hospital', purpose: { code: 'clinic-visit' }, scopes: ['person.contact'], days: 10 };

async function readKeys(): Promise<JSONWebKeySet> {
  const response = await fetch(new URL('/.well-known/receipt-keys.json', consents.gateway.url));
  expect(response.headers.get('content-type')).toMatch('application/jwk-set+json');
  return (await response.json()) as JSONWebKeySet;
}

/** Once the keys are at hand, this needs nobody. */
async function verify(receipt: string | null, keys: JSONWebKeySet) {
  const { payload, protectedHeader } = await compactVerify(receipt ?? '', createLocalJWKSet(keys));
  return { protectedHeader, record: JSON.parse(new TextDecoder().decode(payload)) };
}

test('a receipt says what was consented to, and verifies offline with the public keys', async () => {
  const given = await consents.give(consents.citizen('an'), draft);
  const { record, protectedHeader } = await verify(given.receipt, await readKeys());
  expect(protectedHeader).toMatchObject({ alg: 'EdDSA', typ: 'consent-receipt+json' });
  expect(record).toMatchObject({
    ...{ record_id: given.id, record_version: 1, pii_principal_id: given.subject, consent_status: 'given' },
    ...{ recipient: 'X-hospital', purpose: 'clinic-visit', pii_types: given.fields },
    ...{ valid_from: given.validFrom, valid_until: given.validUntil },
    privacy_notice: { sha256: given.events[0]?.notice?.hash },
    given_by: { acted_as: 'citizen', client: 'client-app', eid_level: 2 },
    event_history: [{ version: 1, event: 'given', acted_as: 'citizen' }],
  });
});

test('a receipt that was changed does not verify', async () => {
  const { receipt } = await consents.give(consents.citizen('an'), draft);
  const [header, payload = '', signature] = (receipt ?? '').split('.');
  const changed = Buffer.from(payload, 'base64url').toString().replace('X-hospital', 'X-hospitas');
  const forged = [header, Buffer.from(changed).toString('base64url'), signature].join('.');
  await expect(verify(forged, await readKeys())).rejects.toMatchObject({
    code: 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED',
  });
});

test('a receipt of a withdrawn consent says so', async () => {
  const { id } = await consents.give(consents.citizen('an'), draft);
  const { receipt } = await consents.withdraw(consents.citizen('an'), id);
  const { record } = await verify(receipt, await readKeys());
  expect(record).toMatchObject({ record_version: 2, consent_status: 'withdrawn' });
});

test('a receipt verifies after the gateway has another key, which ministries no longer take the old one for', async () => {
  const { id, receipt } = await consents.give(consents.citizen('an'), draft);
  const { id: newKeyId } = await keyFiles.rotate();
  const keyIds = async () => (await readKeys()).keys.map(({ kid }) => kid);
  await until(async () => {
    await consents.find(consents.citizen('an'), id);
    return (await keyIds()).includes(newKeyId);
  });
  expect(await keyIds()).toEqual([newKeyId, keyFiles.key.id]);
  const keys = await readKeys();
  await expect(verify(receipt, keys)).resolves.toMatchObject({ record: { record_id: id } });
  const { receipt: anew } = await consents.find(consents.citizen('an'), id);
  await expect(verify(anew, keys)).resolves.toMatchObject({ protectedHeader: { kid: newKeyId } });
});

test('a key is written down once, however many receipts of a list it is the first to sign', async () => {
  const key = createTestKey();
  const pool = openDatabase<GatewayTables>(consents.databaseUrl, { maxConnections: 1 });
  const { database, count } = countStatements(pool);
  const receipts = new Receipts(database, (work) => work, { current: key });
  const signed = await Promise.all(Array.from({ length: 100 }, () => receipts.sign({}, 'test+json')));
  await pool.destroy();

  expect(new Set(signed)).toHaveProperty('size', 1);
  expect(count()).toBe(1);
});

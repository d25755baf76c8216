import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { compactVerify, createLocalJWKSet, type JSONWebKeySet } from 'jose';
import { sampleClaims } from '../../support/tokens.ts';
import { until } from '../../support/until.ts';
import { type AuditedGateway, auditor, clerk, officer, openAuditedGateway } from '../audit/support.ts';
import type { GraphqlBody } from '../support/start-gateway.ts';
import { an, citizenField } from '../support/test-graph.ts';

let audited: AuditedGateway;
let recordId: string;

interface Slip {
  readonly jws: string;
  readonly page: string;
}

beforeAll(async () => {
  audited = await openAuditedGateway();
  await audited.askAs(clerk, `{ ${citizenField(an)} { fullName taxCode isProtected } }`);
  const { data } = await audited.askAs(clerk, '{ disclosures(filter: { dossier: "T-1" }) { disclosures { id } } }');
  recordId = listed(data)[0]?.id ?? '';
});

afterAll(async () => {
  await audited?.close();
});

interface Listed {
  readonly disclosures: readonly { readonly id: string; readonly kind?: string }[];
}

function listed(data: GraphqlBody['data']): Listed['disclosures'] {
  return (data?.['disclosures'] as Listed | undefined)?.disclosures ?? [];
}

const ask = (claims: object, id = recordId) =>
  audited.askAs({ ...claims }, `{ verificationSlip(recordId: "${id}") { jws page } }`);

/** Asks until the next checkpoint has the record. */
async function getSlip(claims: object): Promise<Slip> {
  let answer = await ask(claims);
  await until(async () => {
    answer = await ask(claims);
    return answer.errors?.[0]?.extensions.code !== 'SLIP_NOT_READY';
  });
  if (answer.errors) throw new Error(JSON.stringify(answer.errors));
  return answer.data?.['verificationSlip'] as Slip;
}

async function verify({ jws }: Slip) {
  const response = await audited.gateway.fetch(new URL('/.well-known/receipt-keys.json', audited.gateway.url));
  const keys = createLocalJWKSet((await response.json()) as JSONWebKeySet);
  const { payload, protectedHeader } = await compactVerify(jws, keys, { algorithms: ['EdDSA'] });
  return { slip: JSON.parse(new TextDecoder().decode(payload)), protectedHeader };
}

describe('a verification slip', () => {
  test('states fields, sources, time, basis, record and checkpoint, and verifies offline with the public keys', async () => {
    const { slip, protectedHeader } = await verify(await getSlip(clerk));
    expect(protectedHeader.typ).toBe('verification-slip+json');
    expect(slip).toMatchObject({
      record: recordId,
      agency: clerk.agency,
      purpose: 'whole-person',
      dossier: 'T-1',
      relative: false,
      basis: [expect.any(String)],
      told: expect.arrayContaining(['Citizen.fullName', 'Citizen.taxCode']),
      sources: expect.arrayContaining(['registry', 'treasury']),
      ledger: { index: expect.any(Number), checkpoint: expect.stringContaining('\n') },
    });
    const { salt, sha256 } = slip.subject;
    const computed = createHash('sha256').update(Buffer.from(salt, 'base64')).update(an).digest('hex');
    expect(computed).toBe(sha256);
  });

  test('has no value in it, nor whom it is about, also on its page', async () => {
    const slip = await getSlip(clerk);
    const text = JSON.stringify((await verify(slip)).slip) + slip.page;
    for (const planted of [an, '0100900001']) expect(text).not.toContain(planted);
  });

  test('is a page that loads and runs nothing, with the signature as a QR code', async () => {
    const { page, jws } = await getSlip(clerk);
    expect(page).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
    expect(page).not.toMatch(/<script|<link|<img|src=|href=|url\(/);
    expect(page).toContain('<svg');
    expect(page).toContain(jws);
  });

  test('is for the account that was told, the officer of its agency, and the citizen', async () => {
    const own = { ...sampleClaims.citizen, personal_id: an };
    for (const claims of [clerk, officer, own]) expect((await getSlip(claims)).jws).toMatch(/^ey/);
  });

  test.each([
    ['a colleague', { ...clerk, sub: 'another-clerk' }],
    ['the account of that name in another agency', { ...clerk, agency: 'elsewhere' }],
    ['another citizen', sampleClaims.citizen],
    ['the auditor of another agency', auditor],
  ])('is not for %s, who is told as if there were no record', async (_who, claims) => {
    const { errors: [refused] = [] } = await ask(claims);
    const { errors: [unknown] = [] } = await ask(claims, '0197f1c2-0000-7000-8000-000000000000');
    expect(refused).toMatchObject({ extensions: { code: 'SLIP_RECORD_UNKNOWN' } });
    expect(refused).toEqual(unknown);
  });

  test('is not written where nothing was told', async () => {
    const { data } = await audited.askAs(officer, '{ disclosures { disclosures { id kind } } }');
    const reading = listed(data).find(({ kind }) => kind === 'LEDGER_READ');
    const { errors } = await ask(officer, reading?.id);
    expect(errors).toMatchObject([{ extensions: { code: 'SLIP_RECORD_UNKNOWN' } }]);
  });
});

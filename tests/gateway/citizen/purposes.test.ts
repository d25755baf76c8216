import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { settings } from '../../../gateway/config.ts';
import { type GraphqlBody, startGateway, type TestGateway } from '../support/start-gateway.ts';

let gateway: TestGateway;

beforeAll(async () => {
  gateway = await startGateway(readFileSync(new URL('../../../schema/supergraph.graphql', import.meta.url), 'utf8'), {
    GATEWAY_PURPOSES: settings.purposesPath.default,
  });
});

afterAll(() => gateway.close());

describe('Query.purpose', () => {
  test('tells who may state a purpose, by which law, for which fields', async () => {
    const { data, errors } = await gateway.query(`{
      purpose(code: "household-health-insurance") {
        code title { vi en } kind isInForce needsDossier
        legalBases { title { en } number article inForceFrom inForceUntil }
        dataProtectionGrounds { number article inForceUntil }
        recipients { role agencyKinds eidLevel }
        openByLaw { relatives } openByConsent { subject } consentCeiling { maxDays } comparedFields alsoNeeds unverified
      }
    }`);
    expect(errors).toBeUndefined();
    expect(data?.['purpose']).toMatchObject({
      code: 'household-health-insurance',
      title: { en: 'Renewal of household health insurance with the discount for each further member' },
      kind: 'PROCEDURE',
      isInForce: true,
      needsDossier: true,
      dataProtectionGrounds: [
        { number: '13/2023/NĐ-CP', article: 'Art. 17', inForceUntil: '2025-12-31' },
        { number: '91/2025/QH15', article: 'Art. 19', inForceUntil: null },
      ],
      recipients: [
        { role: 'clerk', agencyKinds: ['one-stop-shop'], eidLevel: 2 },
        { role: 'portal', agencyKinds: ['portal'], eidLevel: 2 },
      ],
      openByLaw: {
        relatives: ['Citizen.fullName', 'Citizen.dateOfBirth', 'Citizen.relationToHead', 'Citizen.healthInsuranceCard'],
      },
      openByConsent: { subject: [] },
      consentCeiling: null,
    });
  });

  test('is null for a code that nobody gave', async () => {
    expect(await gateway.query('{ purpose(code: "curiosity") { code } }')).toEqual({ data: { purpose: null } });
  });
});

describe('Query.purposes', () => {
  test('lists all, whatever their kind, with values that fit the schema', async () => {
    const { data, errors }: GraphqlBody = await gateway.query(`{
      purposes {
        code title { vi } kind legalBases { title { vi } inForceFrom } recipients { role } openByLaw { subject }
        openByConsent { relatives } consentCeiling { maxDays eidLevel } comparedFields
      }
    }`);
    expect(errors).toBeUndefined();
    const purposes = data?.['purposes'] as { readonly kind: string }[];
    expect(purposes.length).toBeGreaterThan(30);
    expect(new Set(purposes.map(({ kind }) => kind)).size).toBe(6);
  });
});

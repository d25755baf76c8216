import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { settings } from '../../../gateway/config.ts';
import { startGateway, type TestGateway } from '../support/start-gateway.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway(readFileSync(new URL('../../../schema/supergraph.graphql', import.meta.url), 'utf8'), {
    GATEWAY_PURPOSES: settings.purposesPath.default,
  });
});
afterAll(() => gateway.close());

async function list(filter: object | null): Promise<unknown> {
  const { data, errors } = await gateway.query(
    'query ($filter: FieldFilter) { fields(filter: $filter) { coordinate } }',
    {
      filter,
    },
  );
  expect(errors).toBeUndefined();
  return Array.isArray(data?.['fields']) ? data['fields'].map(({ coordinate }) => coordinate) : undefined;
}

describe('Query.fields', () => {
  test('tells what a field is called, who answers it and how the law guards it', async () => {
    const { data } = await gateway.query(`{
      fields(filter: { scope: "courts.criminal-cases" }) {
        coordinate label { vi en } ministries scope class eidLevel authorities
      }
    }`);
    expect(data?.['fields']).toEqual([
      {
        coordinate: 'Citizen.criminalCases',
        label: { vi: expect.stringMatching(/hình sự/), en: expect.stringMatching(/criminal/i) },
        ministries: ['courts'],
        scope: 'courts.criminal-cases',
        class: 'RESTRICTED',
        eidLevel: 2,
        authorities: ['court', 'police'],
      },
    ]);
  });

  test('has every field with a mark, and those alone that fit a filter', async () => {
    const all = await list(null);
    expect(all).toContain('Citizen.fullName');
    expect(await list({})).toEqual(all);
    expect(await list({ ministry: 'health', class: 'SENSITIVE' })).toEqual([
      'Citizen.vaccinations',
      'Citizen.vaccineCertificates',
      'Citizen.covidTests',
    ]);
    expect(await list({ scope: 'nowhere.at-all' })).toEqual([]);
    expect(await list({ class: 'RESTRICTED' })).toContain('Citizen.isProtected');
  });

  test('knows the fields that purposes name', async () => {
    const all = await list(null);
    const { data } = await gateway.query('{ purposes { openByLaw { subject relatives } openByConsent { subject } } }');
    const named = JSON.stringify(data).match(/"\w+\.\w+"/g) ?? [];
    expect(named.length).toBeGreaterThan(100);
    expect(all).toEqual(expect.arrayContaining([...new Set(named.map((quoted) => quoted.slice(1, -1)))]));
  });
});

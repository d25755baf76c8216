import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { commitTo } from '../../../gateway/ledger/leaf.ts';
import { hashLeaf, provesInclusion } from '../../../gateway/ledger/merkle-tree.ts';
import { openConsents, type TestConsents } from '../consents/support/open-consents.ts';
import type { Name } from '../consents/support/small-country.ts';
import { readDisclosures, readProven } from './support/read-disclosures.ts';

let country: TestConsents;

beforeAll(async () => {
  country = await openConsents();
});

afterAll(async () => {
  await country?.close();
});

/** A clerk asks for fields of somebody. */
async function look(name: Name, fields: string, dossier = 'D-1', clerk: object = country.clerk) {
  const { personalId, fullName, dateOfBirth } = country.named(name);
  const named = `personalId: "${personalId}", fullName: "${fullName}", dateOfBirth: "${dateOfBirth}"`;
  const stated = `purpose: { code: "clinic-visit", dossier: "${dossier}" }`;
  return await country.askAs({ ...clerk }, `{ citizen(${named}, ${stated}) { ${fields} } }`);
}

describe('a citizen reads', () => {
  test('who was told what about them, why, by which right, and what was withheld, without a value', async () => {
    const { citizen, give } = country;
    const { id } = await give(citizen('an'), {
      agency: 'X-one-stop-shop',
      purpose: { code: 'clinic-visit', dossier: 'D-1' },
      fields: ['Citizen.phoneNumber'],
      days: 5,
    });
    await look('an', 'fullName phoneNumber allergies');

    const { disclosures, next } = await readDisclosures(country, citizen('an'));
    expect(next).toBeNull();
    expect(disclosures).toMatchObject([
      {
        kind: 'DISCLOSURE',
        agency: 'X-one-stop-shop',
        role: 'clerk',
        client: 'client-clerk',
        purpose: 'clinic-visit',
        purposeTitle: { en: 'A visit to the clinic' },
        dossier: 'D-1',
        own: false,
        relative: false,
        outcome: 'ANSWERED',
        basis: [expect.stringContaining('Art. 7')],
        withheld: [{ coordinate: 'Citizen.allergies', reason: 'CONSENT_REQUIRED', label: { vi: 'Dị ứng' } }],
        ministries: expect.arrayContaining(['registry']),
      },
    ]);
    expect(disclosures[0]?.fields).toEqual([
      { coordinate: 'Citizen.fullName', label: { en: 'The name', vi: 'Họ tên' }, told: 'VALUE', consent: null },
      {
        coordinate: 'Citizen.phoneNumber',
        label: { en: 'The phone number', vi: 'Số điện thoại' },
        told: 'VALUE',
        consent: id,
      },
    ]);
    expect(JSON.stringify(disclosures)).not.toContain('0719900001');
  });

  test('that somebody named them wrongly and was told nothing', async () => {
    const { citizen, people } = { ...country, people: country.country.people };
    people.binh.dateOfBirth = '1985-06-02';
    const { personalId } = people.binh;
    const query = `{ citizen(personalId: "${personalId}", fullName: "Ai Đó", dateOfBirth: "1985-06-02",
      purpose: { code: "clinic-visit", dossier: "D-1" }) { fullName } }`;
    await country.askAs(country.clerk, query);

    expect((await readDisclosures(country, citizen('binh'))).disclosures).toMatchObject([
      { kind: 'MISMATCH', outcome: 'IDENTITY_MISMATCH', fields: [] },
    ]);
  });

  test('the records about themselves alone, which nobody else is told', async () => {
    const before = await readDisclosures(country, country.citizen('chi'));
    await look('dung', 'fullName');
    expect(await readDisclosures(country, country.citizen('chi'))).toEqual(before);

    const { data, errors } = await look('dung', 'disclosures(first: 1) { disclosures { id } }');
    expect(data).toEqual({ citizen: { disclosures: null } });
    expect(errors).toMatchObject([{ extensions: { code: 'WITHHELD', reason: 'NOT_IN_PURPOSE' } }]);
  });

  test('what is on record under a number that they had before', async () => {
    await look('dung', 'fullName', 'under-the-old-number');
    country.country.replaceNumber('dung', '001080900014');
    await look('dung', 'fullName', 'under-the-new-number');

    const { disclosures } = await readDisclosures(country, country.citizen('dung'), { first: 2 });
    expect(disclosures).toMatchObject([{ dossier: 'under-the-new-number' }, { dossier: 'under-the-old-number' }]);
  });

  test('page by page, each record once', async () => {
    for (let index = 0; index < 5; index++) await look('an', 'fullName', `page-${index}`);
    const claims = country.citizen('an');
    const { disclosures: all } = await readDisclosures(country, claims, { first: 100 });
    const ids: string[] = [];
    let after: string | null = null;
    do {
      const page = await readDisclosures(country, claims, { first: 2, after });
      ids.push(...page.disclosures.map(({ id }) => id));
      after = page.next;
    } while (after !== null && ids.length < 100);
    expect(ids).toEqual(all.map(({ id }) => id));
    expect(ids.length).toBeGreaterThan(4);
  });

  test('those that told of a field, of an agency, or of a time', async () => {
    const claims = country.citizen('an');
    await look('an', 'allergies', 'withheld');
    await look('an', 'phoneNumber', 'other-agency', { ...country.otherClerk });
    const since = new Date().toISOString();
    await look('an', 'phoneNumber', 'told');

    const tellings = await readDisclosures(country, claims, { filter: '{ own: false, field: "Citizen.phoneNumber" }' });
    expect(tellings.disclosures.length).toBeGreaterThan(0);
    for (const { fields } of tellings.disclosures)
      expect(fields).toContainEqual(expect.objectContaining({ coordinate: 'Citizen.phoneNumber' }));
    const ofAllergies = await readDisclosures(country, claims, {
      filter: '{ own: false, field: "Citizen.allergies" }',
    });
    expect(ofAllergies).toEqual({ disclosures: [], next: null });
    const ofAgency = await readDisclosures(country, claims, { filter: '{ agency: "Y-one-stop-shop" }' });
    expect(ofAgency.disclosures).toMatchObject([{ dossier: 'other-agency' }]);
    const ofTime = await readDisclosures(country, claims, { filter: `{ own: false, from: "${since}" }` });
    expect(ofTime.disclosures).toMatchObject([{ dossier: 'told' }]);
  });

  test('that they read it, for that is on record as well', async () => {
    const claims = country.citizen('an');
    await readDisclosures(country, claims);
    const { disclosures } = await readDisclosures(country, claims, { first: 1, filter: '{ own: true }' });
    expect(disclosures).toMatchObject([
      { own: true, role: 'citizen', agency: null, fields: [{ coordinate: 'Citizen.disclosures' }] },
    ]);
  });

  test.each([
    ['first: 0', 'from 1 to 100'],
    ['first: 101', 'from 1 to 100'],
    ['first: 1, after: "x"', 'what next of the part before was'],
  ])('nothing for %s, and is told why', async (part, expected) => {
    const { errors } = await country.askAs(country.citizen('an'), `{ me { disclosures(${part}) { next } } }`);
    expect(errors?.[0]).toMatchObject({ extensions: { code: 'VALUE_INVALID' } });
    expect(errors?.[0]?.message).toContain(expected);
  });
});

describe('the proof of a record', () => {
  test('leads from its leaf to the signed root, and the leaf is about the citizen', async () => {
    for (let index = 0; index < 3; index++) await look('an', 'fullName', `proven-${index}`);
    const { disclosures } = await readProven(country, country.citizen('an'), { first: 5 });
    expect(disclosures).toHaveLength(5);
    for (const { id, proof } of disclosures) {
      if (!proof) throw new Error('no proof');
      const [, size, root] = proof.checkpoint.split('\n');
      expect(Number(size)).toBe(proof.size);
      const path = proof.hashes.map((hash) => Buffer.from(hash, 'base64'));
      const rootHash = Buffer.from(root ?? '', 'base64');
      expect(provesInclusion(hashLeaf(proof.leaf), { ...proof, path }, rootHash)).toBe(true);
      const { personalId } = country.country.people.an;
      const subject = commitTo(Buffer.from(proof.salt, 'base64'), personalId).toString('hex');
      expect(JSON.parse(proof.leaf)).toMatchObject({ id, subject });
      expect(proof.leaf).not.toContain(personalId);
    }
  });
});

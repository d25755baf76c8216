import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { momentOfAge } from '../../../gateway/consents/age.ts';
import { openConsents, type TestConsents } from './support/open-consents.ts';
import type { Name } from './support/small-country.ts';

let consents: TestConsents;

beforeAll(async () => {
  consents = await openConsents();
});

afterAll(async () => {
  await consents.close();
});

const born = '2015-06-01';

/** An is Chi's mother again, and Chi a child. */
afterEach(() => {
  const { an, chi } = consents.country.people;
  chi.dateOfBirth = born;
  chi.relatives = [{ relation: 'MOTHER', personalId: an.personalId }];
});

const draft = { agency: 'X-hospital', purpose: { code: 'clinic-visit' }, fields: ['Citizen.phoneNumber'], days: 30 };

const forChi = () => ({ ...draft, onBehalfOf: consents.country.people.chi.personalId });

const giveForChi = (name: Name) => consents.give(consents.citizen(name), forChi());

/** A day so many days from today, in Vietnam, that many years ago. */
function birthday(years: number, days: number): string {
  const day = new Date(Date.now() + (days * 24 + 7) * 60 * 60 * 1000);
  day.setUTCFullYear(day.getUTCFullYear() - years);
  return day.toISOString().slice(0, 10);
}

const notRepresented = { code: 'CONSENT_NOT_REPRESENTED' };
const unknown = { code: 'CONSENT_UNKNOWN' };

describe('for a child', () => {
  test('a guardian on record consents, refuses and withdraws, and the record says as what', async () => {
    const { citizen, clerk, request, refuse, withdraw, give, country } = consents;
    const given = await giveForChi('an');
    expect(given).toMatchObject({ state: 'GIVEN', givenAs: 'GUARDIAN', subject: country.people.chi.personalId });
    const withdrawn = await withdraw(citizen('an'), given.id);
    expect(withdrawn).toMatchObject({ state: 'WITHDRAWN', events: [{ actedAs: 'GUARDIAN' }, { actedAs: 'GUARDIAN' }] });
    const first = await request(clerk, 'chi');
    expect(await refuse(citizen('an'), first.id)).toMatchObject({ state: 'REFUSED' });
    const second = await request(clerk, 'chi');
    const answer = { request: second.id, fields: ['Citizen.email'], days: 5 };
    expect(await give(citizen('an'), answer)).toMatchObject({ state: 'GIVEN', givenAs: 'GUARDIAN' });
  });

  test('a guardian sees the list, and a stranger does not', async () => {
    const { citizen, askAs, country } = consents;
    const { id } = await giveForChi('an');
    const query = 'query ($citizen: PersonalId) { consents(citizen: $citizen, first: 1) { consents { id state } } }';
    const variables = { citizen: country.people.chi.personalId };
    const seen = await askAs(citizen('an'), query, variables);
    expect(seen.data).toEqual({ consents: { consents: [{ id, state: 'GIVEN' }] } });
    const hidden = await askAs(citizen('binh'), query, variables);
    expect(hidden).toMatchObject({ data: { consents: null }, errors: [{ extensions: notRepresented }] });
  });

  test('nobody else consents, the answer being the same for a number that nobody bears', async () => {
    const { citizen, give } = consents;
    await expect(giveForChi('binh')).rejects.toMatchObject(notRepresented);
    const forNobody = give(citizen('an'), { ...draft, onBehalfOf: '001315999999' });
    await expect(forNobody).rejects.toMatchObject(notRepresented);
    // A child is no guardian, and a relative of another kind is none either.
    const forMother = { ...draft, onBehalfOf: consents.country.people.an.personalId };
    await expect(give(citizen('chi'), forMother)).rejects.toMatchObject(notRepresented);
    consents.country.people.chi.relatives = [
      { relation: 'SPOUSE', personalId: consents.country.people.binh.personalId },
    ];
    await expect(giveForChi('binh')).rejects.toMatchObject(notRepresented);
  });

  test('the child alone does not consent, and may refuse and withdraw', async () => {
    const { citizen, clerk, request, refuse, give, withdraw } = consents;
    await expect(give(citizen('chi'), draft)).rejects.toMatchObject({ code: 'CONSENT_NEEDS_GUARDIAN' });
    const asked = await request(clerk, 'chi');
    const answer = { request: asked.id, fields: ['Citizen.email'], days: 5 };
    await expect(give(citizen('chi'), answer)).rejects.toMatchObject({ code: 'CONSENT_NEEDS_GUARDIAN' });
    expect(await refuse(citizen('chi'), asked.id)).toMatchObject({ state: 'REFUSED' });
    const { id } = await giveForChi('an');
    expect(await withdraw(citizen('chi'), id)).toMatchObject({ state: 'WITHDRAWN' });
  });

  test('a consent ends on the day when the child is 16, however long it was given for', async () => {
    consents.country.people.chi.dateOfBirth = birthday(16, 10);
    const { validUntil } = await giveForChi('an');
    expect(validUntil).toBe(momentOfAge(birthday(0, 10), 0).toISOString());
  });

  test('who has turned 16 consents and withdraws themselves, and the guardian no more', async () => {
    const { citizen, give, withdraw, country } = consents;
    const { id } = await giveForChi('an');
    country.people.chi.dateOfBirth = birthday(16, 0);
    await expect(giveForChi('an')).rejects.toMatchObject(notRepresented);
    await expect(withdraw(citizen('an'), id)).rejects.toMatchObject(unknown);
    expect(await give(citizen('chi'), draft)).toMatchObject({ state: 'GIVEN', givenAs: 'CITIZEN' });
    expect(await withdraw(citizen('chi'), id)).toMatchObject({ state: 'WITHDRAWN' });
  });

  test('a guardian who was replaced neither gives nor withdraws; what they gave stays until the new one withdraws', async () => {
    const { citizen, withdraw, find, country } = consents;
    const { id } = await giveForChi('an');
    country.people.chi.relatives = [{ relation: 'LEGAL_REPRESENTATIVE', personalId: country.people.binh.personalId }];
    await expect(giveForChi('an')).rejects.toMatchObject(notRepresented);
    await expect(withdraw(citizen('an'), id)).rejects.toMatchObject(unknown);
    await expect(find(citizen('an'), id)).rejects.toMatchObject(unknown);
    expect(await find(citizen('binh'), id)).toMatchObject({ state: 'GIVEN' });
    expect(await withdraw(citizen('binh'), id)).toMatchObject({ state: 'WITHDRAWN' });
  });

  test('nothing is given while no register can tell who the guardian is', async () => {
    const { registry } = consents.country;
    registry.behave((response) => response.writeHead(500).end());
    await expect(giveForChi('an')).rejects.toMatchObject({ code: 'IDENTITY_UNAVAILABLE' });
    registry.behave();
  });
});

describe('with an authority on record', () => {
  const enter = async (until = birthday(0, 30)) => {
    const { askAs, officer, named } = consents;
    const input = { citizen: named('dung'), representative: named('binh'), document: 'UQ-17/2026', until };
    const query = `mutation ($input: RecordRepresentationInput!) {
      recordRepresentation(input: $input) { id document validUntil endedAt }
    }`;
    return await askAs<{ recordRepresentation: { id: string } | null }>(officer, query, { input });
  };
  const end = (id: string, claims = consents.officer) =>
    consents.askAs(claims, 'mutation ($id: ID!) { endRepresentation(id: $id) { id endedAt } }', { id });
  const giveForDung = () =>
    consents.give(consents.citizen('binh'), { ...draft, onBehalfOf: consents.country.people.dung.personalId });

  test('an attorney acts until the officer ends it, and what was given stays', async () => {
    const { citizen, withdraw, find } = consents;
    await expect(giveForDung()).rejects.toMatchObject(notRepresented);
    const { data } = await enter();
    expect(data).toMatchObject({ recordRepresentation: { document: 'UQ-17/2026', endedAt: null } });
    const given = await giveForDung();
    expect(given).toMatchObject({ state: 'GIVEN', givenAs: 'ATTORNEY' });
    const id = data?.recordRepresentation?.id ?? '';
    const foreign = { ...consents.officer, agency: 'Y-ministry' };
    expect(await end(id, foreign)).toMatchObject({ errors: [{ extensions: { code: 'REPRESENTATION_NOT_YOURS' } }] });
    const ended = await end(id);
    expect(ended).toMatchObject({ data: { endRepresentation: { endedAt: expect.any(String) } } });
    expect(await end(id)).toEqual(ended);
    await expect(giveForDung()).rejects.toMatchObject(notRepresented);
    await expect(withdraw(citizen('binh'), given.id)).rejects.toMatchObject(unknown);
    expect(await find(citizen('dung'), given.id)).toMatchObject({ state: 'GIVEN' });
  });

  test('entered by officers alone, for people who are rightly named, and for days to come', async () => {
    const { askAs, clerk, named } = consents;
    const query = `mutation ($input: RecordRepresentationInput!) { recordRepresentation(input: $input) { id } }`;
    const input = { citizen: named('dung'), representative: named('binh'), document: 'UQ-17', until: birthday(0, 1) };
    const code = async (claims: typeof clerk | typeof consents.officer, changes: object) => {
      const { errors } = await askAs(claims, query, { input: { ...input, ...changes } });
      return errors?.[0]?.extensions?.['code'];
    };
    expect(await code(clerk, {})).toBe('REPRESENTATION_NOT_YOURS');
    expect(await code(consents.officer, { until: birthday(0, -2) })).toBe('VALUE_INVALID');
    expect(await code(consents.officer, { document: '' })).toBe('VALUE_INVALID');
    expect(await code(consents.officer, { representative: named('dung') })).toBe('VALUE_INVALID');
    const misnamed = { ...named('binh'), fullName: 'Lê Văn Vô' };
    expect(await code(consents.officer, { representative: misnamed })).toBe('IDENTITY_MISMATCH');
  });
});

test.each([
  ['2010-02-28', '2026-02-27T17:00:00.000Z'],
  ['2012-02-29', '2028-02-28T17:00:00.000Z'],
  ['2011-02', '2027-02-27T17:00:00.000Z'],
  ['2010', '2026-12-30T17:00:00.000Z'],
])('who was born %s is surely 16 at %s', (dateOfBirth, moment) => {
  expect(momentOfAge(dateOfBirth, 16).toISOString()).toBe(moment);
});

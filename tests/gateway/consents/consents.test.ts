import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { isInputObjectType } from 'graphql';
import { localSubgraph } from '../../../gateway/citizen/local-subgraph.ts';
import { openConsents, type TestConsents } from './support/open-consents.ts';

let consents: TestConsents;

beforeAll(async () => {
  consents = await openConsents();
});

afterAll(async () => {
  await consents.close();
});

const contact = ['Citizen.email', 'Citizen.phoneNumber'];
const ofOwnAccord = { agency: 'X-hospital', purpose: { code: 'clinic-visit' }, scopes: ['person.contact'], days: 10 };

function daysBetween(from: string | null, until: string | null): number {
  return (Date.parse(until ?? '') - Date.parse(from ?? '')) / (24 * 60 * 60 * 1000);
}

describe('a request', () => {
  test('is asked by a clerk, seen by the citizen, and given as far as they choose', async () => {
    const { clerk, citizen, request, give, find, askAs } = consents;
    const asked = await request(clerk, 'an');
    expect(asked).toMatchObject({ state: 'REQUESTED', version: 1, agency: 'X-one-stop-shop', fields: contact });
    expect(asked).toMatchObject({ requestedDays: 10, validFrom: null, givenAs: null });
    expect(asked.code).toMatch(/^[2-9A-Y]{6}$/);
    const query = `query ($code: String) { me { consentRequests(code: $code) { consents { id state } next } } }`;
    const seen = await askAs(citizen('an'), query, { code: asked.code });
    const page = { consents: [{ id: asked.id, state: 'REQUESTED' }], next: null };
    expect(seen).toMatchObject({ data: { me: { consentRequests: page } } });

    const given = await give(citizen('an'), { request: asked.id, fields: ['Citizen.email'], days: 5 });
    expect(given).toMatchObject({ id: asked.id, version: 2, state: 'GIVEN', fields: ['Citizen.email'] });
    expect(given.givenAs).toBe('CITIZEN');
    expect(daysBetween(given.validFrom, given.validUntil)).toBe(5);
    expect(await find(clerk, asked.id)).toMatchObject({ state: 'GIVEN', fields: ['Citizen.email'] });
  });

  test('keeps as evidence the notice, the program, the sign-in and the law of the day', async () => {
    const { clerk, citizen, request, give, notice } = consents;
    const { id } = await request(clerk, 'an');
    const draft = { request: id, fields: contact, days: 10 };
    const { text } = await notice(citizen('an'), draft);
    const { events } = await give(citizen('an'), draft);
    expect(events).toMatchObject([
      { kind: 'REQUESTED', actedAs: 'AGENCY', client: 'client-clerk', eidLevel: 2, notice: null },
      { kind: 'GIVEN', actedAs: 'CITIZEN', client: 'client-app', eidLevel: 2, notice: { text } },
    ]);
    expect(events[1]?.ruleSet).toBe('personal-data-law-2025');
  });

  test.each([
    ['a field that was not asked for', { fields: [...contact, 'Citizen.allergies'], days: 10 }],
    ['more days than were asked for', { fields: contact, days: 11 }],
    ['a scope that was not asked for', { scopes: ['person.health'], days: 10 }],
    ['a field that the purpose opens by law', { fields: ['Citizen.fullName'], days: 10 }],
  ])('cannot be given with %s', async (_, choice) => {
    const { clerk, citizen, request, give } = consents;
    const { id } = await request(clerk, 'an');
    await expect(give(citizen('an'), { request: id, ...choice })).rejects.toMatchObject({ code: 'CONSENT_EXCEEDS' });
    await consents.refuse(citizen('an'), id);
  });

  test('cannot be given by choosing nothing: nothing is chosen by default', async () => {
    const { clerk, citizen, request, give } = consents;
    const { id } = await request(clerk, 'an');
    for (const nothing of [{}, { fields: [] }, { scopes: [] }, { fields: null, scopes: null }]) {
      const giving = give(citizen('an'), { request: id, days: 1, ...nothing });
      await expect(giving).rejects.toMatchObject({ code: 'VALUE_INVALID' });
    }
    await consents.refuse(citizen('an'), id);
  });

  test('is answered once, however many answer at the same time', async () => {
    const { clerk, citizen, request, give, refuse, find } = consents;
    const { id } = await request(clerk, 'an');
    const answers = await Promise.allSettled([
      give(citizen('an'), { request: id, fields: contact, days: 1 }),
      give(citizen('an'), { request: id, fields: ['Citizen.email'], days: 2 }),
      refuse(citizen('an'), id),
    ]);
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await find(clerk, id)).toMatchObject({ version: 2 });
  });

  test('that is refused stays so, and refusing again changes nothing', async () => {
    const { clerk, citizen, request, refuse, give, find } = consents;
    const { id } = await request(clerk, 'an');
    expect(await refuse(citizen('an'), id)).toMatchObject({ state: 'REFUSED', version: 2 });
    expect(await refuse(citizen('an'), id)).toMatchObject({ state: 'REFUSED', version: 2 });
    const giving = give(citizen('an'), { request: id, fields: contact, days: 1 });
    await expect(giving).rejects.toMatchObject({ code: 'CONSENT_STATE_DIFFERS' });
    expect(await find(clerk, id)).toMatchObject({ state: 'REFUSED', version: 2 });
  });

  test.each([
    ['a purpose that is not there', { purpose: { code: 'nothing' } }, 'PURPOSE_UNKNOWN'],
    [
      'a purpose for which consent opens nothing',
      { purpose: { code: 'name-check', dossier: 'D' } },
      'CONSENT_NOT_ASKABLE',
    ],
    ['no dossier', { purpose: { code: 'clinic-visit' } }, 'DOSSIER_REQUIRED'],
    ['more days than the ceiling', { days: 31 }, 'CONSENT_EXCEEDS'],
    ['no day', { days: 0 }, 'VALUE_INVALID'],
    ['a field beyond the ceiling', { fields: ['Citizen.relatives'] }, 'CONSENT_EXCEEDS'],
    ['a scope beyond the ceiling', { scopes: ['person.family'] }, 'CONSENT_EXCEEDS'],
    ['the name of somebody else', { fullName: 'Trần Văn Bình' }, 'IDENTITY_MISMATCH'],
    ['no name', { fullName: null }, 'IDENTITY_INCOMPLETE'],
    ['a key that is nobody’s own', { idempotencyKey: 'short' }, 'VALUE_INVALID'],
  ])('with %s is refused', async (_, more, code) => {
    await expect(consents.request(consents.clerk, 'an', more)).rejects.toMatchObject({ code });
  });

  test('about a protected citizen is refused as if nobody bore the number', async () => {
    const { clerk, request } = consents;
    await expect(request(clerk, 'guarded')).rejects.toMatchObject({ code: 'IDENTITY_MISMATCH' });
  });

  test('about somebody who has died is refused', async () => {
    consents.country.people.binh.dateOfDeath = '2026-01-01';
    await expect(consents.request(consents.clerk, 'binh')).rejects.toMatchObject({ code: 'CONSENT_NOT_ASKABLE' });
    consents.country.people.binh.dateOfDeath = null;
  });

  test('may come from a hospital’s program, and from a portal for the citizen whom it acts for', async () => {
    const { hospital, portalFor, request } = consents;
    expect(await request(hospital, 'binh')).toMatchObject({ agency: 'X-hospital', state: 'REQUESTED' });
    const unnamed = { personalId: null, fullName: null, dateOfBirth: null };
    expect(await request(portalFor('binh'), 'binh', unnamed)).toMatchObject({ agency: 'X-portal' });
    const another = { ...unnamed, personalId: consents.country.people.an.personalId };
    await expect(request(portalFor('binh'), 'binh', another)).rejects.toMatchObject({ code: 'IDENTITY_MISMATCH' });
  });

  test('does not come from a citizen, an analyst or an officer', async () => {
    const { citizen, officer, request } = consents;
    for (const claims of [citizen('an'), officer]) {
      await expect(request(claims, 'an')).rejects.toMatchObject({ code: 'PURPOSE_NOT_YOURS' });
    }
  });

  test('is the same request when the same call comes again, and another call cannot take its key', async () => {
    const { clerk, request } = consents;
    const idempotencyKey = randomUUID();
    const [first, again] = await Promise.all([1, 2].map(() => request(clerk, 'dung', { idempotencyKey })));
    expect(again).toMatchObject({ id: first?.id, version: 1, code: first?.code });
    const other = request(clerk, 'dung', { idempotencyKey, days: 9 });
    await expect(other).rejects.toMatchObject({ code: 'CONSENT_KEY_REUSED' });
    const elsewhere = request(clerk, 'binh', { idempotencyKey });
    await expect(elsewhere).rejects.toMatchObject({ code: 'CONSENT_KEY_REUSED' });
  });

  test('is not one of too many: five wait at most for each agency', async () => {
    const { clerk, otherClerk, request } = consents;
    await Promise.all(Array.from({ length: 4 }, () => request(clerk, 'dung')));
    await expect(request(clerk, 'dung')).rejects.toMatchObject({ code: 'CONSENT_TOO_MANY' });
    await request(otherClerk, 'dung');
  });
});

describe('a consent', () => {
  test('is given of one’s own accord, for fields that are fixed then', async () => {
    const { citizen, give } = consents;
    const given = await give(citizen('binh'), ofOwnAccord);
    expect(given).toMatchObject({ agency: 'X-hospital', version: 1, state: 'GIVEN', fields: contact, code: null });
    expect(daysBetween(given.validFrom, given.validUntil)).toBe(10);
  });

  test.each([
    ['for longer than the ceiling', { days: 31 }, 'CONSENT_EXCEEDS'],
    ['for what no consent opens', { scopes: ['person.family'] }, 'CONSENT_EXCEEDS'],
    ['for no agency', { agency: null }, 'VALUE_INVALID'],
    ['for no purpose', { purpose: null }, 'VALUE_INVALID'],
    ['for a purpose without consent', { purpose: { code: 'name-check' } }, 'CONSENT_NOT_ASKABLE'],
  ])('is not given %s', async (_, more, code) => {
    const { citizen, give } = consents;
    await expect(give(citizen('binh'), { ...ofOwnAccord, ...more })).rejects.toMatchObject({ code });
  });

  test('is not given at a lower eID level than the ceiling says, nor by a portal for whom it signed in so', async () => {
    const { citizen, portalFor, give } = consents;
    for (const claims of [citizen('binh', 1), portalFor('binh', 1)]) {
      await expect(give(claims, ofOwnAccord)).rejects.toMatchObject({ code: 'ASSURANCE_TOO_LOW' });
    }
    expect(await give(portalFor('binh'), ofOwnAccord)).toMatchObject({ state: 'GIVEN' });
  });

  test('is not given without the notice of that very choice', async () => {
    const { citizen, notice, give } = consents;
    const { hash } = await notice(citizen('binh'), { ...ofOwnAccord, days: 9 });
    const shown = { notice: { hash, language: 'EN' } };
    await expect(give(citizen('binh'), ofOwnAccord, shown)).rejects.toMatchObject({ code: 'CONSENT_NOTICE_DIFFERS' });
  });

  test('is not given by who is no citizen, and nobody else’s is seen, refused, withdrawn or renewed', async () => {
    const { clerk, otherClerk, hospital, citizen, portalFor, request, find, give, refuse, withdraw, renew } = consents;
    await expect(give(clerk, ofOwnAccord)).rejects.toMatchObject({ code: 'IDENTITY_NOT_CITIZEN' });
    const { id } = await give(citizen('an'), { ...ofOwnAccord, agency: 'X-one-stop-shop' });
    const asked = await request(clerk, 'an');
    const unknown = { code: 'CONSENT_UNKNOWN' };
    for (const stranger of [citizen('binh'), portalFor('binh')]) {
      await expect(find(stranger, id)).rejects.toMatchObject(unknown);
      await expect(withdraw(stranger, id)).rejects.toMatchObject(unknown);
      await expect(renew(stranger, id, 1)).rejects.toMatchObject(unknown);
      await expect(refuse(stranger, asked.id)).rejects.toMatchObject(unknown);
      await expect(give(stranger, { request: asked.id, fields: contact, days: 1 })).rejects.toMatchObject(unknown);
    }
    for (const agency of [otherClerk, hospital]) await expect(find(agency, id)).rejects.toMatchObject(unknown);
    await expect(find(clerk, randomUUID())).rejects.toMatchObject(unknown);
    await expect(find(clerk, 'no id')).rejects.toMatchObject(unknown);
    expect(await find(clerk, id)).toMatchObject({ state: 'GIVEN' });
  });

  test('is withdrawn once and for all, at any eID level, and says by when the law wants it seen to', async () => {
    const { citizen, give, withdraw, renew } = consents;
    const { id } = await give(citizen('binh'), ofOwnAccord);
    const withdrawn = await withdraw(citizen('binh', 1), id);
    expect(withdrawn).toMatchObject({ state: 'WITHDRAWN', version: 2, events: [{}, { kind: 'WITHDRAWN' }] });
    const [, event] = withdrawn.events;
    expect(daysBetween(new Date().toISOString(), event?.dueAt ?? null)).toBeCloseTo(15, 2);
    expect(await withdraw(citizen('binh'), id)).toMatchObject({ version: 2 });
    await expect(renew(citizen('binh'), id, 5)).rejects.toMatchObject({ code: 'CONSENT_STATE_DIFFERS' });
  });

  test('is renewed for another time, after its notice was shown, and the same call again renews it once', async () => {
    const { citizen, give, renew } = consents;
    const { id } = await give(citizen('binh'), { ...ofOwnAccord, days: 1 });
    const idempotencyKey = randomUUID();
    const renewed = await renew(citizen('binh'), id, 30, { idempotencyKey });
    expect(renewed).toMatchObject({ version: 2, state: 'GIVEN', fields: contact });
    expect(daysBetween(renewed.validFrom, renewed.validUntil)).toBe(30);
    expect(await renew(citizen('binh'), id, 30, { idempotencyKey })).toMatchObject({ version: 2 });
    await expect(renew(citizen('binh'), id, 31)).rejects.toMatchObject({ code: 'CONSENT_EXCEEDS' });
    const shown = { notice: { hash: '0'.repeat(64), language: 'EN' } };
    await expect(renew(citizen('binh'), id, 29, shown)).rejects.toMatchObject({ code: 'CONSENT_NOTICE_DIFFERS' });
  });

  test('follows the citizen to a new number, and nobody else who has one', async () => {
    const { citizen, give, withdraw, country, askAs } = consents;
    const { id } = await give(citizen('dung'), ofOwnAccord);
    country.replaceNumber('dung', '001080900014');
    await expect(withdraw(citizen('an'), id)).rejects.toMatchObject({ code: 'CONSENT_UNKNOWN' });
    const { data } = await askAs(citizen('dung'), '{ consents(first: 1) { consents { id state } } }');
    expect(data).toEqual({ consents: { consents: [{ id, state: 'GIVEN' }] } });
    expect(await withdraw(citizen('dung'), id)).toMatchObject({ state: 'WITHDRAWN' });
  });
});

test('nothing about a consent is chosen by default: no input that decides has a default value', () => {
  for (const name of ['GiveConsentInput', 'RenewConsentInput', 'ConsentNoticeInput', 'RequestConsentInput']) {
    const type = localSubgraph.schema.getType(name);
    if (!isInputObjectType(type)) throw new Error(`${name} is no input`);
    expect(Object.values(type.getFields()).filter(({ defaultValue }) => defaultValue !== undefined)).toEqual([]);
  }
});

test('an objection withdraws and refuses all that an agency has, and it asks no more until the citizen gives again', async () => {
  const { citizen, clerk, hospital, request, give, object, find } = consents;
  const agency = 'X-one-stop-shop';
  const { id } = await give(citizen('an'), { ...ofOwnAccord, agency });
  const asked = await request(clerk, 'an');
  const elsewhere = await give(citizen('an'), ofOwnAccord);
  const objection = await object(citizen('an'), agency);
  expect(objection).toMatchObject({ agency, ruleSet: 'personal-data-law-2025' });
  expect(daysBetween(objection.since, objection.dueAt)).toBe(15);
  expect(await find(citizen('an'), id)).toMatchObject({ state: 'WITHDRAWN' });
  expect(await find(citizen('an'), asked.id)).toMatchObject({ state: 'REFUSED' });
  expect(await find(citizen('an'), elsewhere.id)).toMatchObject({ state: 'GIVEN' });
  await expect(request(clerk, 'an')).rejects.toMatchObject({ code: 'CONSENT_NOT_ASKABLE' });
  await request(hospital, 'an');
  expect(await object(citizen('an'), agency)).toEqual(objection);
  await give(citizen('an'), { ...ofOwnAccord, agency });
  expect(await request(clerk, 'an')).toMatchObject({ state: 'REQUESTED' });
});

test('lists come in parts, the latest first, and of the asking citizen alone', async () => {
  const { citizen, give, askAs } = consents;
  const name = 'chi';
  consents.country.people.chi.dateOfBirth = '1999-01-01';
  const given = [];
  for (let count = 0; count < 3; count++) given.push((await give(citizen(name), ofOwnAccord)).id);
  const query = `query ($after: ID) { me { consents(first: 2, after: $after) { consents { id } next } } }`;
  const first = await askAs<{ me: { consents: { consents: { id: string }[]; next: string } } }>(citizen(name), query);
  expect(first.data?.me.consents.consents.map(({ id }) => id)).toEqual(given.toReversed().slice(0, 2));
  const rest = await askAs(citizen(name), query, { after: first.data?.me.consents.next });
  expect(rest.data).toEqual({ me: { consents: { consents: [{ id: given[0] }], next: null } } });
  const tooMany = await askAs(citizen(name), '{ me { consents(first: 101) { next } } }');
  expect(tooMany.errors).toMatchObject([{ extensions: { code: 'VALUE_INVALID' } }]);
});

describe('what a consent opens', () => {
  const readContact = (claims = consents.clerk, purpose = 'clinic-visit') => {
    const { personalId, fullName, dateOfBirth } = consents.named('binh');
    return consents.askAs(
      claims,
      `query ($personalId: PersonalId!, $fullName: String!, $dateOfBirth: PartialDate!, $purpose: ID!) {
        citizen(personalId: $personalId, fullName: $fullName, dateOfBirth: $dateOfBirth,
          purpose: { code: $purpose, dossier: "D-1" }) { fullName phoneNumber allergies }
      }`,
      { personalId, fullName, dateOfBirth, purpose },
    );
  };
  const known = { fullName: 'Trần Văn Bình', phoneNumber: null, allergies: null };

  test('the agency reads until it is withdrawn, and no field more', async () => {
    const { clerk, citizen, request, give, withdraw } = consents;
    expect((await readContact()).data).toEqual({ citizen: known });
    const { id } = await request(clerk, 'binh');
    expect((await readContact()).data).toEqual({ citizen: known });
    await give(citizen('binh'), { request: id, fields: ['Citizen.phoneNumber'], days: 1 });
    expect((await readContact()).data).toEqual({ citizen: { ...known, phoneNumber: '0719900001' } });
    expect((await readContact(consents.otherClerk)).data).toEqual({ citizen: known });
    const elsewhere = await readContact(clerk, 'name-check');
    expect(elsewhere.data).toEqual({ citizen: known });
    expect(elsewhere.errors?.[0]).toMatchObject({ extensions: { code: 'WITHHELD', reason: 'NOT_IN_PURPOSE' } });
    await withdraw(citizen('binh'), id);
    const { data, errors } = await readContact();
    expect(data).toEqual({ citizen: known });
    expect(errors).toMatchObject([
      { path: ['citizen', 'phoneNumber'], extensions: { code: 'WITHHELD', reason: 'CONSENT_WITHDRAWN' } },
      { path: ['citizen', 'allergies'], extensions: { code: 'WITHHELD', reason: 'CONSENT_REQUIRED' } },
    ]);
  });
});

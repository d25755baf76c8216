import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Claims, eidLevel, sampleClaims } from '../../support/tokens.ts';
import { an, binh, guarded, unregistered } from '../support/test-graph.ts';
import { type EmergencyHouse, openEmergencyHouse, start, view } from './emergency-house.ts';

let house: EmergencyHouse;

beforeAll(async () => {
  house = await openEmergencyHouse();
});
afterAll(() => house.close());

/** Clerks with accounts of their own, so that what one has opened does not count for another. */
let clerks = 0;
function newClerk(claims: Claims = {}): Claims {
  clerks += 1;
  return { ...sampleClaims.clerk, agency: 'X-hospital', agency_kind: 'hospital', sub: `nurse-${clerks}`, ...claims };
}

const nothing = { data: { citizen: null }, errors: [{ extensions: { code: 'EMERGENCY_ACCESS_REQUIRED' } }] };

describe('in an emergency', () => {
  test('nothing is told of a citizen before an access is on record, and no ministry is asked', async () => {
    const clerk = newClerk();
    house.graph.treasury.calls.length = 0;
    expect(await house.ask(clerk, view(an))).toMatchObject(nothing);
    expect(house.graph.treasury.calls).toEqual([]);
  });

  test('an access opens what the purpose lists, for an hour by the clock of the database', async () => {
    const clerk = newClerk();
    const { data } = await house.ask<Started>(clerk, start(an));

    const { startedAt, endsAt } = data.startEmergencyAccess;
    expect(Date.parse(endsAt) - Date.parse(startedAt)).toBe(60 * 60 * 1000);
    expect(Math.abs(Date.parse(startedAt) - Date.now())).toBeLessThan(60_000);
    expect(await house.ask(clerk, view(an))).toMatchObject({
      data: { citizen: { fullName: 'Nguyễn Thị An', taxCode: null } },
      errors: [{ path: ['citizen', 'taxCode'], extensions: { code: 'WITHHELD', reason: 'NOT_IN_PURPOSE' } }],
    });
  });

  test('relatives are told as the purpose lists them', async () => {
    const clerk = newClerk();
    await house.ask(clerk, start(an));
    const { data } = await house.ask(
      clerk,
      view(an, 'household { members { citizen { personalId fullName dateOfBirth } } }'),
    );
    const son = { citizen: { personalId: binh, fullName: 'Trần Văn Bình', dateOfBirth: null } };
    expect(data).toMatchObject({ citizen: { household: { members: expect.arrayContaining([son]) } } });
  });

  test('an access is good for the account that started it, for the citizen whom it names, and until it ends', async () => {
    const clerk = newClerk();
    await house.ask(clerk, start(an));

    expect(await house.ask(newClerk(), view(an))).toMatchObject(nothing);
    expect(await house.ask({ ...clerk, agency: 'X-other' }, view(an))).toMatchObject(nothing);
    expect(await house.ask(clerk, view(binh))).toMatchObject(nothing);
    const late = newClerk();
    await house.addEndedAccess(late, an);
    expect(await house.ask(late, view(an))).toMatchObject(nothing);
  });

  test('an access opens nothing for another purpose', async () => {
    const clerk = newClerk();
    await house.ask(clerk, start(an));
    const { errors } = await house.ask(clerk, view(an).replace('"emergency"', '"whole-person"'));
    expect(errors).toMatchObject([{ extensions: { code: 'PURPOSE_NOT_YOURS' } }]);
  });

  test('the same start once more is the same access, another text is another one', async () => {
    const clerk = newClerk();
    const first = await house.ask(clerk, start(an));
    expect(await house.ask(clerk, start(an))).toEqual(first);
    expect(await house.ask(clerk, start(an, { text: 'Another thing has happened since then.' }))).not.toEqual(first);
  });

  test('starts that come at the same time are one access', async () => {
    const clerk = newClerk();
    const answers = await Promise.all([1, 2, 3, 4].map(() => house.ask(clerk, start(an))));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  });
});

describe('an access is refused', () => {
  test.each<[string, Claims, string]>([
    ['without a sign-in at eID level 2', { acr: eidLevel(1) }, 'ASSURANCE_TOO_LOW'],
    ['when the token does not tell when somebody signed in', { auth_time: undefined }, 'SIGN_IN_TOO_OLD'],
    ['when the sign-in is older than five minutes', { auth_time: seconds(-301) }, 'SIGN_IN_TOO_OLD'],
    ['when the sign-in lies in the future', { auth_time: seconds(120) }, 'SIGN_IN_TOO_OLD'],
    ['to a clerk of a one-stop shop', { agency_kind: 'one-stop-shop' }, 'PURPOSE_NOT_YOURS'],
    ['while a security finding is open', { agency: 'X-insecure-hospital' }, 'CALLER_BLOCKED'],
    ['to a hospital’s officer', { role: 'officer' }, 'PURPOSE_NOT_YOURS'],
  ])('%s', async (_title, claims, code) => {
    const clerk = newClerk(claims);
    expect(await house.ask(clerk, start(an))).toMatchObject({
      data: { startEmergencyAccess: null },
      errors: [{ extensions: { code } }],
    });
    expect(await house.countAccesses(clerk)).toBe(0);
  });

  test.each([
    ['a text of 19 characters', { text: 'Not more than these' }, 'VALUE_INVALID'],
    ['a text of spaces', { text: `short${' '.repeat(40)}` }, 'VALUE_INVALID'],
    ['a text of 501 characters', { text: 'x'.repeat(501) }, 'VALUE_INVALID'],
    ['a purpose of another kind', { purpose: 'person-check' }, 'PURPOSE_NOT_YOURS'],
    ['no dossier', { dossier: '' }, 'DOSSIER_REQUIRED'],
    ['a wrong name', { fullName: 'Nguyễn Thị Ân' }, 'IDENTITY_MISMATCH'],
    ['a wrong date of birth', { dateOfBirth: '1990-02-27' }, 'IDENTITY_MISMATCH'],
  ])('with %s', async (_title, other, code) => {
    const clerk = newClerk();
    const { errors } = await house.ask(clerk, start(an, other));
    expect(errors).toMatchObject([{ extensions: { code } }]);
    expect(await house.countAccesses(clerk)).toBe(0);
  });

  test('for a number that nobody bears', async () => {
    const { errors } = await house.ask(newClerk(), start(unregistered));
    expect(errors).toMatchObject([{ extensions: { code: 'IDENTITY_MISMATCH' } }]);
  });

  test('when the account has as many live ones as it may', async () => {
    const clerk = newClerk();
    for (const happened of ['the first', 'the second', 'the third']) {
      await house.ask(clerk, start(an, { text: `An accident on the road: ${happened}.` }));
    }
    const { errors } = await house.ask(clerk, start(binh));
    expect(errors).toMatchObject([
      {
        extensions: { code: 'EMERGENCY_LIMIT_REACHED' },
        message: expect.stringContaining('3 emergency accesses at a time'),
      },
    ]);
  });

  test('when the account has started as many in 24 hours as it may, however many come at once', async () => {
    const clerk = newClerk();
    for (const _ of [1, 2, 3, 4]) await house.addEndedAccess(clerk, an);
    const texts = ['the first', 'the second', 'the third'].map((which) => `An accident on the road: ${which}.`);
    const answers = await Promise.all(texts.map((text) => house.ask(clerk, start(an, { text }))));
    expect(answers.flatMap(({ errors = [] }) => errors.map(({ extensions }) => extensions.code))).toEqual([
      'EMERGENCY_LIMIT_REACHED',
      'EMERGENCY_LIMIT_REACHED',
    ]);
  });
});

describe('a protected citizen', () => {
  test('is as unknown as ever until an access is on record, and then told of', async () => {
    const clerk = newClerk();
    const unknown = await house.ask(clerk, view(unregistered));
    expect(await house.ask(clerk, view(guarded))).toEqual(unknown);

    await house.ask(clerk, start(guarded));
    expect((await house.ask(clerk, view(guarded))).data).toMatchObject({ citizen: { fullName: 'Võ Thị Kín' } });
  });
});

test('what is recorded cannot be changed, taken away or dated otherwise by who answers requests', async () => {
  await house.ask(newClerk(), start(an));
  for (const statement of [
    "UPDATE emergency_access SET ends_at = now() + INTERVAL '1 day'",
    'DELETE FROM emergency_access',
    'TRUNCATE emergency_access CASCADE',
    'DELETE FROM emergency_review',
    `INSERT INTO emergency_access (id, subject, purpose, dossier, agency, account, client, reason, text, opens, ends_at)
      VALUES (gen_random_uuid(), 's', 'p', 'd', 'a', 'a', 'c', 'r', repeat('x', 20), '{}', now() + INTERVAL '1 day')`,
  ]) {
    await expect(house.asApp(statement)).rejects.toMatchObject({ code: '42501' });
  }
  await expect(house.asOwner('DELETE FROM emergency_access')).rejects.toMatchObject({ code: '42501' });
});

test('while accesses cannot be recorded none is started and none opens anything', async () => {
  const clerk = newClerk();
  await house.ask(clerk, start(an));
  await house.asOwner('ALTER TABLE emergency_access RENAME TO emergency_access_away');
  await house.asOwner('ALTER VIEW emergency_access_state RENAME TO emergency_access_state_away');
  try {
    const unavailable = [{ extensions: { code: 'EMERGENCY_UNAVAILABLE' } }];
    expect((await house.ask(clerk, start(binh))).errors).toMatchObject(unavailable);
    expect(await house.ask(clerk, view(an))).toMatchObject({ data: { citizen: null }, errors: unavailable });
  } finally {
    await house.asOwner('ALTER VIEW emergency_access_state_away RENAME TO emergency_access_state');
    await house.asOwner('ALTER TABLE emergency_access_away RENAME TO emergency_access');
  }
});

test('no log line has the text, the dossier or the number', () => {
  const found = /accident|E-1\b|(?<!-)\b[0-9]{12}\b|Nguyễn|nurse/.exec(house.log());
  expect(found?.[0]).toBeUndefined();
  expect(house.log().includes('an emergency access was started')).toBe(true);
});

interface Started {
  readonly data: { readonly startEmergencyAccess: { readonly startedAt: string; readonly endsAt: string } };
}

/** Seconds since 1970. */
function seconds(fromNow: number): number {
  return Math.floor(Date.now() / 1000) + fromNow;
}

import { describe, expect, jest, test } from '@jest/globals';
import type { Caller } from '../../../gateway/caller/caller.ts';
import type { ActiveConsents, Consent } from '../../../gateway/consents/active/active-consents.ts';
import type { FieldRegister, RegisteredField } from '../../../gateway/disclosure/field-register.ts';
import { FieldSet } from '../../../gateway/disclosure/field-set.ts';
import { createPublicMasks, type Masks } from '../../../gateway/disclosure/masks.ts';
import { PurposeDisclosure } from '../../../gateway/disclosure/purpose-disclosure.ts';
import type { ServedPurpose } from '../../../gateway/disclosure/served-purposes.ts';
import type { StatedConsents } from '../../../gateway/disclosure/verdicts.ts';
import { Verdicts } from '../../../gateway/disclosure/verdicts.ts';
import type { Standing } from '../../../gateway/identity/standing.ts';
import type { Mark } from '../../../schema/marks/mark.ts';

const marks: readonly [string, Mark][] = [
  ['honours', { scope: 'state.honours', class: 'PUBLIC' }],
  ['name', { scope: 'state.name', class: 'BASIC' }],
  ['phone', { scope: 'state.contact', class: 'BASIC' }],
  ['email', { scope: 'state.contact', class: 'BASIC' }],
  ['illness', { scope: 'health.illness', class: 'SENSITIVE' }],
  ['crimes', { scope: 'courts.crimes', class: 'RESTRICTED' }],
];
const fields = marks.map(([name, mark], index): RegisteredField => {
  return { index, mark, coordinate: `Citizen.${name}`, ministries: ['state'], label: { vi: name, en: name } };
});
const register: FieldRegister = {
  fields,
  find: (name) => fields.find(({ coordinate }) => coordinate === name),
};
const verdicts = new Verdicts(register);
const publicMasks = createPublicMasks(register);
const subject = mask(['name'], ['phone', 'email']);
const relatives = mask([], ['name']);
const rules = { findMasks: () => ({ subject, relatives }), publicMasks, verdicts };

const purpose = { code: 'loan', consentCeiling: { maxDays: 30, eidLevel: 2 } } as ServedPurpose;
const bank: Caller = {
  role: 'partner',
  person: 'service',
  client: 'service',
  agency: { code: 'B-1', kind: 'bank' },
  eidLevel: 0,
  citizen: undefined,
  signedInAt: undefined,
};
const [an, formerly, son] = ['001190000001', '001190000009', '001215000002'];
const DAY_MS = 86_400_000;
const now = Date.now();

describe('by consent', () => {
  test('what the citizen consented to is open, and what the law opens', async () => {
    const disclosure = await decide({ [an]: [consent({ fields: ['phone'] })] });
    expect(open(disclosure, an)).toEqual(['honours', 'name', 'phone']);
    expect(reasons(disclosure, an)).toEqual({
      email: 'CONSENT_REQUIRED',
      illness: 'NOT_IN_PURPOSE',
      crimes: 'RESTRICTED',
    });
  });

  test('a consent opens nothing that the purpose does not name', async () => {
    const disclosure = await decide({ [an]: [consent({ fields: ['illness', 'crimes', 'unknown'] })] });
    expect(open(disclosure, an)).toEqual(['honours', 'name']);
  });

  test.each<[string, Partial<Consent>, string]>([
    ['for another agency', { agency: 'B-2' }, 'CONSENT_REQUIRED'],
    ['for another purpose', { purpose: 'insurance' }, 'CONSENT_REQUIRED'],
    ['that does not hold yet', { validFrom: now + DAY_MS, validUntil: now + 2 * DAY_MS }, 'CONSENT_REQUIRED'],
    ['that has expired', { validUntil: now }, 'CONSENT_EXPIRED'],
    ['that runs longer than its purpose allows', { validFrom: now - 30 * DAY_MS }, 'CONSENT_EXPIRED'],
    ['that was withdrawn', { state: 'withdrawn' }, 'CONSENT_WITHDRAWN'],
    ['for other fields', { fields: new Set(['Citizen.email']) }, 'CONSENT_REQUIRED'],
  ])('one %s opens nothing', async (_, changes, reason) => {
    const disclosure = await decide({ [an]: [{ ...consent({ fields: ['phone'] }), ...changes }] });
    expect(open(disclosure, an)).not.toContain('phone');
    expect(reasons(disclosure, an)).toMatchObject({ phone: reason });
  });

  test('nothing is open where nobody can say who consents, and the law still holds', async () => {
    const disclosure = await decide({ [an]: 'unavailable' });
    expect(open(disclosure, an)).toEqual(['honours', 'name']);
    expect(reasons(disclosure, an)).toMatchObject({ phone: 'CONSENT_UNAVAILABLE', crimes: 'RESTRICTED' });
  });

  test('each consents for themselves', async () => {
    const disclosure = await decide({ [an]: [consent({ fields: ['phone', 'name'] })] }, { people: [an, son] });
    expect(open(disclosure, son)).toEqual(['honours']);
    expect(reasons(disclosure, son)).toMatchObject({ name: 'CONSENT_REQUIRED', phone: 'NOT_IN_PURPOSE' });
  });

  test('what somebody consented to under a number that was replaced holds', async () => {
    const stated = { [formerly]: [consent({ fields: ['email'] })], [an]: [consent({ fields: ['phone'] })] };
    expect(open(await decide(stated, { former: [formerly] }), an)).toEqual(['honours', 'name', 'phone', 'email']);
    expect(open(await decide(stated), an)).toEqual(['honours', 'name', 'phone']);
    const standing: Standing = { isProtected: false, personalIds: [son, formerly] };
    const disclosure = await decide(
      { [formerly]: [consent({ fields: ['name'] })] },
      { people: [son], standings: { [son]: standing } },
    );
    expect(open(disclosure, son)).toEqual(['honours', 'name']);
  });

  test('says by which consent a field is open', async () => {
    const disclosure = await decide({ [an]: [consent({ id: 'one', fields: ['phone'] }), consent({ fields: [] })] });
    const { openByConsent = [] } = disclosure.verdictOn(an);
    expect(openByConsent.map(({ consent, fields }) => [consent.id, fields.indexes])).toEqual([
      ['one', [indexOf('phone')]],
    ]);
  });
});

describe('while the request runs', () => {
  test('a consent that is withdrawn opens nothing any more', async () => {
    const stated: Record<string, StatedConsents> = { [an]: [consent({ fields: ['phone', 'email'] })] };
    const disclosure = await decide(stated);
    expect(open(disclosure, an)).toContain('phone');
    stated[an] = [consent({ fields: ['phone'], state: 'withdrawn' }), consent({ fields: ['email'] })];
    expect(open(disclosure, an)).toEqual(['honours', 'name', 'email']);
    expect(reasons(disclosure, an)).toMatchObject({ phone: 'CONSENT_WITHDRAWN' });
  });

  test('a consent that is given opens nothing yet, since nothing was fetched for it', async () => {
    const stated: Record<string, StatedConsents> = { [an]: [] };
    const disclosure = await decide(stated);
    expect(open(disclosure, an)).toEqual(['honours', 'name']);
    stated[an] = [consent({ fields: ['phone'] })];
    expect(open(disclosure, an)).toEqual(['honours', 'name']);
    expect(reasons(disclosure, an)).toMatchObject({ phone: 'CONSENT_REQUIRED' });
  });

  test('a consent that runs out opens nothing any more', async () => {
    const disclosure = await decide({ [an]: [consent({ fields: ['phone'], validUntil: now + DAY_MS })] });
    expect(open(disclosure, an)).toContain('phone');
    const clock = jest.spyOn(Date, 'now').mockReturnValue(now + DAY_MS);
    expect(open(disclosure, an)).not.toContain('phone');
    expect(reasons(disclosure, an)).toMatchObject({ phone: 'CONSENT_EXPIRED' });
    clock.mockRestore();
  });
});

describe('whom the request is not about', () => {
  test('nothing but what is public is told of one who is protected', async () => {
    const standing: Standing = { isProtected: true, personalIds: [son] };
    const stated = { [son]: [consent({ fields: ['name'] })] };
    const disclosure = await decide(stated, { people: [son], standings: { [son]: standing } });
    expect(open(disclosure, son)).toEqual(['honours']);
    expect(reasons(disclosure, son)).toMatchObject({
      name: 'SUBJECT_PROTECTED',
      illness: 'NOT_IN_PURPOSE',
      crimes: 'RESTRICTED',
    });
  });

  test('the same holds where nobody can say', async () => {
    const disclosure = await decide({ [son]: [consent({ fields: ['name'] })] }, { people: [son], standings: {} });
    expect(open(disclosure, son)).toEqual(['honours']);
    expect(reasons(disclosure, son)).toMatchObject({ name: 'SUBJECT_PROTECTED' });
  });
});

test('nothing but what is public is open before somebody was decided on', () => {
  const disclosure = create({ [an]: [consent({ fields: ['phone'] })] }, {});
  expect(open(disclosure, an)).toEqual(['honours']);
});

test('nobody is decided on before it is known whom the request is about', async () => {
  const disclosure = create({}, {});
  const identifying = Promise.withResolvers<{ personalId: string; formerPersonalIds: string[] }>();
  disclosure.expectSubject(identifying.promise);
  disclosure.expectSubject(Promise.reject(new Error('nobody of that name')));
  const decided = disclosure.decide([son]);
  identifying.resolve({ personalId: son, formerPersonalIds: [] });
  await decided;
  expect(disclosure.verdictOn(son).open).toBe(verdicts.byLaw(subject).open);
});

test('everybody is looked up once, however often they come up', async () => {
  const asked: string[] = [];
  const disclosure = create({}, {}, asked);
  await Promise.all([disclosure.decide([son, an]), disclosure.decide([son]), disclosure.decide([an])]);
  await disclosure.decide([son]);
  expect(asked).toEqual([son]);
});

test('equal verdicts open one and the same set', async () => {
  const first = await decide({ [an]: [consent({ fields: ['phone'] })] });
  const second = await decide({ [an]: [consent({ fields: ['phone', 'crimes'] })] });
  expect(first.verdictOn(an).open).toBe(second.verdictOn(an).open);
  const neither = await decide({ [an]: [] });
  expect(neither.verdictOn(an).open).toBe(verdicts.byLaw(subject).open);
});

interface Scene {
  /** Who is decided on; the subject alone unless it says otherwise. */
  readonly people?: readonly string[];
  /** The subject's numbers of before. */
  readonly former?: readonly string[];
  readonly standings?: Readonly<Record<string, Standing>>;
}

async function decide(stated: Readonly<Record<string, StatedConsents>>, scene: Scene = {}) {
  const disclosure = create(stated, scene);
  await disclosure.decide(scene.people ?? [an]);
  return disclosure;
}

function create(stated: Readonly<Record<string, StatedConsents>>, scene: Scene, asked: string[] = []) {
  const { former = [], standings = { [son]: { isProtected: false, personalIds: [son] } } } = scene;
  const disclosure = new PurposeDisclosure({
    rules,
    caller: bank,
    consents: statedConsents(stated),
    findStandings: async (personalIds) => {
      asked.push(...personalIds);
      return new Map(Object.entries(standings));
    },
  });
  disclosure.state(purpose, null);
  disclosure.expectSubject(Promise.resolve({ personalId: an, formerPersonalIds: former }));
  return disclosure;
}

/** What is stated now, found at once. */
function statedConsents(stated: Readonly<Record<string, StatedConsents>>): Pick<ActiveConsents, 'open'> {
  const none: readonly Consent[] = [];
  return {
    open: () => ({
      version: 0,
      find: () => undefined,
      of: (personalId) => stated[personalId] ?? none,
      close: () => {},
    }),
  };
}

function consent({
  fields,
  ...changes
}: Partial<Omit<Consent, 'fields'>> & { readonly fields: readonly string[] }): Consent {
  return {
    id: 'some',
    version: 1,
    agency: 'B-1',
    purpose: 'loan',
    state: 'given',
    validFrom: now - DAY_MS,
    validUntil: now + 20 * DAY_MS,
    ...changes,
    fields: new Set(fields.map((name) => `Citizen.${name}`)),
  };
}

function mask(byLaw: readonly string[], byConsent: readonly string[]): Masks {
  return {
    ...publicMasks,
    byLaw: FieldSet.of(byLaw.map(indexOf)).union(publicMasks.byLaw),
    byConsent: FieldSet.of(byConsent.map(indexOf)),
  };
}

function indexOf(name: string): number {
  return register.find(`Citizen.${name}`)?.index ?? -1;
}

function open(disclosure: PurposeDisclosure, personalId: string): string[] {
  return disclosure.verdictOn(personalId).open.indexes.map(nameOf);
}

function reasons(disclosure: PurposeDisclosure, personalId: string) {
  const { open, reasonFor } = disclosure.verdictOn(personalId);
  const withheld = register.fields.filter(({ index }) => !open.has(index));
  return Object.fromEntries(withheld.map(({ index }) => [nameOf(index), reasonFor(index)]));
}

function nameOf(index: number): string {
  return String(register.fields[index]?.coordinate.split('.')[1]);
}

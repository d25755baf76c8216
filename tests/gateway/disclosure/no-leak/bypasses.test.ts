import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ask } from './ask.ts';
import { type SampleCaller, sampleCallers } from './callers.ts';
import { openCity } from './city/open-city.ts';
import { FAMILIES, PEOPLE, type PersonName, personalIdOf } from './city/people.ts';
import type { World } from './world.ts';

/*
 * Ways in which other gateways were led around their rules, each by its name; generated requests (`no-leak.test.ts`) mix
 * them. Beside these: a directive under another name (`tests/schema/composition/rules/mark-named.test.ts`), a field that
 * is less closed than what it requires (`requires-closure.test.ts`), names that reach the prototype of objects
 * (`tests/gateway/plan/hostile-names.test.ts`), answers that callers share (`tests/gateway/request/shared-answers.test.ts`),
 * and the same over real processes (`tests/e2e/roles.test.ts`).
 */

let city: World;
/** A family of whom nobody is protected, so that all can be asked about. */
let family: number;
beforeAll(async () => {
  city = await openCity();
  const isOpen = (name: PersonName, number: number) =>
    city.population.find(personalIdOf(number, name))?.isProtected === false;
  family =
    Array.from({ length: FAMILIES }, (_, number) => number).find((number) =>
      PEOPLE.every((name) => isOpen(name, number)),
    ) ?? 0;
});
afterAll(() => city.close());

const { clerk, clerkAtLevel1, court, nurse, citizen } = sampleCallers;

describe('a mark of an interface', () => {
  test.each([
    ['the interface', '{ papers { __typename number issued } }'],
    ['the type', '{ papers { __typename ... on Passport { number issued } ... on Licence { number issued } } }'],
    [
      'an alias',
      '{ papers { __typename ... on Passport { issued: number kinds: number } ... on Licence { number } } }',
    ],
    ['a fragment', '{ papers { ...P } } fragment P on Paper { __typename ... { ... on Paper { number issued } } }'],
  ])('gives way to the closer one of its type, asked by %s', async (_way, selection) => {
    const { about, asked } = await askAs(clerk, 'binh', 'registration', selection);
    expect(JSON.stringify(about)).not.toMatch(/passport \w+ \d/);
    expect(JSON.stringify(about)).toMatch(/licence binh \d/);
    expect(asked).not.toContain('Passport.number');
  });
});

describe('what a field is made from', () => {
  test('is fetched for it and not told, however it is asked for beside it', async () => {
    const { about, asked } = await askAs(clerk, 'chi', 'registration', '{ summons greeting s: greeting }');
    expect(about).toEqual({ summons: 'Summons: Dear MALE', greeting: null, s: null });
    expect(asked).toEqual(expect.arrayContaining(['Citizen.summons', 'Citizen.greeting', 'Citizen.sex']));
  });

  test('is not fetched when what is made from it is withheld', async () => {
    const { about, asked } = await askAs(court, 'an', 'trial', '{ fullName summons fine bracket household { size } }');
    expect(about).toEqual({
      fullName: `Nguyễn an ${family}`,
      summons: null,
      fine: null,
      bracket: null,
      household: null,
    });
    expect(asked).toEqual(['Citizen.fullName']);
  });
});

describe('a withheld way to who may be a citizen or a firm', () => {
  test.each([
    ['a citizen', '{ guardian { ... on Citizen { fine } } }'],
    ['a firm', '{ guardian { ... on Firm { turnover } } }'],
    ['either', '{ guardian { ... on Citizen { fine } ... on Firm { turnover } } }'],
  ])('is not asked for what is open of %s', async (_what, selection) => {
    expect(await askAs(clerkAtLevel1, 'chi', 'benefit', selection)).toEqual({ about: { guardian: null }, asked: [] });
    expect((await askAs(clerk, 'chi', 'benefit', selection)).asked).toContain('Citizen.guardian');
  });
});

describe('an operation that is known already', () => {
  test('is answered to each caller by what that one may be told, also at the same time', async () => {
    const selection = '{ fullName hearings { day } debts { amount ruling } }';
    const callers = [court, nurse, court, clerk, nurse, clerk, court, nurse];
    const purposes = new Map<SampleCaller, string>([
      [court, 'trial'],
      [nurse, 'benefit'],
      [clerk, 'registration'],
    ]);
    const answers = await Promise.all(
      callers.map((caller) => askAs(caller, 'an', purposes.get(caller) ?? '', selection)),
    );
    for (const [index, { about }] of answers.entries()) {
      const { hearings, debts } = about as { hearings: unknown; debts: { amount: unknown; ruling: unknown }[] | null };
      expect(hearings === null).toBe(callers[index] !== court);
      if (callers[index] === court) expect(debts?.[0]).toMatchObject({ ruling: `ruling ${family}-1` });
      if (callers[index] === nurse) expect(debts?.[0]).toEqual({ amount: family * 1_000 + 1, ruling: null });
    }
  });

  test('is another one when another of its document is chosen by name', async () => {
    const text = `query A { me { fullName } } query B { me { hearings { day } } }`;
    const self = personalIdOf(family, 'an');
    const token = `Bearer ${await city.token({ sub: 'named', client_id: 'app', role: 'citizen', personal_id: self, acr: 'urn:citizen-graph:eid:2' })}`;
    const answers = [];
    for (const operationName of ['A', 'B', 'A']) {
      answers.push(await (await city.post({ query: text, operationName }, token)).json());
    }
    expect(answers[0]).toMatchObject({ data: { me: { fullName: `Nguyễn an ${family}` } } });
    expect(answers[1]).toMatchObject({ data: { me: { hearings: null } } });
    expect(answers[2]).toEqual(answers[0]);
  });
});

describe('one verdict', () => {
  test('holds for one citizen: relatives and subjects in one answer each have their own', async () => {
    const family = '{ fullName dateOfBirth spouse { fullName dateOfBirth spouse { fullName dateOfBirth } } }';
    const { about } = await askAs(clerk, 'an', 'registration', family);
    expect(about).toMatchObject({ dateOfBirth: '1951-01-01', spouse: { spouse: null } });
  });
});

describe('one operation', () => {
  test('has one purpose: what a second one would open stays closed', async () => {
    const { fullName, dateOfBirth } = city.population.find(personalIdOf(family, 'an')) ?? {};
    const named = 'personalId: $id, fullName: $name, dateOfBirth: $born';
    const text = `query ($id: PersonalId!, $name: String!, $born: PartialDate!) {
      a: citizen(${named}, purpose: { code: "registration", dossier: "T-1" }) { fullName debts { amount } }
      b: citizen(${named}, purpose: { code: "benefit", dossier: "T-1" }) { fullName debts { amount } }
      c: citizen(${named}, purpose: { code: "registration", dossier: "T-2" }) { fullName }
    }`;
    const variables = { id: personalIdOf(family, 'an'), name: fullName, born: dateOfBirth };
    const { data, errors } = JSON.parse((await send(clerk, 'an', text, variables)).text);
    expect(data).toMatchObject({ a: { fullName }, b: null, c: null });
    const refused = errors.filter(({ path }: { path: readonly unknown[] }) => path.length === 1);
    expect(refused).toMatchObject([
      { path: ['b'], extensions: { code: 'PURPOSES_DIFFER' } },
      { path: ['c'], extensions: { code: 'PURPOSES_DIFFER' } },
    ]);
  });
});

describe('a protected citizen', () => {
  test('is told of to nobody who asks about another, nor is any ministry asked', async () => {
    const number = Array.from({ length: FAMILIES }, (_, at) => at).find(
      (at) => !isProtected('an', at) && !isProtected('binh', at) && isProtected('chi', at),
    );
    const members =
      'household { head { fullName } members { since citizen { personalId fullName sex papers { number } } } }';
    const { text } = await askAbout(clerk, 'an', 'registration', `{ children { fullName sex } ${members} }`, number);
    const { data, errors } = JSON.parse(text);
    const { children, household } = data.about;
    expect(children[0]).toEqual({ fullName: null, sex: null });
    expect(household.members[1].citizen).toMatchObject({ fullName: `Nguyễn binh ${number}` });
    expect(household.members[2].citizen).toMatchObject({ fullName: null, sex: null, papers: null });
    const reasons = errors.filter(({ path }: { path: readonly unknown[] }) =>
      path.join('/').includes('members/2/citizen'),
    );
    expect(reasons.map((error: { extensions: { reason: string } }) => error.extensions.reason)).toEqual([
      'SUBJECT_PROTECTED',
      'SUBJECT_PROTECTED',
      'NOT_IN_PURPOSE',
    ]);
    expect(text).not.toContain('Nguyễn chi');
  });
});

function isProtected(name: PersonName, number: number): boolean {
  return city.population.find(personalIdOf(number, name))?.isProtected !== false;
}

test('who comes up at a ministry’s own root, and is asked about too, is the one who is asked about', async () => {
  const number = isProtected('an', 0) ? 1 : 0;
  const { fullName, dateOfBirth } = city.population.find(personalIdOf(number, 'an')) ?? {};
  const text = `query ($id: PersonalId!, $name: String!, $born: PartialDate!, $purpose: PurposeInput!) {
    council { personalId dateOfBirth } mayor { personalId dateOfBirth }
    about: citizen(personalId: $id, fullName: $name, dateOfBirth: $born, purpose: $purpose) { dateOfBirth }
  }`;
  const purpose = { code: 'registration', dossier: 'T-1' };
  const variables = { id: personalIdOf(number, 'an'), name: fullName, born: dateOfBirth, purpose };
  const { data } = JSON.parse((await send(clerk, 'an', text, variables)).text);
  const elsewhere = [data.mayor, ...data.council].find((citizen) => citizen?.personalId === variables.id);
  expect([elsewhere.dateOfBirth, data.about.dateOfBirth]).toEqual([dateOfBirth, dateOfBirth]);
});

describe('a name that reaches the prototype of objects', () => {
  test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])('%s is no purpose', async (code) => {
    const { text } = await send(citizen, 'an', 'query ($p: PurposeInput!) { me(purpose: $p) { fullName } }', {
      p: { code, dossier: code },
    });
    expect(JSON.parse(text)).toMatchObject({
      data: { me: null },
      errors: [{ extensions: { code: 'PURPOSE_UNKNOWN' } }],
    });
  });

  test('is an agency that nobody consented to', async () => {
    const outsider: SampleCaller = { ...sampleCallers.hospital, agency: '__proto__' };
    const { about } = await askAs(outsider, 'an', 'service', '{ fullName doses { lot } }');
    expect(about).toEqual({ fullName: null, doses: null });
  });

  test('opens nothing as an alias of a withheld field, or of the key', async () => {
    const selection = '{ __proto__: religion constructor: personalId personalId: fullName toString: bloodGroup }';
    const { text, asked } = await askAbout(clerk, 'chi', 'registration', selection);
    expect(text).not.toMatch(/religion chi|blood chi/);
    expect(asked).toEqual(['Citizen.fullName']);
  });
});

describe('what stands in the graph for the gateway alone', () => {
  test.each([
    '{ _entities(representations: [{ __typename: "Citizen", personalId: "001090000301" }]) { __typename } }',
    '{ _service { sdl } }',
    '{ subject { fullName } }',
    '{ legacyIdHolders { citizens { fullName } } }',
    '{ ministryDatasets { id } }',
  ])('is not in the callers’: %s', async (text) => {
    const { text: body, asked } = await send(clerk, 'an', text, {});
    expect(JSON.parse(body)).toMatchObject({ errors: [{ extensions: { code: 'OPERATION_INVALID' } }] });
    expect(body).not.toContain('"data"');
    expect(asked).toEqual([]);
  });

  test('is not named by introspection', async () => {
    const { text } = await send(clerk, 'an', '{ __schema { types { name fields { name } } } }', {});
    expect(text).not.toMatch(
      /_entities|_service|_Any|_Entity|legacyIdHolders|LegacyIdHolders|join__|ministryStatistics/,
    );
  });
});

async function askAs(caller: SampleCaller, name: PersonName, purpose: string, selection: string) {
  const { text, asked } = await askAbout(caller, name, purpose, selection);
  return { about: (JSON.parse(text) as { data: { about: unknown } }).data.about, asked };
}

async function askAbout(caller: SampleCaller, name: PersonName, purpose: string, selection: string, number = family) {
  const { fullName, dateOfBirth } = city.population.find(personalIdOf(number, name)) ?? {};
  const start = selection.indexOf('fragment');
  const [set, fragment] = start < 0 ? [selection, ''] : [selection.slice(0, start), selection.slice(start)];
  const text = `query ($id: PersonalId!, $name: String!, $born: PartialDate!, $purpose: PurposeInput!) {
    about: citizen(personalId: $id, fullName: $name, dateOfBirth: $born, purpose: $purpose) ${set} } ${fragment}`;
  const purposeInput = { code: purpose, dossier: 'T-1' };
  return await send(caller, name, text, {
    id: personalIdOf(number, name),
    name: fullName,
    born: dateOfBirth,
    purpose: purposeInput,
  });
}

/** The answer, and the marked fields that ministries were asked for beside who somebody is. */
async function send(
  caller: SampleCaller,
  name: PersonName,
  text: string,
  variables: Readonly<Record<string, unknown>>,
) {
  city.takeAsked();
  const answer = await ask(city, { caller, self: personalIdOf(family, name), text, variables });
  const asked = city.takeAsked().filter(({ coordinates }) => !coordinates.has('Citizen.isProtected'));
  const names = asked.flatMap(({ coordinates }) => [...coordinates].filter((coordinate) => city.marks.has(coordinate)));
  return { text: answer, asked: [...new Set(names)].sort() };
}

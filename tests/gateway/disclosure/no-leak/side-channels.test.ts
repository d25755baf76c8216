import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ask } from './ask.ts';
import { callers, type SampleCaller, sampleCallers } from './callers.ts';
import { openCity } from './city/open-city.ts';
import { FAMILIES, PEOPLE, type PersonName, personalIdOf } from './city/people.ts';
import { mayState } from './rules.ts';
import type { World } from './world.ts';

/*
 * What is RESTRICTED must not show, and neither may whether there is any. An stands before a court, Chi does not: whoever
 * may not see that gets the same answer about both, and the same calls are made for it.
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

describe.each([
  '{ hearings { day } }',
  '{ hearings { day about { ruling notes } sides { __typename ... on Plaintiff { demand } } } }',
  '{ isProtected }',
  '{ personalId hearings { __typename } isProtected }',
  '{ fullName: hearings { day } h: hearings { sides { ... on Citizen { fullName } } } ...F } fragment F on Citizen { hearings { day } }',
  '{ rubbish: __typename hearings @include(if: true) { about { amount surety { fullName } } } }',
])('%s', (selection) => {
  test('tells nobody who is not its authority whether there is any', async () => {
    const questions = listQuestions().filter(({ caller }) => caller.kind !== 'court');
    for (const { caller, purpose } of questions) {
      const answers = [];
      for (const name of ['an', 'chi'] as const) answers.push(await askAbout(name, caller, purpose, selection));
      expect([caller, purpose, answers[0]]).toEqual([caller, purpose, answers[1]]);
    }
    expect(questions.length).toBeGreaterThan(10);
  });

  test('tells no citizen what a court has of them', async () => {
    const answers = [];
    for (const name of ['an', 'chi'] as const) answers.push(await askForSelf(name, sampleCallers.citizen, selection));
    expect(answers[0]).toEqual(answers[1]);
  });
});

test('its authority sees who has some and who has none', async () => {
  const selection = '{ hearings { day } }';
  const [withSome, withNone] = [
    await askAbout('an', sampleCallers.court, 'trial', selection),
    await askAbout('chi', sampleCallers.court, 'trial', selection),
  ];
  expect(JSON.parse(withSome.text)).toMatchObject({ data: { about: { hearings: [{ day: 1 }, { day: 2 }] } } });
  expect(JSON.parse(withNone.text)).toMatchObject({ data: { about: { hearings: [] } } });
});

test('below a record that is open, a RESTRICTED value is withheld where there is one and where there is none', async () => {
  const { text, calls } = await askAbout('an', sampleCallers.nurse, 'benefit', '{ debts { amount ruling } }');
  const { data, errors } = JSON.parse(text);
  expect(data.about.debts).toEqual([
    { amount: family * 1_000 + 1, ruling: null },
    { amount: family * 1_000 + 3, ruling: null },
  ]);
  const told = errors.map(({ path, ...rest }: { path: readonly unknown[] }) => ({ ...rest, at: path.at(-1) }));
  expect(told).toHaveLength(2);
  expect(told[0]).toEqual(told[1]);
  expect(told[0]).toMatchObject({ extensions: { code: 'WITHHELD', reason: 'RESTRICTED' } });
  expect(calls.join()).not.toContain('Debt.ruling');
});

test('who in a household is before a court does not show in how much is said of each', async () => {
  const selection = '{ household { members { role citizen { hearings { day } isProtected } } } }';
  const { text } = await askAbout('an', sampleCallers.clerk, 'registration', selection);
  const { data, errors } = JSON.parse(text);
  const nothing = { hearings: null, isProtected: null };
  expect(data.about.household.members.map(({ citizen }: { citizen: unknown }) => citizen)).toEqual(
    Array(4).fill(nothing),
  );
  const said = errors.map(({ path, ...rest }: { path: readonly unknown[] }) => ({ ...rest, at: path.at(-1) }));
  expect(said).toHaveLength(8);
  for (let member = 1; member < 4; member++) expect(said.slice(member * 2, member * 2 + 2)).toEqual(said.slice(0, 2));
});

interface Question {
  readonly caller: SampleCaller;
  readonly purpose: string;
}

/** Each caller with each purpose for which they may name somebody. */
function listQuestions(): Question[] {
  const naming = callers.filter(({ role }) => role === 'clerk' || role === 'partner');
  return naming.flatMap((caller) =>
    [...city.purposes.values()].flatMap((purpose) =>
      mayState(purpose, caller) ? { caller, purpose: purpose.code } : [],
    ),
  );
}

async function askAbout(name: PersonName, caller: SampleCaller, purpose: string, selection: string) {
  const personalId = personalIdOf(family, name);
  const { fullName, dateOfBirth } = city.population.find(personalId) ?? {};
  const [set = '', fragment = ''] = splitFragment(selection);
  const stated = 'fullName: $name, dateOfBirth: $born, purpose: $purpose';
  const text = `query ($id: PersonalId!, $name: String!, $born: PartialDate!, $purpose: PurposeInput!) {
    about: citizen(personalId: $id, ${stated}) ${set} } ${fragment}`;
  const variables = { id: personalId, name: fullName, born: dateOfBirth, purpose: { code: purpose, dossier: 'T-1' } };
  return await send({ caller, self: personalId, text, variables });
}

async function askForSelf(name: PersonName, caller: SampleCaller, selection: string) {
  const [set = '', fragment = ''] = splitFragment(selection);
  return await send({
    caller,
    self: personalIdOf(family, name),
    text: `{ about: me ${set} } ${fragment}`,
    variables: {},
  });
}

/** The answer and the calls that were made for it, whoever it is about. */
async function send(request: Parameters<typeof ask>[1]) {
  city.takeAsked();
  const text = await ask(city, request);
  const calls = city.takeAsked().map(({ owners, coordinates }) => `${owners?.length} ${[...coordinates].sort()}`);
  return { text: text.replaceAll(request.self, 'whoever'), calls: calls.sort() };
}

function splitFragment(selection: string): readonly string[] {
  const start = selection.indexOf('fragment F');
  return start < 0 ? [selection] : [selection.slice(0, start), selection.slice(start)];
}

import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { TIMEOUT_MS } from '../../plan/federation/property.ts';
import { ask } from './ask.ts';
import { callers } from './callers.ts';
import { holdRules } from './hold-rules.ts';
import { openMinistries } from './ministries/open-ministries.ts';
import { mayState } from './rules.ts';
import type { Named, World } from './world.ts';

let ministries: World;
beforeAll(async () => {
  ministries = await openMinistries();
});
afterAll(() => ministries.close());

test(
  'an answer over all ministries holds every open value of their databases and no withheld one, and none is asked for more',
  () => holdRules(ministries, 120, 1),
  TIMEOUT_MS,
);

test(
  'the same holds for each of many who send one operation at the same time',
  () => holdRules(ministries, 60, 6),
  TIMEOUT_MS,
);

test('who stands before a criminal court shows to nobody whom the law does not name', async () => {
  const people = ministries.population.families
    .flat()
    .filter((named) => !ministries.population.find(named.personalId)?.isProtected);
  const withSome = people.find((named) => hasCriminalCases(named));
  const withNone = people.find((named) => !hasCriminalCases(named));
  expect([withSome, withNone]).not.toContain(undefined);
  const authorities = ministries.authorities.get('courts.criminal-cases') ?? [];
  const questions = callers
    .filter(({ role, kind }) => (role === 'clerk' || role === 'partner') && !(kind && authorities.includes(kind)))
    .flatMap((caller) =>
      [...ministries.purposes.values()].flatMap((purpose) => (mayState(purpose, caller) ? { caller, purpose } : [])),
    );
  expect(questions.length).toBeGreaterThan(20);
  for (const {
    caller,
    purpose: { code },
  } of questions) {
    const answers = [];
    for (const named of [withSome, withNone]) {
      const { legacyId: _, ...variables } = named as Named;
      const purpose = { code, dossier: 'T-1' };
      ministries.takeAsked();
      const text = await ask(ministries, {
        caller,
        self: variables.personalId,
        text: CRIMINAL_CASES,
        variables: { ...variables, purpose },
      });
      const calls = ministries.takeAsked().map(({ coordinates }) => [...coordinates].sort().join());
      answers.push({ text: text.replaceAll(variables.personalId, 'whoever'), calls: calls.sort() });
    }
    expect([caller, code, answers[0]]).toEqual([caller, code, answers[1]]);
  }
});

function hasCriminalCases({ personalId }: Named): boolean {
  const { source } = ministries.population.find(personalId) ?? {};
  const cases: unknown = source && 'criminalCases' in source ? source.criminalCases : undefined;
  return Array.isArray(cases) && cases.length > 0;
}

const CRIMINAL_CASES = `query ($personalId: PersonalId!, $fullName: String!, $dateOfBirth: PartialDate!, $purpose: PurposeInput!) {
  citizen(personalId: $personalId, fullName: $fullName, dateOfBirth: $dateOfBirth, purpose: $purpose) {
    personalId criminalCases { role case { acceptanceNumber parties { citizen { fullName } } } } isProtected
  }
}`;

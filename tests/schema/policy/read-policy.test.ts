import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { PolicyError, policyDirectory, readPolicy } from '../../../schema/policy/read-policy.ts';

/** What is wrong with the rules when a file has another text, or is there in addition. */
function problemsWith(files: Readonly<Record<string, string>>): string {
  try {
    readPolicy(policyDirectory, new Map(Object.entries(files))).close();
    return '';
  } catch (error) {
    if (error instanceof PolicyError) return error.message;
    throw error;
  }
}

const scope = 'principal, action == Action::"disclose", resource is PersonalField';

describe('readPolicy', () => {
  test('finds nothing wrong with the rules that come with Citizen Graph', () => {
    expect(problemsWith({})).toBe('');
  });

  test.each([
    ['a syntax error', `// A comment.\npermit (${scope}) whe { true };`, 'always/trial.cedar:2: '],
    [
      'a rule without an id',
      `\n@reason("RESTRICTED")\nforbid (${scope});`,
      'always/trial.cedar:2: has a rule without an @id',
    ],
    ['an id that is none', `@id("A rule") permit (${scope});`, 'has a rule without an @id of lower-case words'],
    [
      'a forbid without a reason',
      `@id("trial") forbid (${scope});`,
      'always/trial.cedar:1: trial: a forbid needs a @reason',
    ],
    [
      'a reason that nobody knows',
      `@id("trial") @reason("WHIM") forbid (${scope});`,
      'trial: a forbid needs a @reason',
    ],
    [
      'a permit with a reason',
      `@id("trial") @reason("RESTRICTED") permit (${scope});`,
      'trial: a permit withholds nothing',
    ],
    ['a basis that is none', `@id("trial") @basis("The law") permit (${scope});`, 'trial: its @basis is no document'],
    ['the id of another rule', `@id("public") permit (${scope});`, 'always/trial.cedar: public is the @id of another'],
    [
      'an attribute that fields do not have',
      `@id("trial") permit (${scope}) when { resource.colour == "red" };`,
      'always/trial.cedar: trial: for policy `trial`, attribute `colour`',
    ],
    [
      'a comparison of what cannot be compared',
      `@id("trial") permit (${scope}) when { principal.eidLevel == "2" };`,
      'always/trial.cedar: trial: the types Long and String are not compatible',
    ],
    [
      'a rule that can never apply',
      `@id("trial") permit (principal is PublicField, action == Action::"disclose", resource);`,
      'always/trial.cedar: trial: ',
    ],
    ['a slot', `@id("trial") permit (principal == ?principal, action, resource);`, 'has a rule with a ?slot'],
  ])('refuses %s and names the file and the rule', (_, text, problem) => {
    expect(problemsWith({ 'always/trial.cedar': text })).toContain(problem);
  });

  test.each([
    ['a set without rules', 'trial: { from: 2099-01-01 }', 'rule-sets/trial.cedar: cannot be read'],
    [
      'rules without a set',
      'decree-13-2023: { from: 2023-07-01 }',
      'personal-data-law-2025.cedar: rule-sets.yaml names no',
    ],
    [
      'two sets on a day',
      'decree-13-2023: { from: 2023-07-01 }\npersonal-data-law-2025: { from: 2026-01-01 }',
      'decree-13-2023 and personal-data-law-2025 hold on the same days',
    ],
    ['an end before the beginning', 'decree-13-2023: { from: 2023-07-01, until: 2023-01-01 }', 'ends before it begins'],
    [
      'a class that there is not',
      'decree-13-2023: { from: 2023-07-01, classes: { a.b: SECRET } }',
      'rule-sets.yaml:1: ',
    ],
  ])('refuses %s', (_, text, problem) => {
    expect(problemsWith({ 'rule-sets.yaml': text })).toContain(problem);
  });

  test('refuses a schema that is none', () => {
    expect(problemsWith({ 'citizen-graph.cedarschema': 'entity' })).toContain('citizen-graph.cedarschema:1: ');
  });
});

describe('the rules that come with Citizen Graph', () => {
  const documents = parse(
    readFileSync(new URL('../../../schema/purposes/legal-documents.yaml', import.meta.url), 'utf8'),
  );
  const policy = readPolicy();

  test('rest on legal documents that are known', () => {
    const named = policy.ruleSets.flatMap(({ rules }) => rules.flatMap(({ basis }) => basis?.document ?? []));
    expect(Object.keys(documents)).toEqual(expect.arrayContaining(named));
  });

  test('hold on the days of the documents that the sets are named for', () => {
    const days = policy.ruleSets.map(({ id, from, until }) => ({ id, from, until }));
    expect(days).toEqual(days.map(({ id }) => ({ id, from: documents[id].from, until: documents[id].until })));
  });

  test('permit nothing about a person without a legal basis', () => {
    const permits = policy.ruleSets.flatMap(({ rules }) => rules.filter(({ effect }) => effect === 'permit'));
    expect(new Set(permits.filter(({ basis }) => !basis).map(({ id }) => id))).toEqual(new Set(['public']));
  });
});

import { describe, expect, test } from '@jest/globals';
import type { Role } from '../../../schema/callers.ts';
import { findDistinctions } from '../../../schema/policy/distinctions.ts';
import type { FieldFacts, Question } from '../../../schema/policy/question.ts';
import { readRules } from '../../../schema/policy/rule.ts';

const field: FieldFacts = {
  coordinate: 'Citizen.religion',
  ministries: ['registry'],
  scope: 'registry.religion',
  class: 'SENSITIVE',
  authorities: [],
};
const question: Question = {
  caller: { role: 'clerk', agencyKind: 'court', eidLevel: 2, hasFinding: false },
  purpose: { code: 'a-purpose', kind: 'procedure', isInForce: true, recipients: [], consentCeiling: undefined },
  field,
  person: 'subject',
  listed: 'by-law',
  isConsented: false,
};

/** Whether two questions may have different answers under one rule. */
function tellsApart(condition: string, other: Partial<Question>): boolean {
  const scope = 'principal, action == Action::"disclose", resource is PersonalField';
  const { rules, problems } = readRules('trial.cedar', `@id("trial") permit (${scope}) when { ${condition} };`);
  expect(problems).toEqual([]);
  const { keyOf } = findDistinctions(rules);
  return keyOf(question) !== keyOf({ ...question, ...other });
}

function withRecipient(role: Role): Partial<Question> {
  return { purpose: { ...question.purpose, recipients: [{ role, agencies: ['court'], eidLevel: 2 }] } };
}

describe('a rule tells apart', () => {
  const elsewhere = { field: { ...field, coordinate: 'Citizen.ethnicity', scope: 'registry.ethnicity' } };
  const otherPurpose = { purpose: { ...question.purpose, code: 'another' } };
  const otherClass = { field: { ...field, class: 'BASIC' as const } };
  const sharedField = { field: { ...field, ministries: ['registry', 'treasury'] } };

  test.each<[string, string, Partial<Question>, boolean]>([
    ['fields that it names', 'resource == PersonalField::"Citizen.religion"', elsewhere, true],
    ['fields from a list', 'resource in [PersonalField::"Citizen.ethnicity"]', elsewhere, true],
    ['scopes, where it asks for the scope', 'resource.scope like "registry.*"', elsewhere, true],
    ['no fields that differ in what it does not ask', 'resource.class == "BASIC"', elsewhere, false],
    ['classes', 'resource.class == "BASIC"', otherClass, true],
    ['classes by the eID level that they need', 'principal.eidLevel < resource.eidLevel', otherClass, true],
    ['ministries, where it asks for them', 'resource.ministries.contains("treasury")', sharedField, true],
    ['purposes that it names', 'context.purpose == Purpose::"another"', otherPurpose, true],
    ['no purposes that differ in their code alone', 'context.purpose.kind == "procedure"', otherPurpose, false],
    ['an attribute written with brackets', 'resource["scope"] == "registry.religion"', elsewhere, true],
    [
      'an attribute that it only looks for',
      'context.purpose has consentCeiling',
      {
        purpose: { ...question.purpose, consentCeiling: { maxDays: 1, eidLevel: 2 } },
      },
      true,
    ],
    ['persons, where it asks for them', 'context.person == "subject"', { person: 'relative' }, true],
    ['no persons otherwise', 'true', { person: 'relative' }, false],
    ['recipients of the caller’s role', 'context.purpose.hasTag(principal.role)', withRecipient('clerk'), true],
    ['no recipients of other roles', 'context.purpose.hasTag(principal.role)', withRecipient('portal'), false],
    ['recipients of a role that it names', 'context.purpose.hasTag("portal")', withRecipient('portal'), true],
    [
      'recipients of a role that it computes',
      'context.purpose.hasTag(if principal.hasFinding then "a" else "portal")',
      withRecipient('portal'),
      true,
    ],
    ['what is listed, always', 'true', { listed: 'nothing' }, true],
    ['what is consented to, always', 'true', { isConsented: true }, true],
  ])('%s', (_, condition, other, isTold) => {
    expect(tellsApart(condition, other)).toBe(isTold);
  });
});

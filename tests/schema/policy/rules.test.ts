import { afterAll, describe, expect, test } from '@jest/globals';
import type {
  Answer,
  CallerProfile,
  FieldFacts,
  Listed,
  PurposeFacts,
  Question,
} from '../../../schema/policy/question.ts';
import { findRuleSet, readPolicy } from '../../../schema/policy/read-policy.ts';

const policy = readPolicy();
afterAll(() => policy.close());

const clerk: CallerProfile = { role: 'clerk', agencyKind: 'one-stop-shop', eidLevel: 2, hasFinding: false };
const bank: CallerProfile = { role: 'partner', agencyKind: 'bank', eidLevel: 0, hasFinding: false };
const court: CallerProfile = { ...clerk, agencyKind: 'court' };
const citizen: CallerProfile = { role: 'citizen', agencyKind: 'none', eidLevel: 2, hasFinding: false };

const procedure: PurposeFacts = {
  code: 'a-procedure',
  kind: 'procedure',
  isInForce: true,
  recipients: [
    { role: 'clerk', agencies: ['one-stop-shop', 'court'], eidLevel: 2 },
    { role: 'partner', agencies: ['bank'], eidLevel: 0 },
  ],
  consentCeiling: { maxDays: 90, eidLevel: 2 },
};
const ownView: PurposeFacts = {
  ...procedure,
  kind: 'own-view',
  recipients: [
    { role: 'citizen', agencies: [], eidLevel: 2 },
    { role: 'portal', agencies: ['portal'], eidLevel: 2 },
    { role: 'clerk', agencies: ['one-stop-shop'], eidLevel: 2 },
  ],
};

const basic: FieldFacts = { coordinate: 'A.b', ministries: ['m'], scope: 'm.s', class: 'BASIC', authorities: [] };
const sensitive: FieldFacts = { ...basic, class: 'SENSITIVE' };
const restricted: FieldFacts = { ...basic, class: 'RESTRICTED', authorities: ['court'] };

interface Case extends Partial<Omit<Question, 'listed'>> {
  readonly by?: Listed;
  readonly day?: string;
}

function ask({ by = 'by-law', day = '2026-06-01', ...rest }: Case): Answer {
  const question = { caller: clerk, purpose: procedure, field: basic, person: 'subject', isConsented: true } as const;
  const ruleSet = findRuleSet(policy, day);
  if (!ruleSet) throw new Error(`${day} has no rules`);
  return ruleSet.askAnew({ ...question, ...rest, listed: by });
}

/** Whether the field is told, and the rules that say so. */
function outcomeOf(asked: Case): string {
  const { isOpen, rules } = ask(asked);
  return [isOpen ? 'open' : 'closed', ...rules.map(({ id }) => id)].join(' ');
}

type Row = [title: string, asked: Case, outcome: string];

const open: Row[] = [
  ['that is public, to anybody', { field: { ...basic, class: 'PUBLIC' }, by: 'nothing' }, 'open public'],
  ['that the law opens for a procedure', {}, 'open law-91/state-agencies'],
  [
    'that the law opens for a verification',
    { purpose: { ...procedure, kind: 'verification' } },
    'open law-91/state-agencies',
  ],
  ['in an emergency', { purpose: { ...procedure, kind: 'emergency' } }, 'open law-91/vital-interests'],
  ['of one’s own', { purpose: ownView, caller: citizen }, 'open law-91/own-data'],
  ['to which the citizen consents', { by: 'by-consent' }, 'open law-91/consent'],
  ['that is restricted, to its authority', { field: restricted, caller: court }, 'open law-91/state-agencies'],
  ['to a program, where it is basic', { caller: bank }, 'open law-91/state-agencies'],
  [
    'to a program with consent, where it is sensitive',
    { caller: bank, field: sensitive, by: 'by-consent' },
    'open law-91/consent',
  ],
  ['under the decree, to the end of 2025', { day: '2025-12-31' }, 'open decree-13/state-agencies'],
  ['under the decree, by consent', { day: '2023-07-01', by: 'by-consent' }, 'open decree-13/consent'],
];

const closed: Row[] = [
  ['that the purpose does not list', { by: 'nothing' }, 'closed'],
  ['to which nobody has consented', { by: 'by-consent', isConsented: false }, 'closed'],
  ['to another kind of agency', { caller: { ...clerk, agencyKind: 'hospital' } }, 'closed recipients-only'],
  ['to another role', { caller: { ...clerk, role: 'portal' } }, 'closed recipients-only'],
  [
    'to an auditor, whatever the catalogue says',
    {
      caller: { ...clerk, role: 'auditor' },
      purpose: { ...procedure, recipients: [{ role: 'auditor', agencies: ['one-stop-shop'], eidLevel: 2 }] },
    },
    'closed no-values-for-supervision',
  ],
  ['to a clerk who asks for an own view', { purpose: ownView }, 'closed own-view-for-citizens'],
  ['when the purpose is not in force', { purpose: { ...procedure, isInForce: false } }, 'closed purpose-in-force'],
  ['in statistics', { purpose: { ...procedure, kind: 'statistics' } }, 'closed statistics-without-persons'],
  [
    'by law, in a service that rests on consent',
    { purpose: { ...procedure, kind: 'consented-service' } },
    'closed services-by-consent-alone',
  ],
  [
    'to who signed in less surely than the purpose asks',
    { caller: { ...clerk, eidLevel: 1 } },
    'closed eid-level-of-purpose',
  ],
  [
    'to who signed in less surely than its class asks',
    {
      caller: { ...clerk, eidLevel: 1 },
      field: sensitive,
      purpose: { ...procedure, recipients: [{ role: 'clerk', agencies: ['one-stop-shop'], eidLevel: 1 }] },
    },
    'closed eid-level-of-class',
  ],
  [
    'to a program without consent, where it is sensitive',
    { caller: bank, field: sensitive },
    'closed programs-by-consent-alone',
  ],
  ['that is restricted, to all but its authority', { field: restricted }, 'closed restricted-to-authorities'],
  [
    'that is restricted, whatever the citizen consents to',
    { field: restricted, caller: court, by: 'by-consent' },
    'closed restricted-whatever-is-consented',
  ],
  [
    'by consent without a ceiling',
    { by: 'by-consent', purpose: { ...procedure, consentCeiling: undefined } },
    'closed consents-within-a-ceiling',
  ],
  [
    'by a consent that is given less surely than sensitive data need',
    { by: 'by-consent', field: sensitive, purpose: { ...procedure, consentCeiling: { maxDays: 1, eidLevel: 1 } } },
    'closed sensitive-consents-surely-given',
  ],
  ['while a security finding is open', { caller: { ...clerk, hasFinding: true } }, 'closed no-open-security-finding'],
];

test.each(open)('a field is open %s', (_, asked, outcome) => {
  expect(outcomeOf(asked)).toBe(outcome);
});

describe('a field is closed', () => {
  test.each(closed)('%s', (_, asked, outcome) => {
    expect(outcomeOf(asked)).toBe(outcome);
  });

  test('where one rule opens it and another closes it', () => {
    expect(outcomeOf({ field: restricted, caller: { ...bank, hasFinding: true } })).toBe(
      'closed no-open-security-finding programs-by-consent-alone restricted-to-authorities',
    );
  });
});

describe('the rules', () => {
  test('hold on every day since data protection has been regulated, one set on a day', () => {
    const idOn = (day: string): string | undefined => findRuleSet(policy, day)?.id;
    expect(['2023-06-30', '2023-07-01', '2025-12-31', '2026-01-01', '2099-01-01'].map(idOn)).toEqual([
      undefined,
      'decree-13-2023',
      'decree-13-2023',
      'personal-data-law-2025',
      'personal-data-law-2025',
    ]);
  });

  test('have each a case here that they decide', () => {
    const decided = new Set([...open, ...closed].flatMap(([, , outcome]) => outcome.split(' ')));
    const ids = policy.ruleSets.flatMap(({ rules }) => rules.map(({ id }) => id));
    // What opens by law under the decree is opened by the same words under the law after it.
    const twins = ['decree-13/vital-interests', 'decree-13/own-data'];
    expect(ids.filter((id) => !decided.has(id))).toEqual(twins);
  });
});

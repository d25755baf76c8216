import { Writable } from 'node:stream';
import { afterAll, describe, expect, test } from '@jest/globals';
import type { Caller } from '../../../gateway/caller/caller.ts';
import type { Masks } from '../../../gateway/disclosure/masks.ts';
import type { ServedPurpose } from '../../../gateway/disclosure/served-purposes.ts';
import { createLog } from '../../../gateway/log.ts';
import { profileOf } from '../../../gateway/policy/caller-profile.ts';
import { findReason } from '../../../gateway/policy/compile-masks.ts';
import { createDecisions } from '../../../gateway/policy/decisions.ts';
import { createPolicyMasks } from '../../../gateway/policy/find-masks.ts';
import { openSecurityFindings, type SecurityFinding } from '../../../gateway/policy/security-findings.ts';
import { agencyKinds, roles } from '../../../schema/callers.ts';
import { findRuleSet, readPolicy } from '../../../schema/policy/read-policy.ts';
import { authorities, callerOf, getIndex, getPurpose, purposes, register } from './support.ts';

const policy = readPolicy();
afterAll(() => policy.close());

const silent = createLog({ logLevel: 'silent' });
const noFindings = await openSecurityFindings(undefined, silent);
const aFinding: SecurityFinding = { agency: 'X', since: '2026-01-01', reference: '2669/TCTTKĐA' };

/** The masks of a gateway whose clock the test moves, and in which it opens a finding on everybody. */
function openMasks(moment: string) {
  const world = { now: Date.parse(moment), finding: undefined as SecurityFinding | undefined };
  const findings = { ...noFindings, find: () => world.finding };
  const lines: string[] = [];
  const log = createLog(
    { logLevel: 'info' },
    new Writable({ write: (line, _, done) => done(void lines.push(`${line}`)) }),
  );
  const masks = createPolicyMasks({ register, authorities, policy, findings, log, now: () => world.now });
  return { ...masks, world, findings, lines };
}

const inJune = '2026-06-01T00:00:00Z';
const clerk = callerOf('clerk', 'one-stop-shop');
const bank = callerOf('partner', 'bank', 0);

/** What a mask says of a field: the set that has it, or why none does. */
function sayOf({ byLaw, byConsent, reasonFor }: Masks, index: number): string {
  if (byLaw.has(index)) return 'by law';
  return byConsent.has(index) ? 'by consent' : reasonFor(index);
}

describe('masks', () => {
  const { findMasks, world, findings } = openMasks(inJune);
  const ruleSet = findRuleSet(policy, '2026-06-01');
  if (!ruleSet) throw new Error('The day has no rules');
  const { decideAnew } = createDecisions(register, authorities, ruleSet, '2026-06-01');

  function* findWrong(caller: Caller, purpose: ServedPurpose, isAsked: () => boolean): Iterable<string> {
    const masks = findMasks(caller, purpose);
    for (const person of ['subject', 'relative'] as const) {
      const inquiry = { profile: profileOf(caller, findings), purpose, person };
      for (const { index, coordinate } of register.fields) {
        if (!isAsked()) continue;
        const consented = decideAnew(inquiry, index, true);
        const byConsent = consented.isOpen ? 'by consent' : findReason(consented);
        const expected = decideAnew(inquiry, index, false).isOpen ? 'by law' : byConsent;
        const said = sayOf(person === 'subject' ? masks.subject : masks.relatives, index);
        if (said !== expected) yield `${caller.role} ${purpose.code} ${person} ${coordinate}: ${said}, not ${expected}`;
      }
    }
  }

  test('say what Cedar says of each field alone, for every recipient of every purpose, person and consent', () => {
    const wrong = [...purposes.values()].flatMap((purpose) =>
      purpose.recipients.flatMap(({ role, agencies: [kind], eidLevel }) => [
        ...findWrong(callerOf(role, kind, eidLevel), purpose, () => true),
      ]),
    );
    expect(wrong).toEqual([]);
  });

  test('say what Cedar says for any caller there can be, with and without a finding', () => {
    const callers = roles.flatMap((role) =>
      (role === 'citizen' ? [undefined] : agencyKinds).flatMap((kind) =>
        ([0, 1, 2] as const).map((level) => callerOf(role, kind, level)),
      ),
    );
    // Some of five million questions. The steps share no factor with the numbers of callers, purposes and fields.
    const pairs = callers.flatMap((caller) => [...purposes.values()].map((purpose) => ({ caller, purpose })));
    const takeEvery = (step: number): (() => boolean) => {
      let count = 0;
      return () => count++ % step === 0;
    };
    const isAsked = takeEvery(89);
    const wrong = [aFinding, undefined].flatMap((finding) => {
      world.finding = finding;
      return pairs.filter(takeEvery(11)).flatMap(({ caller, purpose }) => [...findWrong(caller, purpose, isAsked)]);
    });
    expect(wrong).toEqual([]);
  });

  test('are the same objects for equal callers and purposes', () => {
    const birth = findMasks(clerk, getPurpose('birth-registration'));
    expect(findMasks({ ...clerk, person: 'another' }, getPurpose('birth-registration'))).toBe(birth);
    const same = openMasks(inJune).findMasks;
    const stay = same(clerk, getPurpose('stay-notice'));
    expect(same(callerOf('clerk', 'police'), getPurpose('stay-notice')).subject.byLaw).toBe(stay.subject.byLaw);
    expect(same(callerOf('portal', 'portal'), getPurpose('stay-notice')).subject).toBe(stay.subject);
  });

  test('open what is public and nothing else to who has not signed in', () => {
    const { subject, relatives } = findMasks(undefined, getPurpose('birth-registration'));
    for (const { index, mark } of register.fields) {
      expect(subject.byLaw.has(index)).toBe(mark.class === 'PUBLIC');
      expect(relatives.byConsent.has(index)).toBe(false);
    }
  });
});

describe('masks follow', () => {
  test('the day on which a law comes into force, at midnight in Vietnam', () => {
    const { findMasks, world } = openMasks('2025-06-30T16:59:59Z');
    const vaccinations = getIndex('Citizen.vaccinations');
    const say = (): string => sayOf(findMasks(clerk, getPurpose('vaccination-correction')).subject, vaccinations);
    expect(say()).toBe('NOT_IN_PURPOSE');
    world.now += 1_000;
    expect(say()).toBe('by consent');
  });

  test('the rule set of the day', () => {
    const { findMasks, world } = openMasks('2025-12-31T16:59:59Z');
    const court = callerOf('clerk', 'court', 2);
    const say = (): string =>
      sayOf(findMasks(court, getPurpose('litigant-verification')).subject, getIndex('Citizen.fullName'));
    expect(say()).toBe('by law');
    world.now += 1_000;
    expect(say()).toBe('by law');
    world.now = Date.parse('2023-06-30T16:59:59Z');
    expect(say()).toBe('NOT_IN_PURPOSE');
  });

  test('a security finding, as soon as it is opened and closed', () => {
    const { findMasks, world } = openMasks(inJune);
    const say = (): string =>
      sayOf(findMasks(bank, getPurpose('bank-credit-assessment')).subject, getIndex('Citizen.fullName'));
    expect(say()).toBe('by consent');
    world.finding = aFinding;
    expect(say()).toBe('CALLER_BLOCKED');
    world.finding = undefined;
    expect(say()).toBe('by consent');
  });
});

describe('masks fail closed', () => {
  test('on a day without rules, and the log says so once', () => {
    const { findMasks, lines } = openMasks('2023-06-30T00:00:00Z');
    for (const _ of [1, 2]) {
      const { subject } = findMasks(clerk, getPurpose('birth-registration'));
      expect(sayOf(subject, getIndex('Citizen.fullName'))).toBe('NOT_IN_PURPOSE');
      expect(sayOf(subject, getIndex('Citizen.healthPracticeLicences'))).toBe('by law');
    }
    expect(lines).toEqual([expect.stringContaining('no rule set holds on 2023-06-30')]);
  });

  test('where the rules cannot be applied', () => {
    const ruleSets = policy.ruleSets.map((ruleSet) => ({
      ...ruleSet,
      ask: () => {
        throw new Error('integer overflow');
      },
    }));
    const lines: string[] = [];
    const log = createLog(
      { logLevel: 'info' },
      new Writable({ write: (line, _, done) => done(void lines.push(`${line}`)) }),
    );
    const broken = { register, authorities, policy: { ...policy, ruleSets }, findings: noFindings, log };
    const { subject } = createPolicyMasks(broken).findMasks(clerk, getPurpose('birth-registration'));
    expect(sayOf(subject, getIndex('Citizen.fullName'))).toBe('NOT_IN_PURPOSE');
    expect(lines.join()).toContain('integer overflow');
  });
});

describe('every purpose', () => {
  test('opens each field that it lists to one of its recipients at least', () => {
    const { findMasks } = openMasks(inJune);
    const idle = [...purposes.values()].flatMap((purpose) => {
      const found = purpose.recipients.map(({ role, agencies: [kind], eidLevel }) =>
        findMasks(callerOf(role, kind, eidLevel), purpose),
      );
      const listed = (['subject', 'relatives'] as const).flatMap((person) =>
        [...purpose.fields.byLaw[person], ...purpose.fields.byConsent[person]].map((field) => [person, field] as const),
      );
      return listed.flatMap(([person, field]) => {
        const isOpen = found.some((masks) => /^by/.test(sayOf(masks[person], getIndex(field))));
        return isOpen ? [] : [`${purpose.code}: ${person}: ${field}`];
      });
    });
    expect(idle).toEqual([]);
  });

  test('has its masks made before somebody states it', async () => {
    let asked = 0;
    const ruleSets = policy.ruleSets.map(({ ask, ...ruleSet }) => ({
      ...ruleSet,
      ask: (question: Parameters<typeof ask>[0]) => {
        asked += 1;
        return ask(question);
      },
    }));
    const watched = { register, authorities, policy: { ...policy, ruleSets }, findings: noFindings, log: silent };
    const { findMasks, warm } = createPolicyMasks(watched);
    await warm(purposes.values());
    expect(asked).toBeGreaterThan(0);
    asked = 0;
    for (const purpose of purposes.values()) {
      for (const { role, agencies, eidLevel } of purpose.recipients)
        findMasks(callerOf(role, agencies[0], eidLevel), purpose);
    }
    expect(asked).toBe(0);
  });
});

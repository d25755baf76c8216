import { expect, test } from '@jest/globals';
import type { Consent } from '../../../gateway/consents/active/active-consents.ts';
import { accountFor } from '../../../gateway/disclosure/disclosure-account.ts';
import { DisclosureTally } from '../../../gateway/disclosure/disclosure-tally.ts';
import { FieldSet } from '../../../gateway/disclosure/field-set.ts';
import type { Verdict } from '../../../gateway/disclosure/verdict.ts';

const consent = { id: 'one', version: 3 } as Consent;
const onAn: Verdict = {
  open: FieldSet.of([1, 2, 3, 40]),
  reasonFor: () => 'CONSENT_REQUIRED',
  openByConsent: [{ consent, fields: FieldSet.of([3, 40]) }],
};
const onOthers: Verdict = { open: FieldSet.none, reasonFor: () => 'NOT_IN_PURPOSE' };
const [an, son] = ['001190000001', '001215000002'];

test('says of each citizen what is told by law and by which consent, told empty, and withheld and why', () => {
  const tally = createTally();
  for (const index of [1, 40]) tally.of(an).addTold(index);
  for (const index of [2, 3]) tally.of(an).addEmpty(index);
  tally.of(an).addWithheld(50, 'RESTRICTED');
  for (const index of [51, 52]) tally.of(an).addWithheld(index, 'CONSENT_REQUIRED');
  tally.of(son).addWithheld(1, 'NOT_IN_PURPOSE');
  expect(account(tally)).toEqual([
    {
      personalId: an,
      isSubject: true,
      byLaw: [[1], [2]],
      byConsent: [{ id: 'one', version: 3, fields: [[40], [3]] }],
      withheld: { RESTRICTED: [50], CONSENT_REQUIRED: [51, 52] },
    },
    { personalId: son, isSubject: false, byLaw: [[], []], byConsent: [], withheld: { NOT_IN_PURPOSE: [1] } },
  ]);
});

test('what is told at one place and empty at another is told', () => {
  const tally = createTally();
  tally.of(an).addEmpty(1);
  tally.of(an).addTold(1);
  tally.of(an).addEmpty(1);
  expect(account(tally)).toMatchObject([{ byLaw: [[1], []] }]);
});

test('a citizen who stands at several places is one, by one verdict', () => {
  const verdicts = [onAn, onOthers];
  const tally = new DisclosureTally({
    decide: () => undefined,
    verdictOn: () => verdicts.shift() ?? onOthers,
    verdictOnNobody: onOthers,
  });
  expect(tally.of(an)).toBe(tally.of(an));
  expect(tally.of(an).verdict).toBe(onAn);
});

test('what belongs to nobody is on nobody’s account', () => {
  const tally = createTally();
  tally.of(undefined).addTold(1);
  tally.nobody.addTold(2);
  expect(account(tally)).toEqual([]);
});

function createTally(): DisclosureTally {
  const verdictOn = (personalId: unknown): Verdict => (personalId === an ? onAn : onOthers);
  return new DisclosureTally({ decide: () => undefined, verdictOn, verdictOnNobody: onOthers });
}

function account(tally: DisclosureTally) {
  const accounts = accountFor(tally, { isSubject: (personalId) => personalId === an });
  return accounts.map(({ byLaw, byConsent, withheld, ...whose }) => ({
    ...whose,
    byLaw: [byLaw.told.indexes, byLaw.empty.indexes],
    byConsent: byConsent.map(({ id, version, told, empty }) => ({
      id,
      version,
      fields: [told.indexes, empty.indexes],
    })),
    withheld: Object.fromEntries(Array.from(withheld, ([reason, fields]) => [reason, fields.indexes])),
  }));
}

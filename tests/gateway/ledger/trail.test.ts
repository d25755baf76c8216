import { randomUUID } from 'node:crypto';
import { expect, test } from '@jest/globals';
import type { Caller } from '../../../gateway/caller/caller.ts';
import type { CitizenAccount } from '../../../gateway/disclosure/disclosure-account.ts';
import { FieldSet } from '../../../gateway/disclosure/field-set.ts';
import { Trail } from '../../../gateway/ledger/trail.ts';
import { edition } from './support/any-record.ts';

const caller: Caller = {
  role: 'clerk',
  person: 'account-clerk-1',
  client: 'sample-desk',
  agency: { code: 'B-1', kind: 'bank' },
  eidLevel: 2,
  signedInAt: undefined,
  citizen: undefined,
};
const account: CitizenAccount = {
  personalId: '001190000001',
  isSubject: true,
  byLaw: { told: FieldSet.of([1]), empty: FieldSet.none },
  byConsent: [],
  withheld: new Map(),
};

test('when an answer is written anew, what it tells is on record again, and what was refused is not', () => {
  const trail = new Trail({ requestId: randomUUID(), caller, edition });
  trail.addRefusal('001190000002', 'IDENTITY_MISMATCH');
  const [first, anew] = [trail.finish([account]), trail.finish([account])];
  expect(first.map(({ kind }) => kind)).toEqual(['mismatch', 'disclosure']);
  expect(anew.map(({ kind }) => kind)).toEqual(['disclosure']);
  expect(new Set([...first, ...anew].map(({ id }) => id)).size).toBe(3);
});

test('each record names the ministries that were asked until then', () => {
  const trail = new Trail({ requestId: randomUUID(), caller, edition });
  trail.addRefusal(null, 'IDENTITY_NOT_CITIZEN');
  trail.ask('treasury');
  trail.ask('nobody’s');
  const asked = trail.finish([account]).map(({ fields }) => edition.ministries(fields.ministries));
  expect(asked).toEqual([['treasury'], ['treasury']]);
});

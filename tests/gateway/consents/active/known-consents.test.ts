import { expect, test } from '@jest/globals';
import { KnownConsents } from '../../../../gateway/consents/active/known-consents.ts';

function learn(known: KnownConsents, personalId: string, epoch: number): void {
  known.learn({ epoch, byCitizen: new Map([[personalId, []]]) });
}

/** Has somebody ask for a citizen, and be told that there are no consents. */
function visit(known: KnownConsents, personalId: string): void {
  const citizen = known.hold(personalId);
  learn(known, personalId, 1);
  known.release(citizen);
}

test('of citizens nobody asks about any more, a bounded number is kept, those asked about last', () => {
  const known = new KnownConsents();
  for (let index = 0; index < 120_000; index++) visit(known, String(index));
  const isKnown = (personalId: string): boolean => {
    const citizen = known.hold(personalId);
    const { consents } = citizen;
    known.release(citizen);
    return consents !== 'unavailable';
  };
  expect(isKnown('119999')).toBe(true);
  expect(isKnown('20001')).toBe(true);
  expect(isKnown('19999')).toBe(false);
});

test('who is relied on is never dropped for want of room, and is one for all who rely on them', () => {
  const known = new KnownConsents();
  const citizen = known.hold('one');
  learn(known, 'one', 1);
  for (let index = 0; index < 120_000; index++) visit(known, String(index));
  expect(known.hold('one')).toBe(citizen);
  expect(citizen.consents).toEqual([]);
});

test('of two things that were read, the one of the later change counts, whichever comes first', () => {
  const known = new KnownConsents();
  const citizen = known.hold('one');
  learn(known, 'one', 7);
  const { consents, changes } = citizen;
  learn(known, 'one', 6);
  learn(known, 'one', 7);
  expect(citizen).toMatchObject({ epoch: 7, changes });
  expect(citizen.consents).toBe(consents);
  learn(known, 'one', 8);
  expect(citizen.changes).toBe(changes + 1);
});

test('all is forgotten at once, also by those who rely on it', () => {
  const known = new KnownConsents();
  visit(known, 'idle');
  const citizen = known.hold('one');
  learn(known, 'one', 7);
  known.forgetAll();
  expect(citizen.consents).toBe('unavailable');
  expect(known.hold('idle').consents).toBe('unavailable');
});

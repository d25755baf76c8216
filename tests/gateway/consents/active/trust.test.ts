import { expect, test } from '@jest/globals';
import { TRUST_MS, Trust } from '../../../../gateway/consents/active/trust.ts';

function openTrust() {
  const now = { steady: 1_000, wall: 5_000_000 };
  const trust = new Trust(() => ({ ...now }));
  return { now, trust };
}

test('there is none before this process has said that it is there', () => {
  expect(openTrust().trust.isFresh).toBe(false);
});

test('it lasts from the moment that is stated, not from when it is extended', () => {
  const { now, trust } = openTrust();
  const saidAt = trust.now();
  now.steady += TRUST_MS - 1;
  now.wall += TRUST_MS - 1;
  trust.extend(saidAt);
  expect(trust.isFresh).toBe(true);
  now.steady += 1;
  expect(trust.isFresh).toBe(false);
});

test('it is over when the machine has slept, though the steady clock stood still meanwhile', () => {
  const { now, trust } = openTrust();
  trust.extend(trust.now());
  now.wall += TRUST_MS;
  expect(trust.isFresh).toBe(false);
});

test('it is no longer than it was when somebody puts the clock back', () => {
  const { now, trust } = openTrust();
  trust.extend(trust.now());
  now.wall -= 3_600_000;
  now.steady += TRUST_MS;
  expect(trust.isFresh).toBe(false);
});

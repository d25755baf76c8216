import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { UsedProofs } from '../../../gateway/caller/used-proofs.ts';

test('a proof is taken once', () => {
  const used = new UsedProofs(60_000);

  expect([used.add('a'), used.add('b'), used.add('a'), used.add('b')]).toEqual([true, true, false, false]);
});

test('a proof is remembered for its whole lifetime, and forgotten afterwards', async () => {
  const used = new UsedProofs(100);
  await sleep(60);
  used.add('a');
  await sleep(60);
  expect(used.add('a')).toBe(false);
  await sleep(250);

  expect(used.add('a')).toBe(true);
});

test('when there is no room to remember a proof, it is not taken', () => {
  const used = new UsedProofs(60_000, 2);

  expect([used.add('a'), used.add('b'), used.add('c')]).toEqual([true, true, false]);
});

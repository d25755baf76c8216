import { expect, test } from '@jest/globals';
import { FieldSet } from '../../../gateway/disclosure/field-set.ts';

const some = FieldSet.of([3, 31, 32, 70]);

test('holds what it was made of, in order', () => {
  expect(some.indexes).toEqual([3, 31, 32, 70]);
  expect([3, 4, 31, 32, 70, 71, 1_000].map((index) => some.has(index))).toEqual([
    true,
    false,
    true,
    true,
    true,
    false,
    false,
  ]);
});

test('joins and meets other sets, of whatever size', () => {
  const others = FieldSet.of([3, 4]);
  expect(some.union(others).indexes).toEqual([3, 4, 31, 32, 70]);
  expect(others.union(some).indexes).toEqual([3, 4, 31, 32, 70]);
  expect(some.intersection(others).indexes).toEqual([3]);
  expect(others.intersection(some).indexes).toEqual([3]);
  expect(some.intersection(FieldSet.none).isEmpty).toBe(true);
});

test('equal sets have the same key, however they were made, and others have another', () => {
  expect(some.intersection(FieldSet.of([3, 40])).key).toBe(FieldSet.of([3]).key);
  expect(FieldSet.of([]).key).toBe(FieldSet.none.key);
  const keys = [[], [0], [1], [32], [31], [0, 32], [64]].map((indexes) => FieldSet.of(indexes).key);
  expect(new Set(keys).size).toBe(keys.length);
});

test('a key has the words as they are stored: without signs, and without zeros at the end', () => {
  expect(FieldSet.of([0, 31, 64]).key).toBe('2147483649,0,1');
  expect(FieldSet.of([0, 64]).difference(FieldSet.of([64])).key).toBe('1');
  expect(FieldSet.of([32]).difference(FieldSet.of([32])).isEmpty).toBe(true);
});

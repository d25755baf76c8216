import { describe, expect, test } from '@jest/globals';
import { checkPart, cutPart } from '../../gateway/list-part.ts';
import { createUuidV7 } from '../../gateway/uuid-v7.ts';

describe('a part of a list', () => {
  test.each([
    ['from the beginning', { first: 1 }],
    ['from the beginning, said with null', { first: 100, after: null }],
    ['after another one', { first: 50, after: createUuidV7() }],
  ])('may be asked for %s', (_how, part) => {
    expect(() => checkPart(part)).not.toThrow();
  });

  test.each([
    ['nothing', { first: 0 }, 'first'],
    ['more than a hundred', { first: 101 }, 'first'],
    ['what comes after no cursor', { first: 1, after: 'x' }, 'after'],
  ])('is refused that asks for %s', (_what, part, value) => {
    expect(() => checkPart(part)).toThrow(
      expect.objectContaining({ code: 'VALUE_INVALID', details: expect.objectContaining({ value }) }),
    );
  });

  test('may have cursors of its own kind', () => {
    expect(() => checkPart({ first: 1, after: 'x' }, (text) => text === 'x')).not.toThrow();
    expect(() => checkPart({ first: 1, after: createUuidV7() }, () => false)).toThrow();
  });
});

describe('what was read for a part', () => {
  const rows = ['c', 'b', 'a'].map((id) => ({ id }));

  test('is cut off where more was read, and the next part begins after its last', () => {
    expect(cutPart(rows, { first: 2 })).toEqual({ part: [{ id: 'c' }, { id: 'b' }], next: 'b' });
  });

  test('is the last part where no more was read', () => {
    expect(cutPart(rows, { first: 3 })).toEqual({ part: rows, next: null });
    expect(cutPart([], { first: 3 })).toEqual({ part: [], next: null });
  });
});

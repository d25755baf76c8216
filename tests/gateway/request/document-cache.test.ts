import { expect, test } from '@jest/globals';
import { keepDocuments } from '../../../gateway/request/document-cache.ts';
import type { PreparedDocument } from '../../../gateway/request/prepare-document.ts';

/** What was prepared, in order. */
function keeper() {
  const prepared: string[] = [];
  const get = keepDocuments((text): PreparedDocument => {
    prepared.push(text);
    if (text === 'bad') throw new Error(text);
    return { operations: new Map() };
  });
  return { prepared, get };
}

test('a document is prepared once, also when others of the same length come between', () => {
  const { prepared, get } = keeper();
  const [a, b] = [get('{ a }'), get('{ b }')];

  expect([get('{ b }'), get('{ a }'), get('{ a }'), get('{ b }')]).toEqual([b, a, a, b]);
  expect(get('{ a }')).toBe(a);
  expect(a).not.toBe(b);
  expect(prepared).toEqual(['{ a }', '{ b }']);
});

test('one that is refused is not kept', () => {
  const { prepared, get } = keeper();

  for (let index = 0; index < 2; index++) expect(() => get('bad')).toThrow('bad');
  expect(prepared).toEqual(['bad', 'bad']);
});

test('what is kept is bounded: the oldest go, and the longest are not kept at all', () => {
  const { prepared, get } = keeper();
  const texts = Array.from({ length: 12 }, (_, index) => String(index).padEnd(100_000 + index));
  for (const text of texts) get(text);
  const [oldest = '', , newest = ''] = [texts[0], ...texts.slice(-2)];
  prepared.length = 0;
  get(newest);
  get(oldest);
  expect(prepared).toEqual([oldest]);

  const long = 'x'.repeat(1_000_001);
  get(long);
  get(long);
  expect(prepared).toEqual([oldest, long, long]);
});

import { describe, expect, test } from '@jest/globals';
import { checkStatus, createAnswerCheck } from './answer-check.ts';

const answer = (text: string) => Buffer.from(text);

describe('the check of answers under load', () => {
  const check = createAnswerCheck([{ citizen: { personalId: '1', cards: [1, 2] } }]);

  test('takes the same data in another order of keys, each time', () => {
    const body = answer('{"data":{"citizen":{"cards":[1,2],"personalId":"1"}}}');
    expect([check(0, 200, body), check(0, 200, body)]).toEqual([undefined, undefined]);
  });

  test.each([
    ['other data', '{"data":{"citizen":{"personalId":"2","cards":[1,2]}}}'],
    ['another order of a list', '{"data":{"citizen":{"personalId":"1","cards":[2,1]}}}'],
    ['half an answer', '{"data":{"citizen":'],
  ])('refuses %s', (_, text) => {
    expect(check(0, 200, answer(text))).toBe('another answer');
  });

  test('looks only at status and errors where it does not know the answer', () => {
    expect(check(1, 200, answer('{"data":{"citizen":null}}'))).toBeUndefined();
    expect(check(1, 200, answer('{"data":null,"errors":[{}]}'))).toBe('an answer with errors');
    expect(check(1, 503, answer(''))).toBe('status 503');
  });
});

test('the check of answers that may withhold refuses every other error', () => {
  const check = createAnswerCheck([], true);
  const errors = (code: string) =>
    answer(`{"errors":[{"message":"m","extensions":{"code":"${code}"}}],"data":{"a":null}}`);
  expect(check(0, 200, errors('WITHHELD'))).toBeUndefined();
  expect(check(0, 200, errors('SOURCE_TIMEOUT'))).toBe('an answer with errors');
});

describe('the check of constant answers', () => {
  test('looks only at the status', () => {
    expect(checkStatus(0, 200, answer('x'))).toBeUndefined();
    expect(checkStatus(0, 500, answer('x'))).toBe('status 500');
  });
});

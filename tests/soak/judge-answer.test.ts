import { describe, expect, test } from '@jest/globals';
import { judgeAnswer } from './judge-answer.ts';
import type { Kind } from './mixed-requests.ts';

const personalId = '001085990001';
const judge = (kind: Kind, status: number, body: unknown) =>
  judgeAnswer({ kind, variables: { personalId } }, status, typeof body === 'string' ? body : JSON.stringify(body));

const shown = { data: { citizen: { personalId, fullName: 'A' } } };
const failed = (code: string, data?: object | null) => ({ errors: [{ message: 'm', extensions: { code } }], data });

describe('a request is answered', () => {
  test.each<[string, Kind, number, unknown]>([
    ['with the citizen who was asked for', 'view', 200, shown],
    ['with a part, while a ministry is frozen', 'new document', 200, failed('SOURCE_TIMEOUT', shown.data)],
    ['with a part, while a ministry is left alone', 'view', 200, failed('SOURCE_UNAVAILABLE', shown.data)],
    ['with nobody, while nobody can tell who it is', 'left', 200, failed('IDENTITY_UNAVAILABLE', { citizen: null })],
    ['with the schema', 'introspection', 200, { data: { __schema: { types: [] } } }],
    ['with a refusal, when it is not valid', 'invalid', 400, failed('OPERATION_INVALID')],
    ['with a refusal, when it is hostile', 'hostile', 400, failed('OPERATION_TOO_MANY_ALIASES')],
  ])('%s', (_how, kind, status, body) => {
    expect(judge(kind, status, body)).toBe('answered');
  });
});

test('a request that a busy gateway turns away is not lost, whatever it asks', () => {
  expect(judge('view', 503, failed('GATEWAY_OVERLOADED'))).toBe('turned away');
  expect(judge('hostile', 503, failed('GATEWAY_OVERLOADED'))).toBe('turned away');
});

describe('it is wrong to answer', () => {
  test.each<[string, Kind, number, unknown, string]>([
    ['503 for another reason', 'view', 503, failed('RECORD_UNAVAILABLE'), 'view: status 503'],
    ['with a fault of its own', 'view', 500, failed('INTERNAL'), 'view: status 500'],
    ['with what is no JSON', 'view', 200, '{"data":', 'view: status 200, and no GraphQL response'],
    ['with null', 'view', 200, 'null', 'view: status 200, and no GraphQL response'],
    ['about somebody else', 'view', 200, { data: { citizen: { personalId: '2' } } }, 'view: another citizen, or none'],
    ['with nobody, for no reason', 'view', 200, { data: { citizen: null } }, 'view: another citizen, or none'],
    [
      'that a ministry’s answer does not fit',
      'view',
      200,
      failed('SOURCE_INVALID', shown.data),
      'view: an error with the code SOURCE_INVALID',
    ],
    ['half a schema', 'introspection', 200, { data: {} }, 'introspection: no schema'],
    ['what is not valid', 'invalid', 200, shown, 'invalid: status 200'],
    ['what is hostile, with data', 'hostile', 400, shown, 'hostile: it was not refused'],
  ])('%s', (_what, kind, status, body, wrong) => {
    expect(judge(kind, status, body)).toEqual({ wrong });
  });
});

import { describe, expect, test } from '@jest/globals';
import { classifyFault } from '../../../subgraphs/_kit/source-error.ts';

const withCode = (code: string) => Object.assign(new Error('012345678901'), { code });

describe('a fault of the source', () => {
  test.each(['57014', 'ETIMEDOUT'])('with the code %s is a timeout', (code) => {
    expect(classifyFault(withCode(code))).toBe('SOURCE_TIMEOUT');
  });

  test.each([
    '08006',
    '53300',
    '55000',
    '57P01',
    '57P03',
    'ECONNREFUSED',
    'ECONNRESET',
    'EPIPE',
    'ENOTFOUND',
    'EAI_AGAIN',
    'EHOSTUNREACH',
  ])('with the code %s means that the server cannot serve', (code) => {
    expect(classifyFault(withCode(code))).toBe('SOURCE_UNAVAILABLE');
  });

  test.each([
    'Connection terminated unexpectedly',
    'Connection terminated due to connection timeout',
    'timeout exceeded when trying to connect',
    'Client has encountered a connection error and is not queryable',
  ])('that says "%s" means the same', (message) => {
    expect(classifyFault(new Error(message))).toBe('SOURCE_UNAVAILABLE');
  });

  test.each(['42P01', '22P02', '28P01', 'ERR_ASSERTION'])('with the code %s is the ministry’s own', (code) => {
    expect(classifyFault(withCode(code))).toBe('SOURCE_FAILED');
  });

  test('without an error of a driver is the ministry’s own', () => {
    expect(classifyFault(undefined)).toBe('SOURCE_FAILED');
    expect(classifyFault(new TypeError('x'))).toBe('SOURCE_FAILED');
  });
});

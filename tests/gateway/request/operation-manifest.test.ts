import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { readOperationManifest } from '../../../gateway/request/operation-manifest.ts';

const document = 'query Me { me { personalId } }';
const hash = createHash('sha256').update(document).digest('hex');

describe('readOperationManifest', () => {
  test.each([
    ['GraphQL Code Generator', { [hash]: document }],
    [
      'Apollo’s tool',
      {
        format: 'apollo-persisted-query-manifest',
        version: 1,
        operations: [{ id: hash, name: 'Me', type: 'query', body: document }],
      },
    ],
  ])('reads what %s writes', (_, manifest) => {
    expect([...readOperationManifest(JSON.stringify(manifest))]).toEqual([[hash, document]]);
  });

  test('refuses a hash that is another document’s, and one that is no SHA-256', () => {
    for (const wrong of [hash.replace(/^./, (digit) => (digit === '0' ? '1' : '0')), 'me', hash.toUpperCase()]) {
      expect(() => readOperationManifest(JSON.stringify({ [wrong]: document }))).toThrow(
        /is not the SHA-256 of its document\. Write the manifest anew/,
      );
    }
  });

  test.each([
    '{',
    '[]',
    '"x"',
    '{"x": 1}',
    '{"format": "apollo-persisted-query-manifest", "version": 2, "operations": []}',
    '{"format": "apollo-persisted-query-manifest", "version": 1, "operations": [null]}',
    '{"format": "relay", "operations": []}',
  ])('refuses %s', (text) => {
    expect(() => readOperationManifest(text)).toThrow(/^It is (not JSON|no manifest of operations)/);
  });
});

import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { type ErrorDefinition, errors } from '../../schema/errors.ts';
import { errorsReference } from '../../schema/errors-reference.ts';

const table: [code: string, definition: ErrorDefinition][] = Object.entries(errors);
const documented = readFileSync(new URL('../../docs/errors.md', import.meta.url), 'utf8');

describe('docs/errors.md', () => {
  test('is what `node schema/errors-reference.ts > docs/errors.md` writes', () => {
    expect(documented).toBe(errorsReference());
  });

  test('names every code of the table once, and no other', () => {
    const codes = [...documented.matchAll(/^\| `([A-Z_]+)` \|/gm)].map(([, code]) => code);
    expect(codes.sort()).toEqual(table.map(([code]) => code).sort());
  });
});

describe('errors', () => {
  test.each(table)('%s has an area and a reason, and a message that is a sentence', (code, { message, status }) => {
    if (!['INTERNAL', 'UNAUTHENTICATED', 'WITHHELD'].includes(code)) expect(code).toMatch(/^[A-Z]+(_[A-Z]+)+$/);
    if (message !== '{reason}') expect(message).toMatch(/^[A-Z{].*\.$/);
    expect(status).toBeGreaterThanOrEqual(200);
    expect(status).toBeLessThan(600);
  });

  test.each(table)('%s has the status of its fault', (_, { fault, status }) => {
    const statuses = { caller: 4, nobody: 2, ministry: 2, gateway: 5 };
    expect(Math.trunc(status / 100)).toBe(statuses[fault]);
  });
});

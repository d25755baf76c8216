import { createHash } from 'node:crypto';
import { CodedError } from '../../schema/coded-error.ts';
import type { Caller } from '../caller/caller.ts';
import type { Call } from './consent-store.ts';

/**
 * Makes a call known by the key that its caller chose for it.
 * @param asked  what it asks for
 * @throws VALUE_INVALID for a key that is too short to be nobody else's, or too long
 */
export function readCall({ person, client }: Caller, key: string, asked: object): Call {
  if (!form.test(key)) {
    throw new CodedError('VALUE_INVALID', {
      value: 'idempotencyKey',
      expected: '16 to 64 letters, digits and hyphens, such as a UUID',
    });
  }
  const digest = createHash('sha256').update(JSON.stringify(asked)).digest('hex');
  return { account: person, client, key, digest };
}

const form = /^[A-Za-z0-9-]{16,64}$/;

import { CodedError } from '../../schema/coded-error.ts';
import type { Config } from '../config.ts';
import type { Caller } from './caller.ts';
import { RateLimit } from './rate-limit.ts';

export type RateLimitsConfig = Pick<Config, 'clientMaxRate' | 'personMaxRate'>;

/** A caller who asks too often. */
export class RateExceeded extends CodedError<'RATE_EXCEEDED'> {
  readonly retryAfterSeconds: number;

  constructor(waitMs: number) {
    const seconds = Math.ceil(waitMs / 1000);
    super('RATE_EXCEEDED', { seconds });
    this.retryAfterSeconds = seconds;
  }
}

/**
 * Bounds how often each program and each person asks.
 * @returns what counts a request, and throws RateExceeded
 */
export function createRateLimits({ clientMaxRate, personMaxRate }: RateLimitsConfig): (caller: Caller) => void {
  const clients = new RateLimit(clientMaxRate);
  const people = new RateLimit(personMaxRate);

  return ({ client, person }) => {
    // A program that asks for itself is its own subject (RFC 9068, section 2.2), and no person.
    const waitMs = (person !== client && people.take(person)) || clients.take(client);
    if (waitMs) throw new RateExceeded(waitMs);
  };
}

import { randomUUID } from 'node:crypto';

/**
 * Makes a UUID of version 7: ids that are made later sort later, but for those of one millisecond, and neighbours in time
 * are neighbours in an index.
 * @param at  milliseconds since the epoch
 * @see RFC 9562, section 5.7
 */
export function createUuidV7(at = Date.now()): string {
  const time = at.toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
}

/** Whether a text is a UUID, of whatever version: another one would make a statement fail. */
export function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}

import { randomUUID } from 'node:crypto';

/**
 * Makes the ID of a record. IDs of one time are neighbours in an index, and a record's day follows from its ID.
 * @param at  milliseconds since the epoch
 * @see RFC 9562, section 5.7
 */
export function createRecordId(at: number): string {
  const time = at.toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
}

/** When the record was made, in milliseconds since the epoch; undefined where it is no ID of a record. */
export function timeOfRecordId(id: string): number | undefined {
  return pattern.test(id) ? Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16) : undefined;
}

const pattern = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/**
 * When a record was made, as its ID tells, which `createUuidV7` makes.
 * @returns milliseconds since the epoch; undefined where it is no ID of a record
 */
export function timeOfRecordId(id: string): number | undefined {
  return isRecordId(id) ? Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16) : undefined;
}

export function isRecordId(text: string): boolean {
  return pattern.test(text);
}

const pattern = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

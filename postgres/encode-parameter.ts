import { quoteItem, writeArray } from './write-array.ts';

/**
 * A parameter as PostgreSQL reads it in text form: text, numbers and booleans, and lists of these.
 * @throws TypeError for anything else
 */
export function encodeParameter(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (Array.isArray(value)) return writeArray(value, encodeItem);
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean') return String(value);
  throw new TypeError('A parameter of a read is text, a number, a boolean, or a list of these');
}

function encodeItem(item: unknown): string | null {
  const text = encodeParameter(item);
  return Array.isArray(item) ? text : quoteItem(text);
}

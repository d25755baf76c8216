/**
 * A parameter as PostgreSQL reads it in text form: text, numbers and booleans, and lists of these.
 * @throws TypeError for anything else
 */
export function encodeParameter(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (Array.isArray(value)) return `{${value.map(encodeItem).join(',')}}`;
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean') return String(value);
  throw new TypeError('A parameter of a read is text, a number, a boolean, or a list of these');
}

/** In quotes, so that nothing in it is taken for the end of an item, nor the word null for no value. */
function encodeItem(item: unknown): string {
  const text = encodeParameter(item);
  if (text === null || Array.isArray(item)) return text ?? 'NULL';
  return `"${text.replaceAll(/["\\]/g, '\\$&')}"`;
}

/**
 * Writes an array as PostgreSQL reads it, of what needs no quoting: numbers, UUIDs, moments. The driver would look at each
 * element to find out what it is, and make several texts of it.
 */
export function writeArray<Item>(items: readonly Item[], read: (item: Item) => unknown): string {
  let text = '';
  for (const item of items) text += text === '' ? `{${read(item)}` : `,${read(item)}`;
  return text === '' ? '{}' : `${text}}`;
}

/** The same of any texts. */
export function writeTextArray<Item>(items: readonly Item[], read: (item: Item) => string | null): string {
  return writeArray(items, (item) => quoteItem(read(item)));
}

/** In quotes, so that nothing in it is taken for the end of an item, nor the word null for no value. */
export function quoteItem(text: string | null): string {
  if (text === null) return 'NULL';
  return special.test(text) ? `"${text.replace(specials, '\\$&')}"` : `"${text}"`;
}

const special = /["\\]/;
const specials = /["\\]/g;

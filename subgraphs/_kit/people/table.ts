import { readFileSync } from 'node:fs';

/**
 * Reads a tab-separated table from `data/`; its first line names the columns.
 * @returns one record for each line after the first, all values as text
 */
export function readTable<Column extends string>(name: string): Record<Column, string>[] {
  const [header = '', ...lines] = readFileSync(new URL(`./data/${name}`, import.meta.url), 'utf8')
    .trimEnd()
    .split('\n');
  const columns = header.split('\t') as Column[];
  return lines.map((line) => {
    const values = line.split('\t');
    return Object.fromEntries(columns.map((column, i) => [column, values[i] ?? ''])) as Record<Column, string>;
  });
}

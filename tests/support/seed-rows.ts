import type { Ministry } from '../../subgraphs/_kit/ministry.ts';
import { generateHouseholds } from '../../subgraphs/_kit/people/generate-households.ts';
import { createRandom } from '../../subgraphs/_kit/people/random.ts';
import type { Cell } from '../../subgraphs/_kit/seeding/seed.ts';

export type SeedRow = Readonly<Record<string, Cell>>;

/** What a ministry's seed makes of so many citizens: the rows by table, each with its columns by name. */
export function seedRows({ name, seed }: Ministry, citizens: number): (table: string) => readonly SeedRow[] {
  const rows = new Map<string, SeedRow[]>(Object.keys(seed.tables).map((table) => [table, []]));
  const rowsOf = (table: string): SeedRow[] => {
    const found = rows.get(table);
    if (found === undefined) throw new Error(`The seed of ${name} has no table ${table}`);
    return found;
  };
  const seedHousehold = seed.open({
    add: (table, ...cells) => {
      const columns = seed.tables[table] ?? [];
      rowsOf(table).push(Object.fromEntries(columns.map((column, i) => [column, cells[i] ?? null])));
    },
    random: (...words) => createRandom(name, ...words),
  });
  for (const household of generateHouseholds({ citizens })) seedHousehold(household);
  return rowsOf;
}

import { type Kysely, type RawBuilder, sql } from 'kysely';
import { Cube } from './cube.ts';
import { type Axis, type Dataset, type Dimension, unknownValue } from './dataset.ts';

type GroupedRow = Readonly<Record<string, string | number | null>>;

/**
 * Counts a dataset in one statement, grouped by every combination of dimensions that may be crossed. No row leaves
 * the database, only groups.
 * @throws the driver's error; RangeError when there are more groups than a process should hold
 */
export async function readCube(database: Kysely<never>, dataset: Dataset): Promise<Cube> {
  const { rows } = await countGroups(dataset).execute(database);
  if (rows.length > MAX_GROUPS) {
    throw new RangeError(`${dataset.code} has more than ${MAX_GROUPS} cells: give it fewer or coarser dimensions`);
  }
  const cube = new Cube(dataset.axes);
  for (const row of rows) {
    cube.set({
      nodes: cube.trees.map((tree) => {
        const grouped = tree.axis.find((dimension) => row[columnOf(dimension)] !== null);
        return (grouped && tree.find(grouped, String(row[columnOf(grouped)]))) ?? tree.root;
      }),
      people: Number(row['people']),
      values: dataset.measures.map(({ code }) => Number(row[`measure_${code.toLowerCase()}`])),
    });
  }
  return cube;
}

/** Some 200 MB. */
const MAX_GROUPS = 500_000;

/** The statement: rows → their place on each axis → groups. */
function countGroups({ rows, axes, measures }: Dataset): RawBuilder<GroupedRow> {
  const dimensions = axes.flat();
  const columns = dimensions.map((dimension) => sql.ref(columnOf(dimension)));
  const sums = measures.filter((measure) => measure.of === 'sum');
  return sql<GroupedRow>`
    WITH thing AS (${rows}),
    placed AS (
      SELECT ${sql.join([
        sql.ref('thing.person'),
        ...sums.map(({ code }) => sql.ref(`thing.${code.toLowerCase()}`)),
        ...dimensions.map(
          (dimension) =>
            sql`coalesce(${place(dimension, 'code')}, ${sql.lit(unknownValue.code)}) AS ${sql.ref(columnOf(dimension))}`,
        ),
      ])}
      FROM thing ${sql.join(axes.map(joinPlaces), sql` `)}
    )
    SELECT ${sql.join([
      ...columns,
      sql`count(DISTINCT person)::integer AS people`,
      ...measures.map(({ code, of }) => {
        const value = of === 'rows' ? sql`count(*)` : sql`sum(${sql.ref(code.toLowerCase())})::bigint`;
        return sql`${value} AS ${sql.ref(`measure_${code.toLowerCase()}`)}`;
      }),
    ])}
    FROM placed
    GROUP BY GROUPING SETS (${sql.join(listGroupings(axes).map((grouping) => sql`(${sql.join(grouping.map((dimension) => sql.ref(columnOf(dimension))))})`))})
    HAVING count(DISTINCT person) > 0
    LIMIT ${sql.lit(MAX_GROUPS + 1)}`;
}

/** The rows tell the last dimension of an axis; within which values of the others it lies, the dimensions say. */
function joinPlaces(axis: Axis): RawBuilder<unknown> {
  const joins = axis.toReversed().map((dimension, i, reversed) => {
    const finer = reversed[i - 1];
    const told = finer ? place(finer, 'within_code') : sql.ref(`thing.${columnOf(dimension)}`);
    const codes = dimension.values.map(({ code }) => code);
    const withins = dimension.values.map(({ within = null }) => within);
    return sql`LEFT JOIN unnest(${codes}::text[], ${withins}::text[]) AS ${sql.ref(`place_${columnOf(dimension)}`)} (code, within_code)
      ON ${place(dimension, 'code')} = ${told}`;
  });
  return sql.join(joins, sql` `);
}

function place(dimension: Dimension, column: 'code' | 'within_code'): RawBuilder<unknown> {
  return sql.ref(`place_${columnOf(dimension)}.${column}`);
}

/** One dimension of each axis or none, in all combinations; and each that is counted alone. */
function listGroupings(axes: readonly Axis[]): readonly (readonly Dimension[])[] {
  let crossings: (readonly Dimension[])[] = [[]];
  for (const axis of axes) {
    const choices = [[], ...axis.filter(({ isAlone }) => !isAlone).map((dimension) => [dimension])];
    crossings = crossings.flatMap((crossing) => choices.map((choice) => [...crossing, ...choice]));
  }
  const alone = axes.flatMap((axis) => axis.filter(({ isAlone }) => isAlone).map((dimension) => [dimension]));
  return [...crossings, ...alone];
}

/** `AGE_GROUP` → `age_group` */
function columnOf({ code }: Dimension): string {
  return code.toLowerCase();
}

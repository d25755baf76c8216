import pg from 'pg';

const { builtins } = pg.types;
// pg-types has no names for the types of lists.
const TEXT_LIST: number = 1009;
const DATE_LIST: number = 1182;

/** OID of a PostgreSQL type → how its text becomes a value. */
const parsers: Readonly<Record<number, (text: string) => unknown>> = {
  [builtins.DATE]: (text) => text,
  [builtins.TIMESTAMP]: (text) => text,
  [builtins.TIMESTAMPTZ]: (text) => new Date(text).toISOString(),
  [builtins.INT8]: parseSafeInteger,
  [DATE_LIST]: pg.types.getTypeParser(TEXT_LIST),
};

/** How a connection of ours reads values: as the scalars of the schema want them. */
export function getTypeParser(oid: number, format?: 'text' | 'binary') {
  return parsers[oid] ?? pg.types.getTypeParser(oid, format);
}

function parseSafeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError('A bigint column holds a number beyond 2^53');
  return value;
}

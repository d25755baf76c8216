import { type DocumentNode, Kind, valueFromASTUntyped } from 'graphql';

/** Identifies `@personal` in every subgraph and in the supergraph; a version follows it. */
export const personalSpec = 'https://citizen-graph.example/personal';

/**
 * The names that `@personal` goes by in a document. A subgraph may import it under another name, and the supergraph
 * then keeps that name. `personal` itself always counts, linked or not: a mark too many closes, one too few opens.
 */
export function markDirectiveNames(document: DocumentNode): ReadonlySet<string> {
  const names = new Set([ownName]);
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.SCHEMA_DEFINITION && definition.kind !== Kind.SCHEMA_EXTENSION) continue;
    for (const directive of definition.directives ?? []) {
      // Told by its URL alone, since `@link` too can be renamed.
      const link = new Map(directive.arguments?.map(({ name, value }) => [name.value, valueFromASTUntyped(value)]));
      if (!String(link.get('url')).startsWith(`${personalSpec}/`)) continue;
      for (const name of importedNames(link.get('as'), link.get('import'))) names.add(name);
    }
  }
  return names;
}

const ownName = 'personal';

/** `as` renames what is not imported, and `{ name, as }` in `import` what is. */
function* importedNames(as: unknown, imports: unknown): Iterable<string> {
  if (typeof as === 'string') yield as;
  if (!Array.isArray(imports)) return;
  for (const item of imports) {
    if (item?.name === `@${ownName}` && typeof item.as === 'string') yield item.as.slice(1);
  }
}

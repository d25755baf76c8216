import { Kind } from 'graphql';
import { citizen } from '../composition/citizen.ts';
import { namedType, type Supergraph } from '../composition/supergraph.ts';

export interface Reachable {
  /** Coordinates of the open fields with marks that a query can reach from one citizen. */
  readonly fields: ReadonlySet<string>;
  /** Coordinates of the fields with marks that lead on to further citizens. */
  readonly waysToCitizens: ReadonlySet<string>;
}

/**
 * Walks from a citizen through open fields, and through fields without a mark, which go with the one above them. What
 * lies below another citizen is that citizen's, so the walk ends there.
 * @param open  coordinates of fields with marks
 */
export function findReachable(supergraph: Supergraph, open: ReadonlySet<string>): Reachable {
  const fields = new Set<string>();
  const waysToCitizens = new Set<string>();
  // A type is walked again under another mark, since the mark is what is reported.
  const walked = new Set<string>();

  const walk = (typeName: string, above: string | undefined): void => {
    const key = `${typeName} ${above}`;
    if (walked.has(key)) return;
    walked.add(key);
    for (const field of supergraph.types.get(typeName)?.fields.values() ?? []) {
      if (field.mark && !open.has(field.coordinate)) continue;
      const way = field.mark ? field.coordinate : above;
      if (field.mark) fields.add(field.coordinate);
      for (const next of possibleTypes(supergraph, namedType(field.type))) {
        if (next !== citizen.type) walk(next, way);
        else if (way) waysToCitizens.add(way);
      }
    }
  };
  walk(citizen.type, undefined);
  return { fields, waysToCitizens };
}

/** An object stands for itself, an interface or union also for what it may turn out to be. */
function possibleTypes({ types }: Supergraph, name: string): readonly string[] {
  const node = types.get(name)?.node;
  if (node?.kind === Kind.UNION_TYPE_DEFINITION) return (node.types ?? []).map((member) => member.name.value);
  if (node?.kind !== Kind.INTERFACE_TYPE_DEFINITION) return [name];
  const implementations = [...types.values()].filter(({ interfaces }) => interfaces.includes(name));
  return [name, ...implementations.map((type) => type.name)];
}

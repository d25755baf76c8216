import { print } from 'graphql';
import { citizen } from '../citizen.ts';
import type { Problem } from '../problem.ts';
import type { Supergraph } from '../supergraph.ts';

/**
 * Every subgraph knows a citizen by `personalId: PersonalId!` and by nothing else, so that the format of the key is
 * defined once and no subgraph can be asked with another.
 */
export function* citizenKey({ types }: Supergraph): Iterable<Problem> {
  const type = types.get(citizen.type);
  if (!type) return;
  const problem = { rule: 'citizen-key', coordinate: type.name };
  const mend = `Key it with @key(fields: "${citizen.key}") alone.`;
  for (const { subgraph, fields } of type.keys) {
    if (fields === citizen.key) continue;
    yield { ...problem, subgraphs: [subgraph], fault: `has the key "${fields}".`, mend };
  }
  for (const subgraph of type.subgraphs) {
    if (type.keys.some((key) => key.subgraph === subgraph)) continue;
    yield { ...problem, subgraphs: [subgraph], fault: 'has no key.', mend };
  }

  const field = type.fields.get(citizen.key);
  if (field && print(field.type) === citizen.keyType) return;
  yield {
    ...problem,
    subgraphs: field?.subgraphs ?? type.subgraphs,
    coordinate: `${type.name}.${citizen.key}`,
    fault: field ? `has the type ${print(field.type)}.` : 'is missing.',
    mend: `Write ${citizen.key}: ${citizen.keyType}`,
  };
}

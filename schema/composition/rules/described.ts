import { type InputValueDefinitionNode, Kind, type StringValueNode } from 'graphql';
import type { Problem } from '../problem.ts';
import type { Supergraph, SupergraphType } from '../supergraph.ts';

/**
 * Everything that a caller can see is described in English. Types and fields also give the term that Vietnamese law
 * and forms use, in parentheses at the end. One subgraph's description of a shared type is enough for all.
 */
export function* described({ types }: Supergraph): Iterable<Problem> {
  for (const type of types.values()) {
    for (const element of describedElements(type)) {
      const text = element.description?.value.trim() ?? '';
      const problem = { rule: 'described', subgraphs: element.subgraphs, coordinate: element.coordinate };
      if (text === '') {
        const term = element.needsTerm ? ', with the Vietnamese term in parentheses at the end' : '';
        yield { ...problem, fault: 'has no description.', mend: `Describe it in English${term}.` };
      } else if (element.needsTerm && !endsWithTerm.test(text)) {
        yield {
          ...problem,
          fault: 'has a description without the Vietnamese term.',
          mend: 'End it with the term in parentheses: "Full name at birth. (Họ, chữ đệm và tên khai sinh.)"',
        };
      }
    }
  }
}

/** Something before the parentheses, and a letter inside. */
const endsWithTerm = /\S\s*\([^(]*\p{L}.*\)\.?$/su;

interface DescribedElement {
  readonly coordinate: string;
  readonly subgraphs: readonly string[];
  readonly description: StringValueNode | undefined;
  readonly needsTerm: boolean;
}

function* describedElements({ name, node, subgraphs, fields }: SupergraphType): Iterable<DescribedElement> {
  yield { coordinate: name, subgraphs, description: node.description, needsTerm: true };
  if (node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.INTERFACE_TYPE_DEFINITION) {
    for (const field of node.fields ?? []) {
      const coordinate = `${name}.${field.name.value}`;
      const owners = fields.get(field.name.value)?.subgraphs ?? subgraphs;
      yield { coordinate, subgraphs: owners, description: field.description, needsTerm: true };
      yield* (field.arguments ?? []).map((argument: InputValueDefinitionNode) => ({
        coordinate: `${coordinate}(${argument.name.value}:)`,
        subgraphs: owners,
        description: argument.description,
        needsTerm: false,
      }));
    }
  }
  const members =
    node.kind === Kind.ENUM_TYPE_DEFINITION
      ? node.values
      : node.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION
        ? node.fields
        : [];
  for (const { name: member, description } of members ?? []) {
    yield { coordinate: `${name}.${member.value}`, subgraphs, description, needsTerm: false };
  }
}

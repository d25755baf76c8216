import {
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  Kind,
  type NamedTypeNode,
  parse,
  type SelectionSetNode,
  type TypeDefinitionNode,
  type TypeNode,
  valueFromASTUntyped,
} from 'graphql';
import type { Mark } from '../marks/mark.ts';
import { type Marks, readMarks } from '../marks/read-marks.ts';

/** A supergraph as the rules and the reference look at it: composition's own types left out. */
export interface Supergraph {
  readonly types: ReadonlyMap<string, SupergraphType>;
}

export interface SupergraphType {
  readonly name: string;
  readonly node: TypeDefinitionNode;
  /** Names of the subgraphs that define it. */
  readonly subgraphs: readonly string[];
  /** Only an entity has any. */
  readonly keys: readonly { readonly subgraph: string; readonly fields: string }[];
  readonly interfaces: readonly string[];
  /** Fields of an object or interface; no other type has any. */
  readonly fields: ReadonlyMap<string, SupergraphField>;
}

export interface SupergraphField {
  readonly name: string;
  readonly coordinate: string;
  readonly node: FieldDefinitionNode;
  readonly type: TypeNode;
  /** Names of the subgraphs that resolve it. */
  readonly subgraphs: readonly string[];
  /** Its own mark. */
  readonly mark: Mark | undefined;
  /** What a subgraph is given of the same object before it can resolve the field. */
  readonly requires: readonly { readonly subgraph: string; readonly selection: SelectionSetNode }[];
  /** Whether an argument is filled from an object further up (`@fromContext`). */
  readonly takesContext: boolean;
}

/**
 * Reads the SDL that composition writes: what each subgraph gave is told by its `@join__…` directives.
 * @throws GraphQLError when the text is no SDL; Error when a mark cannot be read
 */
export function readSupergraph(supergraphSdl: string): Supergraph {
  const document = parse(supergraphSdl);
  const marks = readMarks(document);
  const subgraphNames = readSubgraphNames(document);
  const types = new Map<string, SupergraphType>();
  for (const node of document.definitions) {
    if (!('name' in node) || !node.name || node.kind === Kind.DIRECTIVE_DEFINITION || !isType(node)) continue;
    if (compositionsOwn.test(node.name.value)) continue;
    types.set(node.name.value, readType(node, marks, subgraphNames));
  }
  return { types };
}

/** The name at the heart of a type: `Citizen` of `[Citizen!]!`. */
export function namedType(type: TypeNode): string {
  let inner = type;
  while (inner.kind !== Kind.NAMED_TYPE) inner = inner.type;
  return (inner satisfies NamedTypeNode).name.value;
}

/** `join__FieldSet`, `link__Purpose` and the like: named for the specification that brings them. */
const compositionsOwn = /^[a-z]+__/;

function isType(node: { readonly kind: string }): node is TypeDefinitionNode {
  return node.kind.endsWith('TypeDefinition');
}

/** Graph enum value → subgraph name: `SOCIAL_INSURANCE` → `social-insurance`. */
function readSubgraphNames(document: DocumentNode): ReadonlyMap<unknown, string> {
  const names = new Map<unknown, string>();
  for (const node of document.definitions) {
    if (node.kind !== Kind.ENUM_TYPE_DEFINITION || node.name.value !== 'join__Graph') continue;
    for (const value of node.values ?? []) {
      for (const join of argumentsOf(value.directives, 'join__graph')) {
        names.set(value.name.value, String(join.get('name')));
      }
    }
  }
  return names;
}

function readType(node: TypeDefinitionNode, marks: Marks, subgraphNames: ReadonlyMap<unknown, string>): SupergraphType {
  const name = node.name.value;
  const joins = argumentsOf(node.directives, 'join__type');
  const subgraphOf = (join: Arguments): string => subgraphNames.get(join.get('graph')) ?? '';
  const subgraphs = [...new Set(joins.map(subgraphOf))];
  const keys = joins.flatMap((join) => {
    const fields = join.get('key');
    return typeof fields === 'string' ? [{ subgraph: subgraphOf(join), fields }] : [];
  });

  const fields = new Map<string, SupergraphField>();
  const isComposite = node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.INTERFACE_TYPE_DEFINITION;
  for (const field of (isComposite && node.fields) || []) {
    const fieldJoins = argumentsOf(field.directives, 'join__field').filter((join) => join.has('graph'));
    const resolvedBy = fieldJoins.filter((join) => join.get('external') !== true).map(subgraphOf);
    const coordinate = `${name}.${field.name.value}`;
    fields.set(field.name.value, {
      name: field.name.value,
      coordinate,
      node: field,
      type: field.type,
      // Composition leaves @join__field out where every subgraph of the type resolves the field alike.
      subgraphs: fieldJoins.length > 0 ? resolvedBy : subgraphs,
      mark: marks.get(coordinate),
      requires: fieldJoins.flatMap((join) => {
        const selection = join.get('requires');
        return typeof selection === 'string'
          ? [{ subgraph: subgraphOf(join), selection: parseSelection(selection) }]
          : [];
      }),
      takesContext: fieldJoins.some((join) => join.has('contextArguments')),
    });
  }
  const interfaces = isComposite ? (node.interfaces ?? []).map((implemented) => implemented.name.value) : [];
  return { name, node, subgraphs, keys, interfaces, fields };
}

function parseSelection(fields: string): SelectionSetNode {
  const [definition] = parse(`{ ${fields} }`, { noLocation: true }).definitions;
  if (definition?.kind !== Kind.OPERATION_DEFINITION) throw new Error(`"${fields}" is no selection`);
  return definition.selectionSet;
}

type Arguments = ReadonlyMap<string, unknown>;

/** The arguments of each directive with that name. */
function argumentsOf(directives: readonly ConstDirectiveNode[] | undefined, name: string): readonly Arguments[] {
  return (directives ?? [])
    .filter((directive) => directive.name.value === name)
    .map(
      (directive) =>
        new Map(directive.arguments?.map((argument) => [argument.name.value, valueFromASTUntyped(argument.value)])),
    );
}

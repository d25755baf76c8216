import {
  type DocumentNode,
  type FieldNode,
  type FragmentSpreadNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  type InlineFragmentNode,
  isAbstractType,
  isInterfaceType,
  isObjectType,
  isUnionType,
  Kind,
  type NamedTypeNode,
  type OperationDefinitionNode,
  print,
  type SelectionNode,
  type SelectionSetNode,
  visit,
} from 'graphql';
import { isIncluded, withoutConditions } from './conditions.ts';
import type { Variables } from './execution.ts';
import type { Fragments } from './fragments.ts';

/** The name under which the data of an execution holds what a field of the caller's operation asks for. */
export type SourceName = (field: FieldNode) => string;

/** An operation as it is planned. */
export interface CanonicalOperation {
  /** One operation with all fragments written out and every field under its source name. */
  readonly document: DocumentNode;
  readonly sourceName: SourceName;
  /** Name in the document → name in the caller's operation, for variables that had to be renamed. */
  readonly renamedVariables: ReadonlyMap<string, string>;
}

/** @param conditions  values of the variables that `@skip` and `@include` use */
export type Canonicalise = (
  operation: OperationDefinitionNode,
  fragments: Fragments,
  conditions: Variables,
) => CanonicalOperation;

/**
 * Takes the caller's aliases out of operations before they are planned. The planner adds fields of its own (keys, and
 * what `@requires` names) under their plain names, and does not see when an alias of the caller has taken such a name:
 * `personalId: spouseId` would send one citizen's number as another's key. So a field is fetched under its own name, or
 * under a name of ours when fields of this name take arguments, and the writer gives it back under the caller's.
 *
 * Fragments that apply to no object where they stand are left out, and those on an interface of the type around them are
 * put on that type: the planner fails on some of either below an `@interfaceObject`. `@skip` and `@include` are settled:
 * the planner lets fields share a fetch of which one `@requires` what is left out with it, and none of them is then asked.
 */
export function createCanonicaliser(schema: GraphQLSchema): Canonicalise {
  const { all, withArguments } = collectFieldNames(schema);

  return (operation, fragments, conditions) => {
    const names = new Map<string, string>();
    const taken = new Set(all);
    const isMutation = operation.operation === 'mutation';
    const rootFields = isMutation ? schema.getMutationType()?.getFields() : undefined;

    const sourceName: SourceName = (field) => {
      const name = field.name.value;
      // Each field of a mutation is run, also when it is the same twice.
      const isRun = rootFields !== undefined && Object.hasOwn(rootFields, name);
      if (!withArguments.has(name) && !isRun) return name;
      const key = `${name}(${writeArguments(field)})${isRun ? (field.alias?.value ?? name) : ''}`;
      const known = names.get(key);
      if (known !== undefined) return known;
      let number = 0;
      while (taken.has(`${name}__${number}`)) number++;
      const made = `${name}__${number}`;
      taken.add(made);
      names.set(key, made);
      return made;
    };

    const rootType = schema.getRootType(operation.operation);
    if (!rootType) throw new Error(`The schema has no root type for a ${operation.operation}`);
    const selectionSet = new Rewriter(schema, fragments, conditions, sourceName).rewrite(
      operation.selectionSet,
      rootType,
    );
    // The caller's name for the operation would reach the sources, and keep equal fetches apart.
    const { name: _, ...unnamed } = operation;
    const document: DocumentNode = { kind: Kind.DOCUMENT, definitions: [{ ...unnamed, selectionSet }] };
    return { sourceName, ...renameVariable(document, operation) };
  };
}

/** Entity fetches have a variable of their own, which an equal name of the caller's would double. */
const RESERVED_VARIABLE = 'representations';

function renameVariable(
  document: DocumentNode,
  { variableDefinitions = [] }: OperationDefinitionNode,
): Pick<CanonicalOperation, 'document' | 'renamedVariables'> {
  const names = variableDefinitions.map(({ variable }) => variable.name.value);
  if (!names.includes(RESERVED_VARIABLE)) return { document, renamedVariables: NONE };
  let number = 0;
  while (names.includes(`${RESERVED_VARIABLE}__${number}`)) number++;
  const value = `${RESERVED_VARIABLE}__${number}`;
  const renamed = visit(document, {
    Variable: ({ name }) =>
      name.value === RESERVED_VARIABLE ? { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value } } : undefined,
  });
  return { document: renamed, renamedVariables: new Map([[value, RESERVED_VARIABLE]]) };
}

const NONE: ReadonlyMap<string, string> = new Map();

class Rewriter {
  readonly #schema: GraphQLSchema;
  readonly #fragments: Fragments;
  readonly #conditions: Variables;
  readonly #sourceName: SourceName;

  constructor(schema: GraphQLSchema, fragments: Fragments, conditions: Variables, sourceName: SourceName) {
    this.#schema = schema;
    this.#fragments = fragments;
    this.#conditions = conditions;
    this.#sourceName = sourceName;
  }

  rewrite(set: SelectionSetNode, type: GraphQLNamedType): SelectionSetNode {
    const selections = this.#selections(set, type, this.#possibleNames(type));
    return { kind: Kind.SELECTION_SET, selections: selections.length > 0 ? selections : [TYPENAME] };
  }

  /** @param possible  names of the object types that can stand here, whatever fragments are around */
  #selections(
    { selections }: SelectionSetNode,
    type: GraphQLNamedType,
    possible: ReadonlySet<string>,
  ): SelectionNode[] {
    return selections.flatMap((selection) => {
      if (!isIncluded(selection, this.#conditions)) return [];
      if (selection.kind !== Kind.FIELD) return this.#fragment(selection, type, possible);
      return isIntrospection(selection) ? [] : [this.#field(selection, type)];
    });
  }

  #field(field: FieldNode, parent: GraphQLNamedType): FieldNode {
    const { alias: _, directives = [], ...bare } = field;
    const own = { ...bare, directives: withoutConditions(directives) };
    const sourceName = this.#sourceName(field);
    const named =
      sourceName === own.name.value ? own : { ...own, alias: { kind: Kind.NAME, value: sourceName } as const };
    const definition = isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[own.name.value] : undefined;
    if (!named.selectionSet || !definition) return named;
    return { ...named, selectionSet: this.rewrite(named.selectionSet, getNamedType(definition.type)) };
  }

  #fragment(
    selection: InlineFragmentNode | FragmentSpreadNode,
    parent: GraphQLNamedType,
    possible: ReadonlySet<string>,
  ): SelectionNode[] {
    const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : this.#fragments.get(selection.name.value);
    if (!fragment) throw new Error('The document was to be validated before it is compiled');
    const type = this.#narrow(parent, fragment.typeCondition);
    const inner = type === parent ? possible : possible.intersection(this.#possibleNames(type));
    const selections = inner.size > 0 ? this.#selections(fragment.selectionSet, type, inner) : [];
    if (selections.length === 0) return [];
    const { directives = [] } = selection;
    return [
      {
        kind: Kind.INLINE_FRAGMENT,
        directives: withoutConditions(directives),
        typeCondition: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: type.name } },
        selectionSet: { kind: Kind.SELECTION_SET, selections },
      },
    ];
  }

  /** The type inside a fragment: that of its condition, or of the parent where the condition says nothing new. */
  #narrow(parent: GraphQLNamedType, condition: NamedTypeNode | undefined): GraphQLNamedType {
    const type = condition ? this.#schema.getType(condition.name.value) : parent;
    if (!type) throw new Error('The document was to be validated before it is compiled');
    if (!isAbstractType(type) || !(isObjectType(parent) || isInterfaceType(parent))) return type;
    // All that a fragment on a union can select itself is `__typename`.
    const isCovered = isUnionType(type) && this.#possibleNames(parent).isSubsetOf(this.#possibleNames(type));
    return isCovered || this.#schema.isSubType(type, parent) ? parent : type;
  }

  #possibleNames(type: GraphQLNamedType): ReadonlySet<string> {
    return new Set(isAbstractType(type) ? this.#schema.getPossibleTypes(type).map(({ name }) => name) : [type.name]);
  }
}

/** Sources know nothing of the whole schema: the writer answers for it. */
function isIntrospection({ name }: FieldNode): boolean {
  return name.value === '__schema' || name.value === '__type';
}

const TYPENAME: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

/** Told by name alone, so that fields which merge have one source name whatever types they were selected on. */
function collectFieldNames(schema: GraphQLSchema): { all: ReadonlySet<string>; withArguments: ReadonlySet<string> } {
  const fields = Object.values(schema.getTypeMap())
    .filter((type) => isObjectType(type) || isInterfaceType(type))
    .flatMap((type) => Object.values(type.getFields()));
  return {
    all: new Set(fields.map(({ name }) => name)),
    withArguments: new Set(fields.filter(({ args }) => args.length > 0).map(({ name }) => name)),
  };
}

function writeArguments({ arguments: given = [] }: FieldNode): string {
  return given
    .map((argument) => print(argument))
    .sort()
    .join(',');
}

import type { QueryPlanSelectionNode } from '@apollo/query-planner';
import {
  type FieldNode,
  type GraphQLInterfaceType,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  type InlineFragmentNode,
  isInterfaceType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import { citizen } from '../../schema/composition/citizen.ts';
import type { FieldRegister, RegisteredField } from '../disclosure/field-register.ts';
import type { FieldSet } from '../disclosure/field-set.ts';
import type { AskedField } from './asked-fields.ts';
import { askFor, ENTITIES, readOperation } from './fetch-document.ts';
import { isPrefix, namesOf, type PlannedFetch, readFetch } from './planned-fetches.ts';
import { pruneRequires } from './prune-requires.ts';
import { emptyTree, type SelectionTree } from './selection-tree.ts';
import type { SubgraphTypes } from './subgraph-types.ts';

/**
 * A fetch with what is not open left out, and what only that would have needed; undefined when nothing is left to ask.
 * The same object for the same question.
 */
export type PickVariant = (open: FieldSet) => PlannedFetch | undefined;

/** What fields are pruned by. */
export interface MarkedGraph {
  /** With all types, inaccessible ones too. */
  readonly schema: GraphQLSchema;
  readonly subgraphTypes: SubgraphTypes;
  readonly register: FieldRegister;
}

/** The most variants of a fetch that are kept; beyond it the one that was not used longest goes. */
const MAX_VARIANTS = 64;

/**
 * Makes the variants of all fetches of a plan.
 *
 * A field is asked for when the operation asks for it and all that is marked from its citizen down to it is open; or
 * when a later fetch `@requires` it that is itself made for something open. So what one withheld field alone needs is
 * never fetched, and what an open field is made from is, though it is not told.
 */
export function compileVariants(
  fetches: readonly PlannedFetch[],
  asked: AskedField,
  graph: MarkedGraph,
): ReadonlyMap<PlannedFetch, PickVariant> {
  const places = new Map(fetches.map((fetch) => [fetch, findPlaces(fetch, asked)]));
  const placesOf = (fetch: PlannedFetch): readonly Place[] => places.get(fetch) ?? [];
  const needs = new Map(fetches.map((fetch, position) => [fetch, findNeeds(fetch, fetches.slice(position + 1))]));
  const pickAt = (fetch: PlannedFetch, at: readonly Place[]): PickVariant =>
    rememberVariants(new Pruner(fetch, at, needs.get(fetch) ?? [], graph));
  const variants = new Map(fetches.map((fetch) => [fetch, pickAt(fetch, placesOf(fetch))]));
  return variants;

  /** What a fetch requires is brought before it, by one that is about the same citizen. */
  function findNeeds(fetch: PlannedFetch, later: readonly PlannedFetch[]): Need[] {
    const owners = new Set(placesOf(fetch).map(({ owner }) => owner));
    return later
      .filter((other) => mayBring(fetch, requiredBelow(other, fetch.path)))
      .flatMap((other): Need | [] => {
        // What it asks of another citizen, whom these lead to, is no reason: that is for that one's verdict.
        const shared = placesOf(other).filter(({ owner }) => owners.has(owner));
        let pick: PickVariant | undefined;
        return shared.length === 0
          ? []
          : (open) => {
              pick ??= (shared.length === placesOf(other).length && variants.get(other)) || pickAt(other, shared);
              return requiredBelow(pick(open), fetch.path);
            };
      });
  }
}

function rememberVariants(pruner: Pruner): PickVariant {
  const bySet = new WeakMap<FieldSet, { readonly variant: PlannedFetch | undefined }>();
  const byText = new LRUCache<string, PlannedFetch>({ max: MAX_VARIANTS });
  return (open) => {
    const known = bySet.get(open);
    if (known) return known.variant;
    const pruned = pruner.prune(open);
    const variant = pruned && (byText.get(pruned.node.operation) ?? pruned);
    if (variant) byText.set(variant.node.operation, variant);
    bySet.set(open, { variant });
    return variant;
  };
}

/** Where a fetch attaches, seen from the citizen whose it is. */
interface Place {
  /** The citizen's place; the operation's root for what is nobody's. */
  readonly owner: AskedField;
  /** Undefined where the operation asks for nothing: what is fetched there is required by something. */
  readonly asked: AskedField | undefined;
  /** What is marked from the citizen down to here. */
  readonly above: readonly RegisteredField[];
  /** Whether those who are here are the owners: what is beside them here, such as a firm, has a place of its own. */
  readonly isOwners: boolean;
}

/** One place; more where the path leads through what is a citizen or something else. */
function findPlaces({ path, node: { requires = [] } }: PlannedFetch, root: AskedField): Place[] {
  const names = namesOf(path);
  const types = requires.map((selection) => selection.kind === 'InlineFragment' && selection.typeCondition);
  return names.reduce<Place[]>(
    (places, name, position) =>
      places.flatMap(({ owner, asked: around, above }): Place[] => {
        const asked = around?.below.get(name);
        const inside = { owner, asked, above: [...above, ...(asked?.registered ?? [])], isOwners: false };
        if (!asked?.isCitizen) return [inside];
        const own = { owner: asked, asked, above: [], isOwners: true };
        if (!asked.isOther) return [own];
        // The fetch tells what it is for; what the path leads through it does not.
        const isLast = position === names.length - 1;
        const isForCitizens = !isLast || types.includes(citizen.type);
        const isForOthers = !isLast || types.some((type) => type !== citizen.type);
        return [...(isForCitizens ? [own] : []), ...(isForOthers ? [inside] : [])];
      }),
    [{ owner: root, asked: root, above: [], isOwners: false }],
  );
}

/** What another fetch requires of what this one brings, for what is open. */
type Need = (open: FieldSet) => SelectionTree;

/** Names that a fetch requires below a path. */
function requiredBelow(fetch: PlannedFetch | undefined, path: readonly string[]): SelectionTree {
  if (!fetch) return emptyTree;
  const [names, own] = [namesOf(path), namesOf(fetch.path)];
  if (!isPrefix(names, own)) return emptyTree;
  return own
    .slice(names.length)
    .reduceRight<SelectionTree>((tree, name) => new Map([[name, tree]]), listNames(fetch.node.requires ?? []));
}

function listNames(selections: readonly QueryPlanSelectionNode[]): SelectionTree {
  const root: GrowingTree = new Map();
  const add = (tree: GrowingTree, selections: readonly QueryPlanSelectionNode[]): void => {
    for (const selection of selections) {
      if (selection.kind === 'InlineFragment') {
        add(tree, selection.selections);
        continue;
      }
      const name = selection.alias ?? selection.name;
      const below = tree.get(name) ?? new Map();
      tree.set(name, below);
      add(below, selection.selections ?? []);
    }
  };
  add(root, selections);
  return root;
}

interface GrowingTree extends Map<string, GrowingTree> {}

function mayBring({ selection }: PlannedFetch, required: SelectionTree): boolean {
  return required.keys().some((name) => name !== '__typename' && selection.has(name));
}

/** What is known of a place while a fetch is pruned. */
interface Position {
  readonly asked: AskedField | undefined;
  /** Whether the operation asks for what leads here, and all of it is open. */
  readonly isOpen: boolean;
  /** What those fetches require below here that are made. */
  readonly required: readonly SelectionTree[];
}

class Pruner {
  readonly #fetch: PlannedFetch;
  readonly #places: readonly Place[];
  readonly #needs: readonly Need[];
  readonly #graph: MarkedGraph;
  readonly #operation: OperationDefinitionNode;
  /** What is asked when everything is open. */
  readonly #whole: string;

  constructor(fetch: PlannedFetch, places: readonly Place[], needs: readonly Need[], graph: MarkedGraph) {
    this.#fetch = fetch;
    this.#places = places;
    this.#needs = needs;
    this.#graph = graph;
    this.#operation = readOperation(fetch.operation.document);
    this.#whole = askFor(this.#operation, this.#operation.selectionSet).operation;
  }

  prune(open: FieldSet): PlannedFetch | undefined {
    const { node, path } = this.#fetch;
    const { schema, subgraphTypes } = this.#graph;
    const operation = this.#operation;
    const rootType = schema.getRootType(operation.operation) ?? undefined;
    const position = this.#positionAmong(this.#places, open);
    const selections = this.#select(operation.selectionSet, rootType, position, open);
    if (selections.length === 0) return undefined;
    const selectionSet: SelectionSetNode = { kind: Kind.SELECTION_SET, selections };
    const asking = askFor(operation, selectionSet);
    if (asking.operation === this.#whole) return this.#fetch;
    const requires = node.requires && pruneRequires(node, { ...operation, selectionSet }, subgraphTypes);
    return readFetch({ ...node, ...asking, ...(requires && { requires }) }, path);
  }

  #positionAmong(places: readonly Place[], open: FieldSet): Position {
    return {
      asked: places[0]?.asked,
      isOpen: places.some(({ asked, above }) => asked !== undefined && isAllOpen(above, open)),
      required: this.#needs.map((need) => need(open)),
    };
  }

  #selectEntities({ selections }: SelectionSetNode, open: FieldSet): SelectionNode[] {
    return selections.flatMap((selection) => {
      const typeName = selection.kind === Kind.INLINE_FRAGMENT ? selection.typeCondition?.name.value : undefined;
      const places = this.#places.filter((place) => this.#mayStandAt(place, typeName));
      const alone: SelectionSetNode = { kind: Kind.SELECTION_SET, selections: [selection] };
      return this.#select(alone, undefined, this.#positionAmong(places, open), open);
    });
  }

  /** Citizens stand where the owners are, whatever else there is stands at the other places, and interfaces at both. */
  #mayStandAt({ isOwners }: Place, typeName: string | undefined): boolean {
    return !isObjectType(this.#graph.schema.getType(typeName ?? '')) || isOwners === (typeName === citizen.type);
  }

  #select(
    { selections }: SelectionSetNode,
    type: GraphQLNamedType | undefined,
    position: Position,
    open: FieldSet,
  ): SelectionNode[] {
    return selections.flatMap((selection): SelectionNode[] => {
      if (selection.kind === Kind.FRAGMENT_SPREAD) throw new Error('A fetch has no fragment definitions');
      if (selection.kind === Kind.FIELD) return this.#selectField(selection, type, position, open);
      const { typeCondition, selectionSet } = selection;
      const inner = typeCondition ? this.#graph.schema.getType(typeCondition.name.value) : type;
      return withSelections(selection, this.#select(selectionSet, inner, position, open));
    });
  }

  #selectField(
    field: FieldNode,
    type: GraphQLNamedType | undefined,
    position: Position,
    open: FieldSet,
  ): SelectionNode[] {
    const { selectionSet } = field;
    const name = field.name.value;
    if (name === '__typename') return [field];
    if (name === ENTITIES && selectionSet) {
      const entities = this.#selectEntities(selectionSet, open);
      return asksFor(selectionSet.selections, KEY) === asksFor(entities, KEY) ? withSelections(field, entities) : [];
    }
    // Who it is about is known, or it would not be asked.
    if (isKey(name, type)) return position.isOpen || position.required.some((tree) => tree.has(name)) ? [field] : [];

    const isRequired = position.required.some((tree) => tree.has(this.#sourceName(field)));
    if (isInterfaceType(type) && !isRequired) return this.#selectOfInterface(field, type, position, open);
    return this.#selectChecked(field, type, position, open);
  }

  /** What an interface's field shows is the field of the type that stands there, and each has a mark of its own. */
  #selectOfInterface(
    field: FieldNode,
    type: GraphQLInterfaceType,
    position: Position,
    open: FieldSet,
  ): SelectionNode[] {
    const { schema, subgraphTypes } = this.#graph;
    const { serviceName } = this.#fetch.node;
    const types = schema.getPossibleTypes(type).filter(({ name }) => subgraphTypes.has(serviceName, name));
    const isOpen = (typeName: string): boolean => this.#isOpen(typeName, field, open);
    if (isOpen(type.name) && types.every(({ name }) => isOpen(name))) {
      return this.#selectChecked(field, type, position, open);
    }
    return types.flatMap((possible) => {
      const selections = this.#selectChecked(field, possible, position, open);
      return withSelections(fragmentOn(possible.name), selections);
    });
  }

  #selectChecked(
    field: FieldNode,
    type: GraphQLNamedType | undefined,
    position: Position,
    open: FieldSet,
  ): SelectionNode[] {
    const { selectionSet } = field;
    const name = this.#sourceName(field);
    const asked = position.asked?.below.get(name);
    const inner: Position = {
      asked,
      isOpen: position.isOpen && asked !== undefined && this.#isOpen(type?.name, field, open),
      required: position.required.flatMap((tree) => tree.get(name) ?? []),
    };
    if (!inner.isOpen && inner.required.length === 0) return [];
    if (!selectionSet) return [field];
    const selections = this.#select(selectionSet, this.#typeOf(type, field.name.value), inner, open);
    if (asksFor(selections) || !asksFor(selectionSet.selections)) return withSelections(field, selections);
    // Whether there is one is open, though nothing of it is.
    return inner.isOpen ? withSelections(field, [TYPENAME]) : [];
  }

  #sourceName({ alias, name }: FieldNode): string {
    const answered = alias?.value ?? name.value;
    return this.#fetch.renamed.get(answered) ?? answered;
  }

  #isOpen(typeName: string | undefined, { name }: FieldNode, open: FieldSet): boolean {
    const registered = this.#graph.register.find(`${typeName}.${name.value}`);
    return registered === undefined || open.has(registered.index);
  }

  #typeOf(parent: GraphQLNamedType | undefined, name: string): GraphQLNamedType | undefined {
    const field = isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[name] : undefined;
    return field && getNamedType(field.type);
  }
}

function isAllOpen(fields: readonly RegisteredField[], open: FieldSet): boolean {
  return fields.every(({ index }) => open.has(index));
}

function isKey(name: string, type: GraphQLNamedType | undefined): boolean {
  return type?.name === citizen.type && name === citizen.key;
}

function withSelections<Node extends FieldNode | InlineFragmentNode>(node: Node, selections: SelectionNode[]): Node[] {
  return selections.length > 0 ? [{ ...node, selectionSet: { kind: Kind.SELECTION_SET, selections } }] : [];
}

/** Whether there is anything beside the fields of these names. */
function asksFor(selections: readonly SelectionNode[], ignored: readonly string[] = ['__typename']): boolean {
  return selections.some((selection) => {
    if (selection.kind === Kind.INLINE_FRAGMENT) return asksFor(selection.selectionSet.selections, ignored);
    return selection.kind === Kind.FIELD && !ignored.includes(selection.name.value);
  });
}

/** Known of a citizen before anything is asked of them. */
const KEY = ['__typename', citizen.key];

function fragmentOn(typeName: string): InlineFragmentNode {
  return {
    kind: Kind.INLINE_FRAGMENT,
    typeCondition: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: typeName } },
    selectionSet: { kind: Kind.SELECTION_SET, selections: [] },
  };
}

const TYPENAME: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

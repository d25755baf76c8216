import type { FetchDataRewrite, FetchNode, PlanNode, QueryPlanSelectionNode } from '@apollo/query-planner';
import {
  type FieldNode,
  type GraphQLNamedType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  parse,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { citizen } from '../../schema/composition/citizen.ts';
import { asEntityOperation, askFor, ENTITIES, readOperation } from './fetch-document.ts';
import { namesOf } from './planned-fetches.ts';

/**
 * Splits each fetch that reaches a citizen through something else: it brings that citizen's key alone, and a fetch of its
 * own brings the rest. So every citizen can be decided on before anything of theirs is fetched; as the planner has it, a
 * spouse comes in the same call as the one who is asked about.
 *
 * Every subgraph resolves a citizen by the key (rule `citizen-key`), so what it gives by a path it gives by the key too.
 */
export function cutAtCitizens(node: PlanNode, schema: GraphQLSchema): PlanNode {
  switch (node.kind) {
    case 'Sequence':
    case 'Parallel':
      return { ...node, nodes: node.nodes.map((child) => cutAtCitizens(child, schema)) };
    case 'Flatten':
      if (node.node.kind !== 'Fetch') return { ...node, node: cutAtCitizens(node.node, schema) };
      return cutFetch(node.node, node.path.map(String), schema);
    case 'Fetch':
      return cutFetch(node, [], schema);
    case 'Condition':
    case 'Defer':
      throw new Error(`A plan has no ${node.kind} node: conditions are settled before, and @defer is not asked for`);
  }
}

function cutFetch(fetch: FetchNode, path: readonly string[], schema: GraphQLSchema): PlanNode {
  const operation = readOperation(parse(fetch.operation, { noLocation: true }));
  const cutter = new Cutter(schema);
  const selectionSet = cutter.cut(operation.selectionSet, schema.getRootType(operation.operation) ?? undefined, []);
  const whole = flatten(fetch, path);
  if (cutter.cuts.length === 0) return whole;

  const { outputRewrites = [], ...rest } = fetch;
  const isBelow = ({ path: place }: FetchDataRewrite, cut: Cut): boolean => restBelow(place, cut) !== undefined;
  const own = outputRewrites.filter((rewrite) => !cutter.cuts.some((cut) => isBelow(rewrite, cut)));
  const first: FetchNode = {
    ...rest,
    ...askFor(operation, selectionSet),
    ...(own.length > 0 && { outputRewrites: own }),
  };
  const others = cutter.cuts.map((cut) => {
    const moved = outputRewrites.flatMap((rewrite) => {
      const place = restBelow(rewrite.path, cut);
      return place ? [{ ...rewrite, path: [...place] }] : [];
    });
    const entities = asEntityOperation(operation, citizen.type, cut.selectionSet);
    const byKey: FetchNode = {
      kind: 'Fetch',
      serviceName: fetch.serviceName,
      requires: [KEY_REPRESENTATION],
      operationName: undefined,
      ...askFor(entities, entities.selectionSet),
      ...(moved.length > 0 && { outputRewrites: moved }),
    };
    return cutFetch(byKey, [...path, ...cut.path], schema);
  });
  return { kind: 'Sequence', nodes: [flatten(first, path), { kind: 'Parallel', nodes: others }] };
}

function flatten(node: FetchNode, path: readonly string[]): PlanNode {
  return path.length === 0 ? node : { kind: 'Flatten', path: [...path], node };
}

/** A place at which a citizen is reached, and what is asked of them. */
interface Cut {
  /** Source names, and `@` for each item of a list. */
  readonly path: readonly string[];
  readonly selectionSet: SelectionSetNode;
}

class Cutter {
  readonly cuts: Cut[] = [];
  readonly #schema: GraphQLSchema;

  constructor(schema: GraphQLSchema) {
    this.#schema = schema;
  }

  /** @param type  undefined for entities of any type, which the fetch is made for */
  cut(set: SelectionSetNode, type: GraphQLNamedType | undefined, path: readonly string[]): SelectionSetNode {
    return { ...set, selections: set.selections.map((selection) => this.#cutSelection(selection, type, path)) };
  }

  #cutSelection(selection: SelectionNode, type: GraphQLNamedType | undefined, path: readonly string[]): SelectionNode {
    if (selection.kind === Kind.FIELD) return this.#cutField(selection, type, path);
    if (selection.kind === Kind.FRAGMENT_SPREAD) throw new Error('A fetch has no fragment definitions');
    const { typeCondition, selectionSet } = selection;
    const inner = typeCondition ? this.#schema.getType(typeCondition.name.value) : type;
    const isReached = type !== undefined && inner?.name === citizen.type && type.name !== citizen.type;
    return { ...selection, selectionSet: this.#replace(selectionSet, inner, path, isReached) };
  }

  #cutField(field: FieldNode, parent: GraphQLNamedType | undefined, path: readonly string[]): FieldNode {
    const { selectionSet } = field;
    if (!selectionSet) return field;
    if (field.name.value === ENTITIES) return { ...field, selectionSet: this.cut(selectionSet, undefined, path) };
    const type =
      isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[field.name.value]?.type : undefined;
    if (!type) throw new Error(`The plan asks ${parent?.name} for ${field.name.value}, which it does not have`);
    const named = getNamedType(type);
    const below = [...path, field.alias?.value ?? field.name.value, ...listSteps(type)];
    return { ...field, selectionSet: this.#replace(selectionSet, named, below, named.name === citizen.type) };
  }

  /** The key where a citizen is reached of whom more is asked. */
  #replace(
    set: SelectionSetNode,
    type: GraphQLNamedType | undefined,
    path: readonly string[],
    isReached: boolean,
  ): SelectionSetNode {
    if (!isReached) return this.cut(set, type, path);
    if (!isKeyOnly(set)) this.cuts.push({ path, selectionSet: set });
    return KEY;
  }
}

function listSteps(type: GraphQLOutputType): string[] {
  const steps: string[] = [];
  for (let inner = getNullableType(type); isListType(inner); inner = getNullableType(inner.ofType)) steps.push('@');
  return steps;
}

function isKeyOnly({ selections }: SelectionSetNode): boolean {
  return selections.every(
    (selection) => selection.kind === Kind.FIELD && !selection.alias && keyFields.includes(selection.name.value),
  );
}

/** What is left of a rewrite's path below a cut; undefined when it leads elsewhere. */
function restBelow(path: readonly string[], cut: Cut): readonly string[] | undefined {
  const names = namesOf(cut.path);
  let matched = 0;
  for (const [position, element] of path.entries()) {
    if (matched === names.length) return path.slice(position);
    if (element.startsWith('... on ')) continue;
    if (element !== names[matched]) return undefined;
    matched++;
  }
  return undefined;
}

const keyFields: readonly string[] = ['__typename', citizen.key];

const KEY: SelectionSetNode = {
  kind: Kind.SELECTION_SET,
  selections: keyFields.map((value): FieldNode => ({ kind: Kind.FIELD, name: { kind: Kind.NAME, value } })),
};

const KEY_REPRESENTATION: QueryPlanSelectionNode = {
  kind: 'InlineFragment',
  typeCondition: citizen.type,
  selections: keyFields.map((name) => ({ kind: 'Field', name })),
};

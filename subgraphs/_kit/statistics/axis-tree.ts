import { type Axis, type Dimension, unknownValue } from './dataset.ts';

/** A place on an axis: a value of one of its dimensions, or the root, which stands for all things. */
export interface AxisNode {
  /** Its index among the nodes of the axis; the root is 0. */
  readonly id: number;
  /** Undefined for the root. */
  readonly dimension: Dimension | undefined;
  readonly code: string;
  /** Undefined for the root. */
  readonly parent: AxisNode | undefined;
}

/** The values of an axis as a tree. */
export class AxisTree {
  readonly axis: Axis;
  readonly root: AxisNode = { id: 0, dimension: undefined, code: '', parent: undefined };
  /** By id. */
  readonly nodes: readonly AxisNode[];
  /** The finest dimension that is crossed with other axes. */
  readonly finest: Dimension;
  /** A dimension behind it that is counted alone. */
  readonly alone: Dimension | undefined;
  readonly #byCode = new Map<Dimension, ReadonlyMap<string, AxisNode>>();

  /** @throws Error when a value lies within one that there is not */
  constructor(axis: Axis) {
    this.axis = axis;
    const crossed = axis.filter(({ isAlone }) => !isAlone);
    const finest = crossed.at(-1);
    if (!finest) throw new Error(`${axis[0].code} cannot be alone on its axis`);
    this.finest = finest;
    this.alone = axis.find(({ isAlone }) => isAlone);

    const nodes = [this.root];
    let before: ReadonlyMap<string, AxisNode> | undefined;
    for (const dimension of axis) {
      const level = new Map<string, AxisNode>();
      for (const { code, within = unknownValue.code } of [...dimension.values, unknownValue]) {
        const parent = before ? before.get(within) : this.root;
        if (!parent) throw new Error(`${dimension.code} ${code} lies within no value of the dimension before it`);
        const node: AxisNode = { id: nodes.length, dimension, code, parent };
        nodes.push(node);
        level.set(code, node);
      }
      this.#byCode.set(dimension, level);
      before = level;
    }
    this.nodes = nodes;
  }

  find(dimension: Dimension, code: string): AxisNode | undefined {
    return this.#byCode.get(dimension)?.get(code);
  }

  /** All values of a dimension, in the order in which it lists them. */
  list(dimension: Dimension): readonly AxisNode[] {
    return [...(this.#byCode.get(dimension)?.values() ?? [])];
  }

  /** The node by its id, which must be one of this axis. */
  get(id: number): AxisNode {
    const node = this.nodes[id];
    if (!node) throw new RangeError(`No place ${id} on the axis ${this.axis[0].code}`);
    return node;
  }
}

/** The node and all that it lies in, from itself to the root. */
export function pathOf(node: AxisNode): readonly AxisNode[] {
  return node.parent ? [node, ...pathOf(node.parent)] : [node];
}

/** Whether the node is the other one or lies in it. */
export function liesIn(node: AxisNode, other: AxisNode): boolean {
  return node === other || (node.parent !== undefined && liesIn(node.parent, other));
}

import { type AxisNode, AxisTree } from './axis-tree.ts';
import type { Axis } from './dataset.ts';

/** What stands in one cell. Cells in which nobody is are left out of a cube. */
export interface Cell {
  /** A node on each axis. */
  readonly nodes: readonly AxisNode[];
  /** How many different people, at least 1. */
  readonly people: number;
  /** In the order of the dataset's measures. */
  readonly values: readonly number[];
}

/**
 * All counts of a dataset: for each combination of values of its axes, the whole of an axis included. Every answer is
 * a part of it.
 */
export class Cube {
  readonly trees: readonly AxisTree[];
  readonly #cells = new Map<number, Cell>();
  readonly #strides: readonly number[];

  constructor(axes: readonly Axis[]) {
    this.trees = axes.map((axis) => new AxisTree(axis));
    let stride = 1;
    this.#strides = this.trees.map(({ nodes }) => {
      const own = stride;
      stride *= nodes.length;
      return own;
    });
    if (!Number.isSafeInteger(stride)) throw new RangeError('The dimensions of a dataset have too many values');
  }

  /** A number that stands for a combination of nodes, one on each axis. */
  keyOf(nodes: readonly AxisNode[]): number {
    return nodes.reduce((key, node, axis) => key + this.shareOf(node, axis), 0);
  }

  /** What a node on one axis adds to the key. */
  shareOf({ id }: AxisNode, axis: number): number {
    return id * (this.#strides[axis] ?? 0);
  }

  set(cell: Cell): void {
    this.#cells.set(this.keyOf(cell.nodes), cell);
  }

  get(key: number): Cell | undefined {
    return this.#cells.get(key);
  }

  /** The combination that a number stands for. */
  nodesOf(key: number): readonly AxisNode[] {
    return this.trees.map((tree, axis) => tree.get(Math.floor(key / (this.#strides[axis] ?? 1)) % tree.nodes.length));
  }

  /** In an order that depends on nothing but the cells: what is decided one after the other comes out alike everywhere. */
  list(): readonly Cell[] {
    return [...this.#cells].toSorted(([a], [b]) => a - b).map(([, cell]) => cell);
  }
}

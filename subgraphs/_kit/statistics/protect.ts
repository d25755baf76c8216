import { setImmediate as nextTurn } from 'node:timers/promises';
import { type AxisNode, liesIn, pathOf } from './axis-tree.ts';
import { combine, partitions, subsets } from './combinations.ts';
import type { Cell, Cube } from './cube.ts';

/** A cell with fewer people is not shown. */
export const MIN_PEOPLE = 10;

/**
 * Decides once for all answers which cells of a cube are not shown: those with fewer than `MIN_PEOPLE`, and as many
 * others that no small cell can be computed from all that is shown, whatever is asked for and in how many questions.
 *
 * For each small cell it finds a swap: people who trade places, so that the small cell comes out larger or smaller
 * while sums along the axes stay. The cells that the swap changes are hidden. So another table, with another number in
 * the small cell, agrees with the true one in everything that is shown. Nobody moves to where nobody could be: two
 * values that no two people have together are never brought together.
 * @returns the keys of the cells of the cube that are hidden
 * @see Repsilber, "Preservation of confidentiality in aggregated data" (1994), the hypercube method, here for the whole
 * cube with all its margins at once
 */
export async function findHiddenCells(cube: Cube): Promise<ReadonlySet<number>> {
  const protection = new Protection(cube);
  let turnBegan = performance.now();
  for (const cell of protection.smallCells) {
    protection.guard(cell);
    // The process answers other requests meanwhile.
    if (performance.now() - turnBegan > MAX_TURN_MS) {
      await nextTurn();
      turnBegan = performance.now();
    }
  }
  return protection.hidden;
}

const MAX_TURN_MS = 10;

/** The most swaps of a kind that are compared for one small cell; the cheapest of these is taken. */
const MAX_COMPARED = 200;

type Nodes = readonly AxisNode[];

/** People of two places trade the values of each block of axes: all corners between the two places lose or gain one. */
interface Swap {
  /** A finest cell in the small cell. */
  readonly here: Nodes;
  /** A finest place outside of it. */
  readonly there: Nodes;
  /** Axes that are traded together. The more blocks, the more margins stay. */
  readonly blocks: readonly (readonly number[])[];
}

class Protection {
  readonly hidden = new Set<number>();
  /** Those of the margins first: what hides them mostly serves the finer ones as well. */
  readonly smallCells: readonly Cell[];
  readonly #cube: Cube;
  /** The cells that are finest on some axes and the whole of all others, by these axes; those with few people first. */
  readonly #finest: ReadonlyMap<string, readonly Cell[]>;
  /** Key of a small cell → the fullest of the finest cells in it. */
  readonly #fullestIn = new Map<number, Cell>();
  /** Key of a cell → the cells in it that are counted alone. */
  readonly #aloneIn: ReadonlyMap<number, readonly Cell[]>;

  constructor(cube: Cube) {
    this.#cube = cube;
    const cells = cube.list();
    const small = cells.filter(({ people }) => people < MIN_PEOPLE);
    for (const { nodes } of small) this.hidden.add(cube.keyOf(nodes));
    this.smallCells = small.toSorted((a, b) => axesOf(a).length - axesOf(b).length);
    const isFinest = ({ nodes }: Cell) =>
      nodes.every(({ parent, dimension }, axis) => !parent || dimension === cube.trees[axis]?.finest);
    this.#finest = Map.groupBy(
      cells.filter(isFinest).sort((a, b) => a.people - b.people),
      (cell) => axesOf(cell).join(),
    );
    for (const cell of this.#listFinest(cube.trees.map((_, axis) => axis))) {
      for (const nodes of combine(cell.nodes.map(pathOf))) {
        const key = cube.keyOf(nodes);
        // The last one is the fullest, unless nothing can be moved there.
        if (this.hidden.has(key) && (isMovable(cell) || !this.#fullestIn.has(key))) this.#fullestIn.set(key, cell);
      }
    }
    this.#aloneIn = Map.groupBy(cells.filter(isAlone), (cell) => cube.keyOf(placeAbove(cell)));
  }

  /** Hides what must be hidden beside a small cell. */
  guard(small: Cell): void {
    if (isAlone(small)) {
      // Its people trade places with those beside it. When there are none, it is the cell above it, which is guarded.
      const beside = this.#aloneIn.get(this.#cube.keyOf(placeAbove(small))) ?? [];
      this.#hideOneOf(beside.filter((cell) => cell !== small));
      return;
    }
    for (const nodes of this.#findChanged(small)) {
      const key = this.#cube.keyOf(nodes);
      this.hidden.add(key);
      // Where the people of a value become more or fewer, so do those of a value in it.
      this.#hideOneOf(this.#aloneIn.get(key) ?? []);
    }
  }

  /** What the cheapest swap changes, of those that leave the most margins as they are. */
  #findChanged(small: Cell): Iterable<Nodes> {
    const here = this.#fullestIn.get(this.#cube.keyOf(small.nodes))?.nodes ?? [];
    const axes = axesOf(small);
    for (const blocks of partitions(axes)) {
      const swaps = this.#listFinest(axes).map(({ nodes }) => ({
        here,
        there: here.map((node, axis) => (axes.includes(axis) ? (nodes[axis] ?? node) : node)),
        blocks,
      }));
      const changed = this.#findCheapest(small, swaps);
      if (changed) return changed;
    }
    const everything = this.#cube.trees.map((_, axis) => axis);
    const moves = this.#listFinest(everything).map(({ nodes }) => ({ here, there: nodes, blocks: [everything] }));
    // When everybody is in the small cell, it is the whole, and nothing of it is shown.
    return this.#findCheapest(small, moves) ?? combine(here.map(pathOf));
  }

  #findCheapest(small: Cell, swaps: readonly Swap[]): readonly Nodes[] | undefined {
    let best: readonly Nodes[] | undefined;
    let leastCost = Number.POSITIVE_INFINITY;
    let compared = 0;
    for (const swap of swaps) {
      if (!this.#isPossible(swap, small)) continue;
      const changed = changedBy(swap);
      const cost = this.#costOf(changed, leastCost);
      if (cost < leastCost) [best, leastCost] = [changed, cost];
      if (cost === 0 || ++compared >= MAX_COMPARED) break;
    }
    return best;
  }

  /** Whether it changes the small cell, and somebody is in each corner that loses, while each that gains is thinkable. */
  #isPossible({ here, there, blocks }: Swap, small: Cell): boolean {
    const leaves = (axis: number): boolean => {
      const [other, bound] = [there[axis], small.nodes[axis]];
      return other !== undefined && bound !== undefined && !liesIn(other, bound);
    };
    if (!blocks.every((block) => block.some(leaves))) return false;
    const [same, other] = [[] as Nodes[], [] as Nodes[]];
    for (const traded of subsets(blocks)) {
      const corner = here.map((node, axis) =>
        traded.some((block) => block.includes(axis)) ? (there[axis] ?? node) : node,
      );
      (traded.length % 2 === 0 ? same : other).push(corner);
    }
    const canLose = (corner: Nodes) => this.#isMovable(corner);
    const canGain = (corner: Nodes) => this.#isThinkable(corner);
    return (same.every(canLose) && other.every(canGain)) || (other.every(canLose) && same.every(canGain));
  }

  #isMovable(nodes: Nodes): boolean {
    const cell = this.#cube.get(nodes);
    return cell !== undefined && isMovable(cell);
  }

  /** Somebody is there, or each two of its values are found together in somebody. */
  #isThinkable(nodes: Nodes): boolean {
    if (this.#cube.get(nodes)) return true;
    return nodes.every((node, axis) =>
      nodes.slice(axis + 1).every((other, i) => {
        const pair = this.#cube.trees.map(({ root }) => root);
        pair[axis] = node;
        pair[axis + 1 + i] = other;
        return this.#cube.get(pair) !== undefined;
      }),
    );
  }

  /** How many people's counts would be lost; stops at the bound. */
  #costOf(changed: readonly Nodes[], bound: number): number {
    let cost = 0;
    for (const nodes of changed) {
      if (!this.hidden.has(this.#cube.keyOf(nodes))) cost += this.#cube.get(nodes)?.people ?? 0;
      if (cost >= bound) break;
    }
    return cost;
  }

  #listFinest(axes: readonly number[]): readonly Cell[] {
    return this.#finest.get(axes.join()) ?? [];
  }

  #hideOneOf(cells: readonly Cell[]): void {
    const keys = cells.map(({ nodes }) => this.#cube.keyOf(nodes));
    if (keys.some((key) => this.hidden.has(key))) return;
    const [smallest] = cells.toSorted((a, b) => a.people - b.people);
    if (smallest) this.hidden.add(this.#cube.keyOf(smallest.nodes));
  }
}

/** The cells whose number a swap changes: of each block they hold one of the two places and not the other. */
function changedBy({ here, there, blocks }: Swap): readonly Nodes[] {
  const still = here.map((node, axis): readonly AxisNode[] =>
    blocks.some((block) => block.includes(axis)) ? [] : pathOf(node),
  );
  let changed: Nodes[] = combine(still.filter((path) => path.length > 0));
  let order = still.flatMap((path, axis) => (path.length > 0 ? [axis] : []));
  for (const block of blocks) {
    const pathsFrom = (place: Nodes) => combine(block.map((axis) => pathOf(place[axis] ?? fail())));
    const [ofHere, ofThere] = [pathsFrom(here), pathsFrom(there)];
    const isSame = (a: Nodes, b: Nodes) => a.every((node, i) => node === b[i]);
    const apart = [
      ...ofHere.filter((nodes) => !ofThere.some((other) => isSame(nodes, other))),
      ...ofThere.filter((nodes) => !ofHere.some((other) => isSame(nodes, other))),
    ];
    changed = changed.flatMap((nodes) => apart.map((part) => [...nodes, ...part]));
    order = [...order, ...block];
  }
  const positions = here.map((_, axis) => order.indexOf(axis));
  return changed.map((nodes) => positions.map((position) => nodes[position] ?? fail()));
}

function fail(): never {
  throw new Error('A place has a node on each axis');
}

/** The axes on which the cell is a part and not the whole. */
function axesOf({ nodes }: Cell): readonly number[] {
  return nodes.flatMap(({ parent }, axis) => (parent ? [axis] : []));
}

function isAlone({ nodes }: Cell): boolean {
  return nodes.some(({ dimension }) => dimension?.isAlone);
}

/** The place that a cell counted alone lies in. */
function placeAbove({ nodes }: Cell): Nodes {
  return nodes.map((node) => (node.dimension?.isAlone ? (node.parent ?? node) : node));
}

/** Somebody is there who can go, and what is added up there can become less. */
function isMovable({ people, values }: Cell): boolean {
  return people > 0 && values.every((value) => value > 0);
}

import { setImmediate as nextTurn } from 'node:timers/promises';
import { type AxisNode, liesIn, pathOf } from './axis-tree.ts';
import { combine, partitions } from './combinations.ts';
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
 * values that nobody has together are never brought together.
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

/** A node on each axis. */
type Place = readonly AxisNode[];

/** People of two places trade the values of each block of axes: all corners between the two places lose or gain one. */
interface Swap {
  /** A finest cell in the small cell. */
  readonly here: Place;
  /** A finest place outside of it. */
  readonly there: Place;
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
  /** Keys of the finest cells that people can leave. */
  readonly #movable = new Set<number>();
  /** Whether somebody could be there, by key. */
  readonly #thinkable = new Map<number, boolean>();
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
      const key = cube.keyOf(cell.nodes);
      this.#thinkable.set(key, true);
      if (isMovable(cell)) this.#movable.add(key);
      for (const nodes of combine(cell.nodes.map(pathOf))) {
        const above = cube.keyOf(nodes);
        // The last one is the fullest, unless nobody can leave it.
        if (this.hidden.has(above) && (isMovable(cell) || !this.#fullestIn.has(above)))
          this.#fullestIn.set(above, cell);
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
    for (const key of this.#findChanged(small)) {
      this.hidden.add(key);
      // Where the people of a value become more or fewer, so do those of a value in it.
      this.#hideOneOf(this.#aloneIn.get(key) ?? []);
    }
  }

  /** The keys of what the cheapest swap changes, of those that leave the most margins as they are. */
  #findChanged(small: Cell): readonly number[] {
    const here = this.#fullestIn.get(this.#cube.keyOf(small.nodes))?.nodes ?? [];
    const axes = axesOf(small);
    const outside = this.#listFinest(axes).map(({ nodes }) =>
      here.map((node, axis) => (axes.includes(axis) ? (nodes[axis] ?? node) : node)),
    );
    for (const blocks of partitions(axes)) {
      const changed = this.#findCheapest(small, here, outside, blocks);
      if (changed) return changed;
    }
    const everything = this.#cube.trees.map((_, axis) => axis);
    const anywhere = this.#listFinest(everything).map(({ nodes }) => nodes);
    const moved = this.#findCheapest(small, here, anywhere, [everything]);
    // When everybody is in the small cell, it is the whole, and nothing of it is shown.
    return moved ?? combine(here.map(pathOf)).map((nodes) => this.#cube.keyOf(nodes));
  }

  #findCheapest(
    small: Cell,
    here: Place,
    places: readonly Place[],
    blocks: Swap['blocks'],
  ): readonly number[] | undefined {
    let best: readonly number[] | undefined;
    let leastCost = Number.POSITIVE_INFINITY;
    let compared = 0;
    for (const there of places) {
      const swap = { here, there, blocks };
      if (!this.#isPossible(swap, small)) continue;
      const changed = this.#changedBy(swap);
      const cost = this.#costOf(changed, leastCost);
      if (cost < leastCost) [best, leastCost] = [changed, cost];
      if (cost === 0 || ++compared >= MAX_COMPARED) break;
    }
    return best;
  }

  /** Whether it changes the small cell, and people can leave each corner that loses, while each that gains is thinkable. */
  #isPossible({ here, there, blocks }: Swap, small: Cell): boolean {
    const leaves = (axis: number): boolean => {
      const [other, bound] = [there[axis], small.nodes[axis]];
      return other !== undefined && bound !== undefined && !liesIn(other, bound);
    };
    if (!blocks.every((block) => block.some(leaves))) return false;
    let [even, odd]: [number[], number[]] = [[this.#shareOf(here, this.#axesOutside(blocks))], []];
    for (const block of blocks) {
      const [stay, go] = [this.#shareOf(here, block), this.#shareOf(there, block)];
      [even, odd] = [
        [...even.map((key) => key + stay), ...odd.map((key) => key + go)],
        [...even.map((key) => key + go), ...odd.map((key) => key + stay)],
      ];
    }
    const canLose = (key: number) => this.#movable.has(key);
    const canGain = (key: number) => this.#isThinkable(key);
    return (even.every(canLose) && odd.every(canGain)) || (odd.every(canLose) && even.every(canGain));
  }

  /** Somebody is there, or each two of its values are found together in somebody. */
  #isThinkable(key: number): boolean {
    const known = this.#thinkable.get(key);
    if (known !== undefined) return known;
    const nodes = this.#cube.nodesOf(key);
    const isFound = nodes.every((one, axis) =>
      nodes.every((other, otherAxis) => {
        if (otherAxis <= axis) return true;
        const pair = this.#cube.shareOf(one, axis) + this.#cube.shareOf(other, otherAxis);
        return this.#cube.get(pair) !== undefined;
      }),
    );
    this.#thinkable.set(key, isFound);
    return isFound;
  }

  /** The keys of the cells whose number a swap changes: of each block they hold one of the two places, not the other. */
  #changedBy({ here, there, blocks }: Swap): readonly number[] {
    let changed = this.#keysAbove(here, this.#axesOutside(blocks));
    for (const block of blocks) {
      const ofHere = new Set(this.#keysAbove(here, block));
      const apart = [...ofHere.symmetricDifference(new Set(this.#keysAbove(there, block)))];
      changed = changed.flatMap((key) => apart.map((share) => key + share));
    }
    return changed;
  }

  /** What a place and all that it lies in on some axes add to the key. */
  #keysAbove(place: Place, axes: readonly number[]): readonly number[] {
    let keys = [0];
    for (const axis of axes) {
      const path = pathOf(place[axis] ?? fail());
      keys = keys.flatMap((key) => path.map((node) => key + this.#cube.shareOf(node, axis)));
    }
    return keys;
  }

  #shareOf(place: Place, axes: readonly number[]): number {
    return axes.reduce((key, axis) => key + this.#cube.shareOf(place[axis] ?? fail(), axis), 0);
  }

  #axesOutside(blocks: Swap['blocks']): readonly number[] {
    return this.#cube.trees.flatMap((_, axis) => (blocks.some((block) => block.includes(axis)) ? [] : [axis]));
  }

  /** How many people's counts would be lost; stops at the bound. */
  #costOf(changed: readonly number[], bound: number): number {
    let cost = 0;
    for (const key of changed) {
      if (!this.hidden.has(key)) cost += this.#cube.get(key)?.people ?? 0;
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
function placeAbove({ nodes }: Cell): Place {
  return nodes.map((node) => (node.dimension?.isAlone ? (node.parent ?? node) : node));
}

/** Somebody is there who can go, and what is added up there can become less. */
function isMovable({ people, values }: Cell): boolean {
  return people > 0 && values.every((value) => value > 0);
}

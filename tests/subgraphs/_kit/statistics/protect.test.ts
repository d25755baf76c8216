import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type AxisNode, pathOf } from '../../../../subgraphs/_kit/statistics/axis-tree.ts';
import { combine } from '../../../../subgraphs/_kit/statistics/combinations.ts';
import { Cube } from '../../../../subgraphs/_kit/statistics/cube.ts';
import type { Axis, Dimension } from '../../../../subgraphs/_kit/statistics/dataset.ts';
import { findHiddenCells, MIN_PEOPLE } from '../../../../subgraphs/_kit/statistics/protect.ts';
import { boundsOf, type Equation } from './linear-bounds.ts';

/** `PROPERTY_SCALE=50` takes fifty times as many tables, and new ones; every other run takes the same. */
const scale = Number(process.env['PROPERTY_SCALE'] ?? 1);
const seed = scale > 1 ? Date.now() : 20_261_122;

describe('the cells that are hidden', () => {
  test('are those with fewer than 10 people, and none when there is no such cell', async () => {
    const cube = createCube([flat('SEX', 2), flat('KIND', 3)], () => 10);
    expect(await findHiddenCells(cube)).toEqual(new Set());
  });

  test('include what would give a small cell away by subtraction', async () => {
    const sizes = [3, 40, 50, 60];
    const cube = createCube([flat('KIND', 4)], ([kind]) => sizes[kind ?? 0] ?? 0);
    // The total is shown, so the smallest of the others goes with the small one.
    expect(shownOf(cube, await findHiddenCells(cube))).toEqual({ '': 153, KIND2: 50, KIND3: 60 });
  });

  test('include the total when there is nobody else', async () => {
    const cube = createCube([flat('KIND', 2)], ([kind]) => (kind === 0 ? 12 : 0));
    expect(shownOf(cube, await findHiddenCells(cube))).toEqual({ '': 12, KIND0: 12 });
    const tiny = createCube([flat('KIND', 2)], ([kind]) => (kind === 0 ? 9 : 0));
    expect(shownOf(tiny, await findHiddenCells(tiny))).toEqual({});
  });

  test(
    'are the same for the same counts, in whatever order the database gave them',
    async () => {
      await fc.assert(
        fc.asyncProperty(tables, fc.infiniteStream(fc.nat()), async ({ axes, sizes }, order) => {
          const cube = createCube(axes, (_, index) => sizes[index] ?? 0);
          const again = new Cube(axes);
          const keyed = cube.list().map((cell) => ({ cell, key: order.next().value ?? 0 }));
          for (const { cell } of keyed.toSorted((a, b) => a.key - b.key))
            again.set(withNodesOf(again, cell.nodes, cell));
          expect([...(await findHiddenCells(again))].toSorted()).toEqual([...(await findHiddenCells(cube))].toSorted());
        }),
        { numRuns: 30 * scale, seed },
      );
    },
    10_000 * scale,
  );

  test(
    'cannot be computed from all that is shown, by whoever solves for them',
    async () => {
      await fc.assert(
        fc.asyncProperty(tables, async ({ axes, sizes }) => {
          const cube = createCube(axes, (_, index) => sizes[index] ?? 0);
          const hidden = await findHiddenCells(cube);
          const attack = createAttack(cube, hidden);
          for (const cell of cube.list()) {
            const isHidden = hidden.has(cube.keyOf(cell.nodes));
            if (!isHidden) expect(cell.people).toBeGreaterThanOrEqual(MIN_PEOPLE);
            if (cell.people >= MIN_PEOPLE) continue;
            const { least, greatest } = attack(cell.nodes);
            expect(greatest - least).toBeGreaterThan(0.99);
          }
        }),
        { numRuns: 150 * scale, seed },
      );
    },
    10_000 * scale,
  );

  test('would be found out if one of those hidden beside a small one were shown', async () => {
    const sizes = [3, 40, 50, 60];
    const cube = createCube([flat('KIND', 4)], ([kind]) => sizes[kind ?? 0] ?? 0);
    const small = cube.list().filter(({ people }) => people < MIN_PEOPLE);
    const attack = createAttack(cube, new Set(small.map(({ nodes }) => cube.keyOf(nodes))));
    const [cell] = small;
    expect(attack(cell?.nodes ?? [])).toEqual({ least: 3, greatest: 3 });
  });
});

/** Tables of one to three axes, one of them perhaps with coarser values and with finer ones that are counted alone. */
const tables = fc
  .record({
    axes: fc.oneof(
      fc.tuple(fc.constant(flat('A', 3)), fc.constant(flat('B', 3))),
      fc.tuple(fc.constant(flat('A', 2)), fc.constant(flat('B', 2)), fc.constant(flat('C', 3))),
      fc.constant(['A', 'B', 'C', 'D'].map((code) => flat(code, 2))),
      fc.tuple(fc.constant(nested('A')), fc.constant(flat('B', 2))),
      fc.tuple(fc.constant(withAlone('A')), fc.constant(flat('B', 2))),
      fc.tuple(fc.constant(withAlone('A'))),
    ),
  })
  .chain(({ axes }) => {
    const places = axes.reduce((product: number, axis: Axis) => product * (axis.at(-1)?.values.length ?? 0), 1);
    const size = fc.oneof(
      fc.integer({ min: 0, max: 4 }),
      fc.integer({ min: 0, max: 14 }),
      fc.integer({ min: 8, max: 60 }),
    );
    return fc.record({
      axes: fc.constant(axes as readonly Axis[]),
      sizes: fc.array(size, { minLength: places, maxLength: places }),
    });
  });

function dimension(code: string, withins: readonly (string | undefined)[], isAlone?: true): Dimension {
  return {
    code,
    title: { en: code, vi: code },
    values: withins.map((within, i) => ({
      code: `${code}${i}`,
      title: { en: code, vi: code },
      ...(within !== undefined && { within }),
    })),
    ...(isAlone && { isAlone }),
  };
}

function flat(code: string, values: number): Axis {
  return [dimension(code, Array<undefined>(values).fill(undefined))];
}

/** Two values, the first divided into one and the second into three. */
function nested(code: string): Axis {
  const [coarse] = flat(code, 2);
  return [coarse, dimension(`${code}_FINE`, [`${code}0`, `${code}1`, `${code}1`, `${code}1`])];
}

function withAlone(code: string): Axis {
  const [coarse] = flat(code, 3);
  return [coarse, dimension(`${code}_ALONE`, [`${code}0`, `${code}1`, `${code}1`, `${code}2`, `${code}2`], true)];
}

/** Fills a cube from the sizes of its finest cells, with those of the values that are counted alone. */
function createCube(axes: readonly Axis[], sizeOf: (indices: readonly number[], index: number) => number): Cube {
  const cube = new Cube(axes);
  finestNodes(cube).forEach((nodes, index) => {
    const size = sizeOf(
      nodes.map(({ code }) => Number(code.replace(/\D/g, ''))),
      index,
    );
    if (size === 0) return;
    for (const path of combine(nodes.map(pathOf)).filter(isTold)) {
      const people = (cube.get(cube.keyOf(path))?.people ?? 0) + size;
      cube.set({ nodes: path, people, values: [people] });
    }
  });
  return cube;
}

/** What is counted alone is not crossed with anything. */
function isTold(nodes: readonly AxisNode[]): boolean {
  const parts = nodes.filter(({ parent }) => parent);
  return parts.length < 2 || parts.every(({ dimension }) => !dimension?.isAlone);
}

function finestNodes(cube: Cube): readonly (readonly AxisNode[])[] {
  return combine(
    cube.trees.map((tree) => {
      const last = tree.axis.at(-1);
      return last ? tree.list(last).filter(({ code }) => code !== 'UNKNOWN') : [];
    }),
  );
}

function withNodesOf(cube: Cube, nodes: readonly AxisNode[], cell: { people: number; values: readonly number[] }) {
  return { ...cell, nodes: nodes.map(({ id }, axis) => cube.trees[axis]?.get(id) ?? cube.trees[0]?.root ?? fail()) };
}

function fail(): never {
  throw new Error('The cube has no axis');
}

function shownOf(cube: Cube, hidden: ReadonlySet<number>): Record<string, number> {
  const shown = cube.list().filter(({ nodes }) => !hidden.has(cube.keyOf(nodes)));
  return Object.fromEntries(shown.map(({ nodes, people }) => [nodes.map(({ code }) => code).join(' '), people]));
}

/**
 * Somebody who has all that is ever shown, and knows besides which two values nobody has together: an unknown for each
 * finest cell in which somebody may be, an equation for each cell that is shown.
 */
function createAttack(cube: Cube, hidden: ReadonlySet<number>) {
  const unknowns = finestNodes(cube).filter((nodes) => mayHoldSomebody(cube, nodes));
  const inCell = (nodes: readonly AxisNode[]) =>
    unknowns.map((finest) =>
      finest.every((node, axis) => pathOf(node).some(({ id }) => id === nodes[axis]?.id)) ? 1 : 0,
    );
  const equations: Equation[] = cube
    .list()
    .filter(({ nodes }) => !hidden.has(cube.keyOf(nodes)))
    .map(({ nodes, people }) => ({ coefficients: inCell(nodes), total: people }));
  return (nodes: readonly AxisNode[]) => boundsOf(inCell(nodes), equations);
}

function mayHoldSomebody(cube: Cube, nodes: readonly AxisNode[]): boolean {
  const margins = combine(nodes.map(pathOf)).filter(isTold);
  return margins.every(
    (path) => path.filter(({ parent }) => parent).length > 2 || cube.get(cube.keyOf(path)) !== undefined,
  );
}

import { type AxisNode, liesIn } from './axis-tree.ts';
import type { Cube } from './cube.ts';
import type { Dataset, Dimension } from './dataset.ts';

/** What is asked of a dataset, as it comes from the gateway. */
export interface Question {
  readonly dataset: string;
  readonly measure?: string | null;
  readonly groupBy: readonly string[];
  readonly filter: readonly { readonly dimension: string; readonly value: string }[];
}

/** Why a question is not answered; all but the last are about the question. */
export type Refusal =
  | 'DATASET_UNKNOWN'
  | 'MEASURE_UNKNOWN'
  | 'DIMENSION_UNKNOWN'
  | 'VALUE_UNKNOWN'
  | 'DIMENSIONS_CLASH'
  | 'TOO_MANY_CELLS'
  | 'NOT_COUNTED_YET';

/** Which cells of a cube a question is about. */
export interface Slice {
  /** Index of the measure. */
  readonly measure: number;
  /** All that the filter leaves. */
  readonly total: readonly AxisNode[];
  readonly cells: readonly SliceCell[];
}

export interface SliceCell {
  /** The codes of the values, in the order of what is grouped by. */
  readonly keys: readonly string[];
  readonly nodes: readonly AxisNode[];
}

/** The most cells in an answer. */
const MAX_CELLS = 5_000;

/**
 * Finds the cells that a question is about. Each is a cell of the cube: a question cannot make up one of its own, so
 * what is hidden there stays hidden.
 */
export function readQuestion({ axes, measures }: Dataset, cube: Cube, question: Question): Slice | Refusal {
  const measure = question.measure == null ? 0 : measures.findIndex(({ code }) => code === question.measure);
  if (measure < 0) return 'MEASURE_UNKNOWN';
  const find = (code: string) => axes.flat().find((dimension) => dimension.code === code);
  const axisOf = (dimension: Dimension) => axes.findIndex((axis) => axis.includes(dimension));

  const total = cube.trees.map(({ root }) => root);
  for (const { dimension: code, value } of question.filter) {
    const dimension = find(code);
    if (!dimension) return 'DIMENSION_UNKNOWN';
    const axis = axisOf(dimension);
    const node = cube.trees[axis]?.find(dimension, value);
    if (!node) return 'VALUE_UNKNOWN';
    if (total[axis]?.parent) return 'DIMENSIONS_CLASH';
    total[axis] = node;
  }

  const grouped = question.groupBy.map(find);
  if (!grouped.every((dimension) => dimension !== undefined)) return 'DIMENSION_UNKNOWN';
  if (new Set(grouped.map(axisOf)).size < grouped.length) return 'DIMENSIONS_CLASH';
  const lists = grouped.map((dimension) => {
    const axis = axisOf(dimension);
    const bound = total[axis];
    const nodes = cube.trees[axis]?.list(dimension) ?? [];
    return { axis, nodes: nodes.filter((node) => bound && liesIn(node, bound)) };
  });
  // A filter on a finer dimension leaves nothing of a coarser one to group by.
  if (lists.some(({ nodes }) => nodes.length === 0)) return 'DIMENSIONS_CLASH';
  if (lists.reduce((product, { nodes }) => product * nodes.length, 1) > MAX_CELLS) return 'TOO_MANY_CELLS';

  let cells: SliceCell[] = [{ keys: [], nodes: total }];
  for (const { axis, nodes } of lists) {
    cells = cells.flatMap((cell) =>
      nodes.map((node) => ({ keys: [...cell.keys, node.code], nodes: cell.nodes.with(axis, node) })),
    );
  }
  if ([total, ...cells.map(({ nodes }) => nodes)].some(crossesAlone)) return 'DIMENSIONS_CLASH';
  return { measure, total, cells: grouped.length > 0 ? cells : [] };
}

function crossesAlone(nodes: readonly AxisNode[]): boolean {
  const parts = nodes.filter(({ parent }) => parent);
  return parts.length > 1 && parts.some(({ dimension }) => dimension?.isAlone);
}

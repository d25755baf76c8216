/** `sum of coefficients × unknowns = total` over unknowns that are 0 or more. */
export interface Equation {
  /** One for each unknown. */
  readonly coefficients: readonly number[];
  readonly total: number;
}

/**
 * The least and the greatest value that a sum of unknowns can have: the simplex method with Bland's rule, which ends.
 * @param objective  the coefficients of the sum, one for each unknown
 * @returns          infinity where nothing bounds the sum
 */
export function boundsOf(
  objective: readonly number[],
  equations: readonly Equation[],
): { readonly least: number; readonly greatest: number } {
  const greatest = maximise(objective, equations);
  const least = -maximise(
    objective.map((coefficient) => -coefficient),
    equations,
  );
  return { least, greatest };
}

const EPSILON = 1e-7;

/** Phase 1 drives artificial unknowns out, phase 2 climbs. */
function maximise(objective: readonly number[], equations: readonly Equation[]): number {
  const unknowns = objective.length;
  const width = unknowns + equations.length + 1;
  const rows = equations.map(({ coefficients, total }, i) => {
    const row = new Float64Array(width);
    row.set(coefficients);
    row[unknowns + i] = 1;
    row[width - 1] = total;
    return row;
  });
  const basis = equations.map((_, i) => unknowns + i);

  const feasibility = new Float64Array(width);
  for (const row of rows) for (let j = 0; j < width; j++) feasibility[j] = at(feasibility, j) + at(row, j);
  for (const j of basis) feasibility[j] = 0;
  climb(rows, basis, feasibility, unknowns);
  if (at(feasibility, width - 1) > 1e-5) throw new Error('The equations have no solution');
  // An artificial unknown that stays in the basis is 0; where it cannot be swapped out its equation says nothing.
  basis.forEach((j, i) => {
    if (j < unknowns) return;
    const entering = rows[i]?.findIndex((value, column) => column < unknowns && Math.abs(value) > EPSILON) ?? -1;
    if (entering >= 0) pivot(rows, basis, feasibility, i, entering);
  });

  const gain = new Float64Array(width);
  gain.set(objective);
  basis.forEach((j, i) => {
    const share = at(gain, j);
    const row = rows[i];
    if (row && j < unknowns && share !== 0) for (let k = 0; k < width; k++) gain[k] = at(gain, k) - share * at(row, k);
  });
  return climb(rows, basis, gain, unknowns) ? -at(gain, width - 1) : Number.POSITIVE_INFINITY;
}

/** @returns whether there is a top */
function climb(rows: readonly Float64Array[], basis: number[], gain: Float64Array, unknowns: number): boolean {
  for (;;) {
    const entering = gain.findIndex((value, j) => j < unknowns && value > EPSILON);
    if (entering < 0) return true;
    let leaving = -1;
    let least = Number.POSITIVE_INFINITY;
    rows.forEach((row, i) => {
      if (at(row, entering) <= EPSILON) return;
      const ratio = at(row, row.length - 1) / at(row, entering);
      const isBetter = ratio < least - EPSILON;
      const isTie = Math.abs(ratio - least) <= EPSILON && (basis[i] ?? 0) < (basis[leaving] ?? 0);
      if (isBetter || isTie) [leaving, least] = [i, ratio];
    });
    if (leaving < 0) return false;
    pivot(rows, basis, gain, leaving, entering);
  }
}

function pivot(rows: readonly Float64Array[], basis: number[], gain: Float64Array, i: number, j: number): void {
  const row = rows[i];
  if (!row) return;
  const divisor = at(row, j);
  for (let k = 0; k < row.length; k++) row[k] = at(row, k) / divisor;
  for (const other of [...rows, gain]) {
    const factor = other === row ? 0 : at(other, j);
    if (factor !== 0) for (let k = 0; k < row.length; k++) other[k] = at(other, k) - factor * at(row, k);
  }
  basis[i] = j;
}

function at(values: Float64Array, index: number): number {
  return values[index] ?? 0;
}

/** Something in a subgraph or a supergraph that the gate refuses. */
export interface Problem {
  /** The rule that found it, as its file is named in `rules/`. */
  readonly rule: string;
  /** The subgraphs that have it to mend; none when only the supergraph is at hand and does not tell. */
  readonly subgraphs: readonly string[];
  /** `Citizen.religion`, or `Query.citizen(personalId:)`. Empty when it is not about one element. */
  readonly coordinate: string;
  /** What is wrong, as it follows the coordinate: `has no @personal mark.` */
  readonly fault: string;
  /** What to do about it, a sentence. */
  readonly mend: string;
}

/** One line: `population: Citizen.religion has no @personal mark. Add …` */
export function printProblem({ subgraphs, coordinate, fault, mend }: Problem): string {
  const what = [coordinate, fault, mend].filter((part) => part !== '').join(' ');
  return subgraphs.length > 0 ? `${subgraphs.join(', ')}: ${what}` : what;
}

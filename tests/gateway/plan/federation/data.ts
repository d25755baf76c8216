/** What a made-up supergraph is about: one graph of objects, of which each subgraph serves a part. */
export interface Data {
  /** Root fields by operation type: values, or functions of the arguments. */
  readonly roots: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** All objects that a key finds. Each names its `__typename`. */
  readonly entities: readonly Entity[];
}

export interface Entity {
  readonly __typename: string;
  readonly [field: string]: unknown;
}

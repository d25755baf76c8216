import type { Marks } from '../marks/read-marks.ts';

/** A subgraph as it is given to composition. */
export interface SubgraphDefinition {
  /** `social-insurance` */
  readonly name: string;
  /** Where the gateway reaches it in the default set-up; `local:…` is inside the gateway. */
  readonly url: string;
  /** Complete, with the header of `subgraphSdl`. */
  readonly sdl: string;
}

/** A subgraph with the marks that its own SDL states. */
export interface MarkedSubgraph {
  readonly name: string;
  readonly marks: Marks;
}

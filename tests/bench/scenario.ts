import type { SubgraphDefinition } from '../../schema/composition/subgraph.ts';

/** One thing that is measured. The file `<name>.bench.ts` exports it as its default, and `--only <name>` picks it. */
export interface Scenario {
  /** The question that it answers, in a sentence. */
  readonly question: string;
  /**
   * Starts all that the gateways ask.
   * @param running  is given what has to be stopped
   */
  readonly open: (options: ScenarioOptions, running: AsyncDisposableStack) => Promise<OpenScenario>;
}

export interface ScenarioOptions {
  /** How many made-up citizens there are. */
  readonly citizens: number;
  /** How many consents of others stand in the gateway's database. */
  readonly consents: number;
  /** A directory for files that are thrown away at the end. */
  readonly directory: string;
}

/** A graph that is served, and what is asked of it. */
export interface OpenScenario {
  /** The subgraphs as every peer reaches them, each over HTTP. */
  readonly subgraphs: readonly SubgraphDefinition[];
  /** The same, composed. */
  readonly supergraphSdl: string;
  /** What our gateway is given instead: its own subgraph runs inside it. */
  readonly ours: {
    readonly supergraphSdl: string;
    readonly environment: Readonly<Record<string, string>>;
    /** The environment in which it is measured a second time, without what the scenario is about. */
    readonly openEnvironment?: Readonly<Record<string, string>>;
    /** The environment in which it is measured once more, without writing anything down. */
    readonly unrecordedEnvironment?: Readonly<Record<string, string>>;
  };
  /** Whether only our gateway has a part in it. What it tells then depends on how it is set up, and fields may be withheld. */
  readonly isOursAlone?: boolean;
  readonly requests: RequestSet;
  /** How often gateways have called the ministries so far. */
  readonly countSourceCalls: () => Promise<number>;
  /**
   * Given where the ministries remember what they were asked: how often they could not answer from memory so far. Every
   * gateway is then asked all requests once before it is measured, and a measurement during which this grows is a fault.
   */
  readonly countMisses?: () => Promise<number>;
}

/**
 * The requests of a scenario: one operation, and the variables of each request. They are made in this order, in a ring,
 * and the headers go round in a ring of their own.
 */
export interface RequestSet {
  readonly query: string;
  readonly variables: readonly Readonly<Record<string, unknown>>[];
  /** Whether answers may say that fields are withheld. */
  readonly mayWithhold?: boolean;
  /** At least one set. */
  readonly headers: readonly RequestHeaders[];
}

export type RequestHeaders = Readonly<Record<string, string>>;

import { execute, parse, validate } from 'graphql';
import type { Data } from './data.ts';
import type { TestSupergraph } from './test-supergraph.ts';

/** A subgraph's answer, as it comes over the network. */
export interface HostAnswer {
  readonly data?: { [key: string]: unknown } | null;
  readonly errors?: readonly { readonly message: string; readonly path?: readonly (string | number)[] }[];
}

export interface HostCall {
  readonly subgraph: string;
  readonly text: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Changes an answer on its way, usually for the worse. */
export type Spoil = (call: HostCall, answer: HostAnswer) => HostAnswer;

/** A call that gets no answer. */
export class SubgraphDown extends Error {}

/** The subgraphs of a supergraph over one set of data. Keeps what was asked of them. */
export class SubgraphHost {
  readonly calls: HostCall[] = [];
  readonly #supergraph: TestSupergraph;
  readonly #data: Data;
  readonly #spoil: Spoil | undefined;

  constructor(supergraph: TestSupergraph, spoil?: Spoil) {
    this.#supergraph = supergraph;
    this.#data = supergraph.createData();
    this.#spoil = spoil;
  }

  /** @throws SubgraphDown when the whole call is to fail */
  async call(call: HostCall): Promise<HostAnswer> {
    this.calls.push(call);
    const schema = this.#supergraph.subgraphs.get(call.subgraph);
    if (!schema) throw new Error(`There is no subgraph ${call.subgraph}`);
    const document = parse(call.text);
    const [mistake] = validate(schema, document);
    if (mistake) throw new Error(`Not valid in ${call.subgraph}: ${mistake.message}\n${call.text}`);
    const answer = await execute({
      schema,
      document,
      variableValues: call.variables,
      contextValue: { data: this.#data },
    });
    const sent = JSON.parse(JSON.stringify(answer)) as HostAnswer;
    return this.#spoil ? this.#spoil(call, sent) : sent;
  }
}

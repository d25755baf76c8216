import type { OpenScenario } from '../scenario.ts';

/** A gateway that can be measured, and how a process of it is started. */
export interface GatewayKind {
  /** For `--gateways` and in the results. */
  readonly name: string;
  readonly title: string;
  /** Why there may be scenarios that it cannot serve; undefined = it has to serve all. */
  readonly limits?: string;
  /** Whether it has a part in a scenario; in all of them unless told. */
  readonly takesPart?: (open: OpenScenario) => boolean;
  /** Its arguments to Node. */
  readonly args: (input: GatewayInput) => readonly string[];
  readonly environment: (input: GatewayInput) => Readonly<Record<string, string>>;
}

export interface GatewayInput extends Pick<OpenScenario, 'ours' | 'requests'> {
  /** Where it has to listen, on 127.0.0.1. */
  readonly port: number;
  /** The file with the supergraph that peers serve. */
  readonly supergraphPath: string;
  /** The file with the subgraphs that peers ask, as a JSON list: together too long for a variable. */
  readonly subgraphsPath: string;
  /** The file with the supergraph that ours serves. */
  readonly ourSupergraphPath: string;
  /** How long the usual answer is, in bytes. */
  readonly answerBytes: number;
}

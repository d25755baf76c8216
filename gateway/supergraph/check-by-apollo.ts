import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/**
 * Has ApolloGateway load a supergraph, and so check it. That is done in a process of its own, which ends with the check:
 * what ApolloGateway brings along, such as telemetry, would hold 25 MB for as long as this process lives.
 * @throws Error when ApolloGateway refuses it
 */
export async function checkByApollo(supergraphSdl: string): Promise<void> {
  const child = fork(join(import.meta.dirname, 'apollo-process.ts'), {
    // Apollo reports to its makers unless it is told not to.
    env: { APOLLO_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' },
    execArgv: [],
    timeout: TIMEOUT_MS,
  });
  child.send(supergraphSdl);
  const answered = once(child, 'message').then(([verdict]): ApolloVerdict => verdict);
  const ended = once(child, 'disconnect').then(() => ({ problem: 'ApolloGateway ended without a word' }));
  const { problem } = await Promise.race([answered, ended]);
  if (problem !== undefined) throw new Error(problem);
}

/** What the process tells. */
export interface ApolloVerdict {
  /** Why ApolloGateway refuses the supergraph; undefined when it does not. */
  readonly problem?: string;
}

const TIMEOUT_MS = 60_000;

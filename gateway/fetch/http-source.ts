import { setTimeout as sleep } from 'node:timers/promises';
import { OperationTypeNode } from 'graphql';
import type { Dispatcher } from 'undici';
import type { CallRefusalCode } from '../../schema/signed-calls/call-refusals.ts';
import { type Attempt, type CallOutcome, readCallRefusal, readConnectionError, readHttpAnswer } from './attempt.ts';
import type { Circuit } from './circuit.ts';
import { Deadline } from './deadline.ts';
import { post } from './http-call.ts';
import { pickPauseMs, RetryBudget } from './retries.ts';
import type { SignCall } from './signing/sign-call.ts';
import type { Source, SourceOperation, SourceQuery, SourceResult } from './source.ts';
import { createFailure } from './source-fault.ts';

export interface HttpSourceOptions {
  readonly name: string;
  readonly url: string;
  /** For the whole fetch, from the wait for a connection to the last byte, with all retries. */
  readonly timeoutMs: number;
  /** How often a query may be sent again when it did not get through. */
  readonly maxRetries: number;
  readonly circuit: Circuit;
  /** Keeps the connections to the origin of the URL, and bounds their number and the size of an answer. */
  readonly dispatcher: Dispatcher;
  /** Undefined where calls go unsigned. */
  readonly signCall: SignCall | undefined;
  /** Told when the ministry does not take a call for the gateway's, with its reason. */
  readonly onRefusal: (reason: CallRefusalCode | undefined) => void;
  /** Told when the ministry turns out to take no lists of operations; from then on each is a call of its own. */
  readonly onListRefusal: () => void;
}

/** A ministry's subgraph over HTTP. */
export function createHttpSource(options: HttpSourceOptions): Source {
  const { name, url, timeoutMs, maxRetries, circuit, dispatcher, signCall, onRefusal, onListRefusal } = options;
  const { pathname, search } = new URL(url);
  const path = pathname + search;
  const budget = new RetryBudget();
  const refusal = createFailure('SOURCE_UNAVAILABLE', name, { isWorthRetrying: false });
  let takesLists = true;

  return {
    name,
    isLocal: false,
    timeoutMs,
    async execute(request) {
      const [result = refusal] = await run([request], request.signal);
      return result;
    },
    async executeAll(queries, signal) {
      if (queries.length > 1 && takesLists) {
        const results = await run(queries, signal);
        // What it did not take in a list has not been asked.
        if (takesLists) return results;
      }
      return (await Promise.all(queries.map((query) => run([query], signal)))).flat();
    },
  };

  async function run(
    queries: readonly SourceQuery[],
    signal: AbortSignal | undefined,
  ): Promise<readonly SourceResult[]> {
    // A probe goes on when its caller is gone: what it finds out concerns everybody.
    const deadline = new Deadline(timeoutMs, circuit.isClosed ? signal : undefined);
    try {
      return toResults((await circuit.run(() => call(queries, deadline))) ?? refusal, queries);
    } catch {
      return toResults(refusal, queries); // The caller is gone.
    } finally {
      deadline.close();
    }
  }

  /** @throws when the caller is gone */
  async function call(queries: readonly SourceQuery[], deadline: Deadline): Promise<CallOutcome> {
    const body = writeBody(queries);
    const isRepeatable = queries.every(({ operation }) => operation.kind === OperationTypeNode.QUERY);
    for (let retries = 0; ; retries++) {
      const { outcome, retryAfterMs } = await attempt(queries, body, deadline);
      if (outcome.kind === 'results') budget.earn();
      if (retryAfterMs === undefined || !isRepeatable) return outcome;
      const pauseMs = pickPauseMs(retries, retryAfterMs);
      // A probe is not repeated.
      const mayRetry = retries < maxRetries && circuit.isClosed && deadline.leaves(pauseMs) && budget.spend();
      if (!mayRetry) return outcome;
      await sleep(pauseMs, undefined, { signal: deadline.signal });
    }
  }

  function giveUpLists(): void {
    if (takesLists) onListRefusal();
    takesLists = false;
  }

  async function attempt(queries: readonly SourceQuery[], body: string, deadline: Deadline): Promise<Attempt> {
    try {
      const answer = await post(dispatcher, path, body, deadline.signal, signCall?.(body));
      if (answer.statusCode === 401) onRefusal(readCallRefusal(answer.body));
      const made = readHttpAnswer(answer, name, queries);
      if (made.refusesList) giveUpLists();
      return made;
    } catch (error) {
      if (deadline.hasTimedOut) return { outcome: createFailure('SOURCE_TIMEOUT', name, { isWorthRetrying: false }) };
      if (deadline.signal.aborted) throw error;
      return readConnectionError(error, name);
    }
  }
}

function toResults(outcome: CallOutcome, queries: readonly SourceQuery[]): readonly SourceResult[] {
  return outcome.kind === 'results' ? outcome.results : queries.map(() => outcome);
}

/** Several queries stand in a list. */
function writeBody(queries: readonly SourceQuery[]): string {
  const body = queries.map(writeQuery).join(',');
  return queries.length === 1 ? body : `[${body}]`;
}

function writeQuery({ operation, variables, onBehalfOf }: SourceQuery): string {
  let start = queryStarts.get(operation);
  if (start === undefined) {
    start = `{"query":${JSON.stringify(operation.text)},"variables":`;
    queryStarts.set(operation, start);
  }
  return onBehalfOf === undefined
    ? `${start}${variables}}`
    : `${start}${variables},"extensions":{"onBehalfOf":${onBehalfOf}}}`;
}

/** The part that is the same whenever an operation is asked. */
const queryStarts = new WeakMap<SourceOperation, string>();

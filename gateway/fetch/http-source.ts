import { setTimeout as sleep } from 'node:timers/promises';
import { OperationTypeNode } from 'graphql';
import type { Dispatcher } from 'undici';
import type { CallRefusalCode } from '../../schema/signed-calls/call-refusals.ts';
import { type Attempt, readCallRefusal, readConnectionError, readHttpAnswer } from './attempt.ts';
import type { Circuit } from './circuit.ts';
import { Deadline } from './deadline.ts';
import { post } from './http-call.ts';
import { pickPauseMs, RetryBudget } from './retries.ts';
import type { SignCall } from './signing/sign-call.ts';
import type { Source, SourceOperation, SourceRequest, SourceResult } from './source.ts';
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
}

/** A ministry's subgraph over HTTP. */
export function createHttpSource(options: HttpSourceOptions): Source {
  const { name, url, timeoutMs, maxRetries, circuit, dispatcher, signCall, onRefusal } = options;
  const { pathname, search } = new URL(url);
  const path = pathname + search;
  const budget = new RetryBudget();
  const refusal = createFailure('SOURCE_UNAVAILABLE', name, { isWorthRetrying: false });

  return {
    name,
    isLocal: false,
    timeoutMs,
    async execute(request) {
      // A probe goes on when its caller is gone: what it finds out concerns everybody.
      const deadline = new Deadline(timeoutMs, circuit.isClosed ? request.signal : undefined);
      try {
        return (await circuit.run(() => fetch(request, deadline))) ?? refusal;
      } catch {
        return refusal; // The caller is gone.
      } finally {
        deadline.close();
      }
    },
  };

  /** @throws when the caller is gone */
  async function fetch(request: SourceRequest, deadline: Deadline): Promise<SourceResult> {
    const body = writeBody(request);
    for (let retries = 0; ; retries++) {
      const { result, retryAfterMs } = await attempt(request, body, deadline);
      if (result.kind === 'answer') budget.earn();
      if (retryAfterMs === undefined || request.operation.kind !== OperationTypeNode.QUERY) return result;
      const pauseMs = pickPauseMs(retries, retryAfterMs);
      // A probe is not repeated.
      const mayRetry = retries < maxRetries && circuit.isClosed && deadline.leaves(pauseMs) && budget.spend();
      if (!mayRetry) return result;
      await sleep(pauseMs, undefined, { signal: deadline.signal });
    }
  }

  async function attempt(request: SourceRequest, body: string, deadline: Deadline): Promise<Attempt> {
    try {
      const answer = await post(dispatcher, path, body, deadline.signal, signCall?.(body));
      if (answer.statusCode === 401) onRefusal(readCallRefusal(answer.body));
      return readHttpAnswer(answer, name, request);
    } catch (error) {
      if (deadline.hasTimedOut) return { result: createFailure('SOURCE_TIMEOUT', name, { isWorthRetrying: false }) };
      if (deadline.signal.aborted) throw error;
      return readConnectionError(error, name);
    }
  }
}

function writeBody({ operation, variables, onBehalfOf }: SourceRequest): string {
  let start = bodyStarts.get(operation);
  if (start === undefined) {
    start = `{"query":${JSON.stringify(operation.text)},"variables":`;
    bodyStarts.set(operation, start);
  }
  return onBehalfOf === undefined
    ? `${start}${variables}}`
    : `${start}${variables},"extensions":{"onBehalfOf":${onBehalfOf}}}`;
}

/** The part of a body that is the same for all fetches of an operation. */
const bodyStarts = new WeakMap<SourceOperation, string>();

import { OperationTypeNode } from 'graphql';
import { type Dispatcher, request } from 'undici';
import { errorCode } from '../error-code.ts';
import { readAnswer } from './read-answer.ts';
import type { Source, SourceFailure, SourceRequest, SourceResult } from './source.ts';
import { createFault, type SourceFaultCode } from './source-fault.ts';

export interface HttpSourceOptions {
  readonly name: string;
  readonly url: string;
  /** For the whole fetch, from the wait for a connection to the last byte. */
  readonly timeoutMs: number;
  /** Keeps the connections, and bounds their number and the size of an answer. */
  readonly dispatcher: Dispatcher;
}

/** A ministry's subgraph over HTTP. */
export function createHttpSource({ name, url, timeoutMs, dispatcher }: HttpSourceOptions): Source {
  const fail = (code: SourceFaultCode): SourceFailure => ({
    kind: 'failure',
    fault: createFault(code, name),
    isWorthRetrying: code !== 'SOURCE_TIMEOUT',
  });

  async function execute(sourceRequest: SourceRequest): Promise<SourceResult> {
    const timeout = AbortSignal.timeout(timeoutMs);
    const options = {
      dispatcher,
      signal: sourceRequest.signal ? AbortSignal.any([timeout, sourceRequest.signal]) : timeout,
      method: 'POST',
      headers,
      body: writeBody(sourceRequest),
    } as const;
    try {
      const response = await request(url, options).catch((error: unknown) => {
        if (!isDeadConnection(error) || sourceRequest.operation.kind !== OperationTypeNode.QUERY) throw error;
        return request(url, options);
      });
      return await readResponse(response, sourceRequest);
    } catch (cause) {
      return fail(timeout.aborted ? 'SOURCE_TIMEOUT' : connectionFault(cause));
    }
  }

  async function readResponse(
    { statusCode, headers, body }: Dispatcher.ResponseData,
    { representationCount }: SourceRequest,
  ): Promise<SourceResult> {
    const [mediaType] = String(headers['content-type'] ?? '').split(';');
    // A proxy in between may answer application/json with a status of its own, so that one counts only with 200.
    const isGraphql = mediaType === 'application/graphql-response+json';
    if (isGraphql || (mediaType === 'application/json' && statusCode === 200)) {
      const answer = readAnswer(parseJson(await body.text()), name, representationCount);
      return answer ?? fail('SOURCE_INVALID');
    }
    await body.dump();
    return fail(statusCode >= 500 || statusCode === 429 ? 'SOURCE_UNAVAILABLE' : 'SOURCE_INVALID');
  }

  return { name, execute };
}

const headers = {
  'content-type': 'application/json',
  accept: 'application/graphql-response+json, application/json;q=0.9',
};

function writeBody({ operation, variables }: SourceRequest): string {
  return `{"query":${JSON.stringify(operation.text)},"variables":${variables}}`;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A kept-alive connection that the other side had closed: the ministry is well, and a query does no harm twice. */
function isDeadConnection(error: unknown): boolean {
  return ['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE'].includes(errorCode(error));
}

function connectionFault(error: unknown): SourceFaultCode {
  return /^(HPE_|HTTPParserError$|UND_ERR_RES_)/.test(errorCode(error)) ? 'SOURCE_INVALID' : 'SOURCE_UNAVAILABLE';
}

import { type Dispatcher, request } from 'undici';
import { CodedError } from '../../schema/coded-error.ts';
import { errorCode } from '../error-code.ts';
import { readAnswer } from './read-answer.ts';
import type { Source, SourceAnswer, SourceRequest } from './source.ts';

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
  return {
    name,
    async send(sourceRequest, { requestId }) {
      const signal = AbortSignal.timeout(timeoutMs);
      const options = {
        dispatcher,
        signal,
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          accept: 'application/graphql-response+json, application/json;q=0.9',
          'x-request-id': requestId,
        },
        body: JSON.stringify({ query: sourceRequest.query, variables: sourceRequest.variables }),
      } as const;
      try {
        const response = await request(url, options).catch((error: unknown) => {
          if (!isDeadConnection(error) || !isQuery(sourceRequest)) throw error;
          return request(url, options);
        });
        return await readResponse(name, response);
      } catch (cause) {
        if (cause instanceof CodedError) throw cause;
        throw new CodedError(signal.aborted ? 'SOURCE_TIMEOUT' : connectionFault(cause), { ministry: name });
      }
    },
  };
}

/** @throws SOURCE_UNAVAILABLE or SOURCE_INVALID */
async function readResponse(ministry: string, response: Dispatcher.ResponseData): Promise<SourceAnswer> {
  const { statusCode, body } = response;
  const [mediaType] = String(response.headers['content-type'] ?? '').split(';');
  // A proxy in between may answer application/json with a status of its own, so that one counts only with 200.
  const isGraphql = mediaType === 'application/graphql-response+json';
  if (isGraphql || (mediaType === 'application/json' && statusCode === 200)) {
    const answer = readAnswer(parseJson(await body.text()));
    if (answer) return answer;
  } else {
    await body.dump();
    if (statusCode >= 500 || statusCode === 429) throw new CodedError('SOURCE_UNAVAILABLE', { ministry });
  }
  throw new CodedError('SOURCE_INVALID', { ministry });
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

function isQuery({ document }: SourceRequest): boolean {
  return document.definitions.every((definition) => !('operation' in definition) || definition.operation === 'query');
}

function connectionFault(error: unknown): 'SOURCE_UNAVAILABLE' | 'SOURCE_INVALID' {
  return /^(HTTPParserError|UND_ERR_RES_)/.test(errorCode(error)) ? 'SOURCE_INVALID' : 'SOURCE_UNAVAILABLE';
}

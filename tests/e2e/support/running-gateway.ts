import {
  buildClientSchema,
  type GraphQLFormattedError,
  type GraphQLSchema,
  getIntrospectionQuery,
  type IntrospectionQuery,
} from 'graphql';
import { sampleClaims, type TestIssuer } from '../../support/tokens.ts';
import { unhurried } from '../../support/unhurried.ts';
import { withoutSummary } from '../../support/without-summary.ts';
import { type CapturedProcess, startCaptured } from './captured-process.ts';

/** The gateway's process, and how it is asked: as a clerk, unless a request's own headers say otherwise. */
export interface RunningGateway extends CapturedProcess {
  /** `http://127.0.0.1:41234/graphql` */
  readonly url: string;
  /** As a clerk. */
  readonly ask: (query: string, variables?: object) => Promise<GatewayAnswer>;
  readonly askAsCitizen: (personalId: string, query: string) => Promise<GatewayAnswer>;
  /** What it says of itself. */
  readonly introspect: () => Promise<GraphQLSchema>;
  /** Sends any request to `/graphql`. From all answers `extensions.disclosure` is left out. */
  readonly send: (init: RequestInit) => Promise<GatewayAnswer>;
  /** All errors that have been answered, those of one answer a line. */
  readonly answeredErrors: () => string;
}

export interface GatewayAnswer {
  readonly status: number;
  readonly requestId: string | null;
  readonly body: GatewayBody;
}

export interface GatewayBody {
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly GraphQLFormattedError[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/**
 * @param issuer       whose tokens it takes
 * @param environment  `GATEWAY_…` variables beside issuer, host, port and log level
 */
export async function startGateway(
  issuer: TestIssuer,
  environment: Readonly<Record<string, string>>,
): Promise<RunningGateway> {
  const process = await startCaptured(['gateway/main.ts'], {
    GATEWAY_HOST: '127.0.0.1',
    GATEWAY_PORT: '0',
    ...unhurried,
    // All that it ever logs.
    GATEWAY_LOG_LEVEL: 'debug',
    GATEWAY_ISSUER: issuer.issuer,
    // A test asks as often as a whole office.
    GATEWAY_PERSON_MAX_RATE: '1000000',
    GATEWAY_CLIENT_MAX_RATE: '1000000',
    ...environment,
  });
  const [, url = ''] = await process.prints(/"url":"([^"]+)","msg":"ready"/);
  const authorization = `Bearer ${await issuer.token()}`;
  const answeredErrors: string[] = [];

  async function send(init: RequestInit): Promise<GatewayAnswer> {
    const headers = new Headers(init.headers);
    if (!headers.has('authorization')) headers.set('authorization', authorization);
    const response = await fetch(url, { method: 'POST', ...init, headers });
    const body = withoutSummary((await response.json()) as GatewayBody);
    const { data, extensions, ...rest } = body;
    answeredErrors.push(JSON.stringify(rest));
    return { status: response.status, requestId: response.headers.get('x-request-id'), body };
  }

  const ask = (query: string, variables?: object, headers: Readonly<Record<string, string>> = {}) =>
    send({
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query, variables }),
    });

  return {
    ...process,
    url,
    send,
    ask,
    async askAsCitizen(personalId, query) {
      const token = await issuer.token({ ...sampleClaims.citizen, personal_id: personalId });
      return await ask(query, undefined, { authorization: `Bearer ${token}` });
    },
    introspect: async () =>
      buildClientSchema((await ask(getIntrospectionQuery())).body.data as unknown as IntrospectionQuery),
    answeredErrors: () => answeredErrors.join('\n'),
  };
}

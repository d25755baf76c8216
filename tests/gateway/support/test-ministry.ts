import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { buildSubgraphSchema, type GraphQLResolverMap } from '@apollo/subgraph';
import { type ExecutionResult, graphql, parse } from 'graphql';
import { subgraphSdl } from '../../../schema/composition/subgraph-sdl.ts';
import type { OnBehalfOf } from '../../../schema/signed-calls/on-behalf-of.ts';

/** How a ministry answers: with `answer` for the true answer, or anything else on the response. */
export type Behaviour = (response: ServerResponse, answer: () => Promise<Answer>) => unknown;

/** A list for a list of operations. */
type Answer = ExecutionResult | readonly ExecutionResult[];

export interface ReceivedCall {
  readonly query: string;
  readonly variables: { readonly representations?: readonly unknown[] };
  readonly extensions?: { readonly onBehalfOf?: OnBehalfOf };
  readonly headers: IncomingHttpHeaders;
}

/** A small subgraph on a real HTTP server, which can be stopped, restarted and made to misbehave. */
export interface TestMinistry {
  readonly name: string;
  readonly url: string;
  readonly sdl: string;
  /** Operations of a list stand one by one. */
  readonly calls: ReceivedCall[];
  /** Without a behaviour it is well again. */
  behave(behaviour?: Behaviour): void;
  stop(): Promise<void>;
  restart(): Promise<void>;
}

export async function startTestMinistry(
  name: string,
  types: string,
  resolvers: GraphQLResolverMap,
): Promise<TestMinistry> {
  const sdl = subgraphSdl(types);
  const schema = buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers }]);
  const calls: ReceivedCall[] = [];
  let behaviour: Behaviour = answerWell;
  let server: Server;

  async function listen(port: number): Promise<number> {
    server = createServer(async (request, response) => {
      const body = JSON.parse(await text(request));
      const received = [body].flat().map((call): ReceivedCall => ({ ...call, headers: request.headers }));
      calls.push(...received);
      await behaviour(response, async () => {
        const answers = await Promise.all(
          received.map(({ query, variables }) => graphql({ schema, source: query, variableValues: variables })),
        );
        return Array.isArray(body) ? answers : (answers[0] ?? answers);
      });
    });
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    return (server.address() as AddressInfo).port;
  }

  const port = await listen(0);
  return {
    name,
    url: `http://127.0.0.1:${port}/graphql`,
    sdl,
    calls,
    behave(next = answerWell) {
      behaviour = next;
    },
    async stop() {
      server.closeAllConnections();
      await new Promise<unknown>((resolve) => server.close(resolve));
    },
    async restart() {
      await listen(port);
    },
  };
}

const answerWell: Behaviour = async (response, answer) => sendJson(response, await answer());

export function sendJson(response: ServerResponse, body: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(body));
}

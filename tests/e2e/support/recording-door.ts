import { once } from 'node:events';
import { createServer, request as openRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** Stands before a ministry, passes calls on, and keeps what they asked. */
export interface RecordingDoor {
  readonly name: string;
  /** `http://127.0.0.1:41234/graphql` */
  readonly url: string;
  readonly callCount: () => number;
  /** All operations so far, as they were sent; those of a list one by one. */
  readonly calls: () => readonly SubgraphCall[];
  readonly close: () => Promise<void>;
}

export interface SubgraphCall {
  /** The GraphQL document. */
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
}

/** @param rewrite  changes the text of each answer on its way back, so that what came through can be told */
export async function openDoor(
  ministry: { readonly name: string; readonly url: string },
  rewrite: (answer: string) => string,
): Promise<RecordingDoor> {
  let callCount = 0;
  const calls: SubgraphCall[] = [];
  const server = createServer((call, reply) => {
    callCount++;
    const chunks: Buffer[] = [];
    call.on('data', (chunk: Buffer) => chunks.push(chunk));
    call.on('end', () => {
      const body: SubgraphCall | SubgraphCall[] = JSON.parse(Buffer.concat(chunks).toString());
      calls.push(...[body].flat());
    });
    const { method, headers } = call;
    const passedOn = openRequest(ministry.url, { method, headers }, async (answer) => {
      reply.writeHead(answer.statusCode ?? 502, { 'content-type': answer.headers['content-type'] });
      reply.end(rewrite(await text(answer)));
    });
    passedOn.on('error', () => reply.destroy());
    call.pipe(passedOn);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    name: ministry.name,
    url: `http://127.0.0.1:${port}/graphql`,
    callCount: () => callCount,
    calls: () => calls,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

import { once } from 'node:events';
import { createServer, request as openRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** Stands before a ministry, passes calls on, and counts them. */
export interface RecordingDoor {
  readonly name: string;
  /** `http://127.0.0.1:41234/graphql` */
  readonly url: string;
  readonly callCount: () => number;
  readonly close: () => Promise<void>;
}

/** @param rewrite  changes the text of each answer on its way back, so that what came through can be told */
export async function openDoor(
  ministry: { readonly name: string; readonly url: string },
  rewrite: (answer: string) => string,
): Promise<RecordingDoor> {
  let calls = 0;
  const server = createServer((call, reply) => {
    calls++;
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
    callCount: () => calls,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

import { once } from 'node:events';
import { createServer, request as openRequest } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Stands before a ministry, passes everything on, and writes down which request of a caller each call was for. */
export interface RecordingDoor {
  readonly name: string;
  /** `http://127.0.0.1:41234/graphql` */
  readonly url: string;
  /** Request ids, one for each call. */
  readonly calls: (string | null)[];
  readonly close: () => Promise<void>;
}

export async function openDoor(ministry: { readonly name: string; readonly url: string }): Promise<RecordingDoor> {
  const calls: (string | null)[] = [];
  const server = createServer((call, reply) => {
    calls.push(call.headers['x-request-id']?.toString() ?? null);
    const { method, headers } = call;
    const passedOn = openRequest(ministry.url, { method, headers }, (answer) => {
      reply.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(reply);
    });
    passedOn.on('error', () => reply.destroy());
    call.pipe(passedOn);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    name: ministry.name,
    url: `http://127.0.0.1:${port}/graphql`,
    calls,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

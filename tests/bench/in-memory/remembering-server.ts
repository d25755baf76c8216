import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { EntityMemory } from './entity-memory.ts';

export interface RememberingServer {
  readonly url: string;
  readonly close: () => void;
}

/** Longer than any gateway idles while the others are measured, in milliseconds; as ministries have it. */
const KEEP_ALIVE_MS = 72_000;

/**
 * Stands before a ministry and answers for it what it was asked before. Written on plain `node:http`: what it costs, all
 * gateways pay.
 * @param ministryUrl  answers unsigned calls for entities
 * @param onFailure    told why a call was not answered, which gateways keep to themselves
 */
export async function openRememberingServer(
  ministryUrl: string,
  onFailure: (error: Error) => void,
): Promise<RememberingServer> {
  const memory = new EntityMemory(ministryUrl);
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, (request, response) => {
    readBody(request, (body) => {
      memory.answer(body).then(
        (answer) => send(response, 200, answer),
        (error: Error) => {
          onFailure(error);
          send(response, 500, Buffer.from('{"errors":[{"message":"The ministry gave no whole answer."}]}'));
        },
      );
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return { url: `http://127.0.0.1:${port}/graphql`, close };
}

function readBody(request: IncomingMessage, done: (body: string) => void): void {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.once('end', () => done(Buffer.concat(chunks).toString()));
}

function send(response: ServerResponse, status: number, body: Buffer): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'content-length': body.length });
  response.end(body);
}

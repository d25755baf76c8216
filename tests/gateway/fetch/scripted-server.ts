import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';

export type Respond = (response: ServerResponse, body: string) => unknown;

/** A real HTTP server that answers as each test says, and can be killed and started again on its port. */
export interface ScriptedServer {
  readonly url: string;
  readonly port: number;
  /** Bodies that it received. */
  readonly received: string[];
  /** How many connections it took since it was made. */
  readonly connectionsTaken: number;
  /** How many connections are open. */
  countOpen(): Promise<number>;
  /** One response after the other, the last one for all that come later. */
  respond(...responses: [Respond, ...Respond[]]): void;
  /** Stops at once, and cuts all connections. */
  kill(): Promise<void>;
  start(): Promise<void>;
}

export async function startScriptedServer(): Promise<ScriptedServer> {
  const received: string[] = [];
  let responses: [Respond, ...Respond[]] = [sendData()];
  let connectionsTaken = 0;
  let server = create();
  const port = await listen(0);

  return {
    url: `http://127.0.0.1:${port}/graphql`,
    port,
    received,
    get connectionsTaken() {
      return connectionsTaken;
    },
    countOpen: () =>
      new Promise((resolve, reject) =>
        server.getConnections((error, count) => (error ? reject(error) : resolve(count))),
      ),
    respond(...next) {
      responses = next;
    },
    async kill() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
    async start() {
      server = create();
      await listen(port);
    },
  };

  function create() {
    return createServer(handle).on('connection', () => connectionsTaken++);
  }

  async function listen(port: number): Promise<number> {
    await once(server.listen(port, '127.0.0.1'), 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('The server has no port');
    return address.port;
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request).catch(() => undefined);
    if (body === undefined) return;
    received.push(body);
    const [respond, ...later] = responses;
    const [next, ...rest] = later;
    if (next) responses = [next, ...rest];
    await respond(response, body);
  }
}

/** The answer of a ministry that is well. */
export function sendData(data: object = { size: 1 }): Respond {
  return (response) => send(response, 200, JSON.stringify({ data }));
}

export function sendStatus(status: number, headers: Record<string, string> = {}): Respond {
  return (response) => response.writeHead(status, headers).end();
}

export function send(response: ServerResponse, status: number, body: string | Buffer): void {
  response.writeHead(status, { 'content-type': 'application/graphql-response+json; charset=utf-8' }).end(body);
}

/** Leaves the caller without an answer. */
export const hang: Respond = () => undefined;

/** Cuts the connection. */
export const cut: Respond = (response) => response.destroy();

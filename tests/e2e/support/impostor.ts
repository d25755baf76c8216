import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';

/** How it answers a fetch of so many entities. */
export type Rubbish = (response: ServerResponse, entities: number) => unknown;

export interface Impostor {
  /** Gives the port back. */
  readonly leave: () => Promise<void>;
}

/** Listens on a ministry's port in its place. */
export async function openImpostor(port: number, answer: Rubbish): Promise<Impostor> {
  const server = createServer(async (request, response) => {
    const [{ variables }] = [JSON.parse(await text(request))].flat();
    answer(response, variables.representations.length);
  });
  await once(server.listen(port, '127.0.0.1'), 'listening');
  return {
    async leave() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const json = { 'content-type': 'application/json' };
/** As if the database had been asked by mistake: it must not be passed on. */
const name = 'Nguyễn Hoàng Minh';

/** What may listen on a port that was once a ministry's, and what the caller is told of it. */
export const rubbish: readonly (readonly [title: string, code: string, answer: Rubbish])[] = [
  [
    'HTML',
    'SOURCE_INVALID',
    (response) => response.writeHead(200, { 'content-type': 'text/html' }).end(`<h1>${name}</h1>`),
  ],
  [
    'truncated JSON',
    'SOURCE_INVALID',
    (response) => response.writeHead(200, json).end(`{"data":{"_entities":[{"fullName":"${name}`),
  ],
  ['a list', 'SOURCE_INVALID', (response) => response.writeHead(200, json).end(JSON.stringify([name]))],
  [
    'too few entities',
    'SOURCE_INVALID',
    (response, count) => response.writeHead(200, json).end(entities(Array(count - 1).fill({}))),
  ],
  [
    'entities without fields',
    'SOURCE_INVALID',
    (response, count) => response.writeHead(200, json).end(entities(Array(count).fill({ name }))),
  ],
  [
    'an error that names somebody',
    'SOURCE_FAILED',
    (response) => response.writeHead(200, json).end(JSON.stringify({ data: null, errors: [{ message: name }] })),
  ],
  ['status 500', 'SOURCE_UNAVAILABLE', (response) => response.writeHead(500, json).end(JSON.stringify({ name }))],
  ['a closed connection', 'SOURCE_UNAVAILABLE', (response) => response.destroy()],
];

function entities(list: readonly unknown[]): string {
  return JSON.stringify({ data: { _entities: list } });
}

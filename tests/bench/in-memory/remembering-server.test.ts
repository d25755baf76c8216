import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { openRememberingServer, type RememberingServer } from './remembering-server.ts';

interface Call {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

const query = 'query ($representations: [_Any!]!) { _entities(representations: $representations) { name } }';
const people = (...ids: string[]) => ids.map((personalId) => ({ __typename: 'Citizen', personalId }));
const named = (...ids: string[]) => ({ data: { _entities: ids.map((id) => ({ name: `Nguyễn ${id}` })) } });

describe('a server that remembers what a ministry told', () => {
  let ministry: Server;
  let server: RememberingServer;
  let calls: Call[] = [];
  let failures: string[] = [];
  let tell: (representations: readonly { readonly personalId: string }[]) => object;

  beforeEach(async () => {
    calls = [];
    failures = [];
    tell = (representations) => named(...representations.map(({ personalId }) => personalId));
    ministry = createServer(async (request, response) => {
      const call = (await json(request)) as Call;
      calls.push(call);
      response.end(JSON.stringify(tell(call.variables['representations'] as [])));
    });
    await once(ministry.listen(0, '127.0.0.1'), 'listening');
    const { port } = ministry.address() as AddressInfo;
    server = await openRememberingServer(`http://127.0.0.1:${port}`, ({ message }) => failures.push(message));
  });
  afterEach(() => {
    server.close();
    ministry.close();
    ministry.closeAllConnections();
  });

  test('asks for each entity once, and for all that are missing in one call', async () => {
    expect(await ask({ representations: people('1', '2') })).toEqual({ status: 200, body: named('1', '2') });
    const more = { representations: people('3', '2', '4', '1', '3') };
    expect(await ask(more)).toEqual({ status: 200, body: named('3', '2', '4', '1', '3') });
    expect(await ask(more)).toEqual({ status: 200, body: named('3', '2', '4', '1', '3') });
    expect(calls.map(({ variables }) => variables['representations'])).toEqual([
      people('1', '2'),
      people('3', '4', '3'),
    ]);
  });

  test('keeps other operations and other variables apart', async () => {
    await ask({ representations: people('1') });
    await ask({ representations: people('1'), year: 2025 });
    await ask({ representations: people('1') }, query.replace('name', 'sex'));
    await ask({ year: 2025, representations: people('1') });
    expect(calls).toHaveLength(3);
    expect(calls[1]).toEqual({ query, variables: { representations: people('1'), year: 2025 } });
  });

  test('remembers whom the ministry does not know', async () => {
    tell = (representations) => ({ data: { _entities: representations.map(() => null) } });
    const nobody = { status: 200, body: { data: { _entities: [null] } } };
    expect(await ask({ representations: people('1') })).toEqual(nobody);
    expect(await ask({ representations: people('1') })).toEqual(nobody);
    expect(calls).toHaveLength(1);
  });

  test.each([
    ['errors', { ...named('1'), errors: [{ message: 'm' }] }],
    ['more than entities', { data: { ...named('1').data, other: 1 } }],
    ['fewer entities than asked for', { data: { _entities: [] } }],
    ['no data', { data: null }],
  ])('fails, and remembers nothing, when it is told %s', async (_, told) => {
    tell = () => told;
    expect((await ask({ representations: people('1') })).status).toBe(500);
    expect(failures).toEqual(['The ministry did not tell every entity.']);
    tell = () => named('1');
    expect((await ask({ representations: people('1') })).status).toBe(200);
  });

  test('fails for anything else than entities', async () => {
    expect((await ask({}, '{ communes { code } }')).status).toBe(500);
    expect(failures).toEqual(['Only calls for entities are remembered.']);
    expect(calls).toHaveLength(0);
  });

  async function ask(variables: object, text = query) {
    const response = await fetch(server.url, { method: 'POST', body: JSON.stringify({ query: text, variables }) });
    return { status: response.status, body: await response.json() };
  }
});

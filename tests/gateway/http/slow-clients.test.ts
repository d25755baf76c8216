import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { until } from '../../support/until.ts';
import { startGateway, type TestGateway } from '../support/start-gateway.ts';
import { startTestGraph, type TestGraph } from '../support/test-graph.ts';

let graph: TestGraph;
let gateway: TestGateway;

beforeAll(async () => {
  graph = await startTestGraph();
  gateway = await startGateway(graph.supergraphSdl, {
    GATEWAY_REQUEST_TIMEOUT_MS: '500',
    GATEWAY_IDLE_TIMEOUT_MS: '1500',
    GATEWAY_MAX_CONNECTIONS: '50',
  });
});

afterAll(async () => {
  await gateway.close();
  await graph.stop();
});

async function open(at = gateway): Promise<Socket> {
  const { hostname, port } = new URL(at.url);
  const socket = connect(Number(port), hostname).on('error', () => {});
  await once(socket, 'connect');
  return socket;
}

/** Sends one byte each twentieth of a second until the gateway has had enough. */
async function drip(socket: Socket, bytes: string): Promise<{ answer: string; ms: number }> {
  const start = performance.now();
  let sent = 0;
  const timer = setInterval(() => void socket.write(bytes[sent++ % bytes.length] ?? ''), 50);
  const answer = await text(socket).catch(() => '');
  clearInterval(timer);
  return { answer, ms: performance.now() - start };
}

describe('a caller that sends too slowly is cut off, and others are served meanwhile', () => {
  test('in the middle of its headers', async () => {
    const socket = await open();
    socket.write('POST /graphql HTTP/1.1\r\nHost: gateway\r\nX-Padding: ');
    const slow = drip(socket, 'x');

    expect(await gateway.query('{ __typename }')).toEqual({ data: { __typename: 'Query' } });
    const { answer, ms } = await slow;
    expect(answer).toMatch(/^HTTP\/1\.1 408 /);
    expect(ms).toBeLessThan(5_000);
  });

  test('in the middle of its body', async () => {
    const socket = await open();
    const head = `Host: gateway\r\nAuthorization: ${gateway.authorization}\r\nContent-Type: application/json`;
    socket.write(`POST /graphql HTTP/1.1\r\n${head}\r\nContent-Length: 9000\r\n\r\n`);
    const slow = drip(socket, '{');

    expect(await gateway.query('{ __typename }')).toEqual({ data: { __typename: 'Query' } });
    expect((await slow).ms).toBeLessThan(5_000);
  });

  test('in the middle of a body that nobody waits for', async () => {
    const socket = await open();
    socket.write('POST /graphql HTTP/1.1\r\nHost: gateway\r\nContent-Length: 9000\r\n\r\n');
    const { answer, ms } = await drip(socket, '{');

    expect(answer).toMatch(/^HTTP\/1\.1 401 /);
    expect(ms).toBeLessThan(5_000);
  });
});

test('a caller that takes nothing of its answers is cut off', async () => {
  const socket = await open();
  socket.pause();
  const query = encodeURIComponent('{ __schema { types { name description fields { name description } } } }');
  const request = `GET /graphql?query=${query} HTTP/1.1\r\nHost: gateway\r\nAuthorization: ${gateway.authorization}\r\n\r\n`;
  // So much that the buffers of the system cannot take all the answers.
  socket.write(request.repeat(3_000));
  const knocking = setInterval(() => void socket.write('x'), 100);
  await new Promise((resolve) => socket.once('close', resolve));
  clearInterval(knocking);

  expect(socket.errored).toBeTruthy();
});

test('a connection on which nothing comes is closed', async () => {
  const socket = await open();

  expect(await text(socket)).toMatch(/^(HTTP\/1\.1 408 |$)/);
});

test('headers that are too long are refused', async () => {
  const socket = await open();
  socket.write(`GET /graphql HTTP/1.1\r\nHost: gateway\r\nX-Padding: ${'x'.repeat(20_000)}\r\n\r\n`);

  expect(await text(socket)).toMatch(/^HTTP\/1\.1 431 /);
});

test('more connections than there may be are closed at once, and the others stay', async () => {
  const patient = await startGateway(graph.supergraphSdl, { GATEWAY_MAX_CONNECTIONS: '50' });
  const sockets = await Promise.all(Array.from({ length: 80 }, () => open(patient)));
  const staying = new Set(sockets);
  for (const socket of sockets) socket.resume().once('close', () => staying.delete(socket));
  await until(() => staying.size <= 50);
  const answers = [...staying].map(async (socket) => {
    socket.write('GET /health HTTP/1.1\r\nHost: gateway\r\nConnection: close\r\n\r\n');
    return (await text(socket)).slice(0, 15);
  });

  expect(await Promise.all(answers)).toEqual(Array(50).fill('HTTP/1.1 200 OK'));
  await patient.close();
});

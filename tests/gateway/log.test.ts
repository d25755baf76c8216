import { execFileSync } from 'node:child_process';
import { connect } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { describeFault } from '../../gateway/log.ts';
import { startGateway, type TestGateway } from './support/start-gateway.ts';
import {
  an,
  citizenByVariables,
  citizenField,
  named,
  namedBy,
  startTestGraph,
  type TestGraph,
} from './support/test-graph.ts';
import { sendJson } from './support/test-ministry.ts';

let graph: TestGraph;
let gateway: TestGateway;

beforeAll(async () => {
  graph = await startTestGraph();
  gateway = await startGateway(graph.supergraphSdl, { GATEWAY_LOG_LEVEL: 'debug', GATEWAY_MAX_BODY_BYTES: '4096' });
});

afterAll(async () => {
  await gateway.close();
  await graph.stop();
});

const planted = ['079203001234', 'Plantedname'];
const [plantedId = '', plantedName = ''] = planted;

test('each request leaves one line with its id, status, time, program and error codes', async () => {
  const before = gateway.log();
  graph.treasury.behave((response) => response.destroy());
  const response = await gateway.post(
    JSON.stringify({ query: `{ a: ${citizenField(an)} { fullName taxCode } b: ${citizenField(an)} { taxCode } }` }),
  );
  await response.text();
  graph.treasury.behave();

  const lines = gateway.log().slice(before.length).trim().split('\n');
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    {
      level: 30,
      time: expect.any(Number),
      requestId: response.headers.get('x-request-id'),
      status: 200,
      durationMs: expect.any(Number),
      client: 'client-clerk',
      operation: expect.stringMatching(/^[0-9a-f]{32}$/),
      errors: [{ code: 'SOURCE_UNAVAILABLE', ministry: 'treasury', count: 2 }],
      msg: 'answered',
    },
  ]);
});

test('the same operation about two citizens has one signature', async () => {
  const before = gateway.log();
  await gateway.query(`{ ${citizenField(an)} { fullName } }`);
  await gateway.query(`{ ${citizenField(plantedId)} { fullName } }`);

  const [first, second] = gateway.log().slice(before.length).trim().split('\n');
  expect(JSON.parse(first ?? '').operation).toBe(JSON.parse(second ?? '').operation);
});

test('no line holds a value that a caller or a ministry gave, wherever it stood', async () => {
  const before = gateway.log().length;
  const { origin } = new URL(gateway.url);
  const ask = async (query: string, variables?: object) => gateway.query(query, variables);
  const both = `${plantedId} ${plantedName}`;
  const byId = `query (${namedBy}) { ${citizenByVariables} { fullName taxCode } }`;

  await ask(`{ ${citizenField(plantedId)} { fullName } }`);
  await ask(byId, named(plantedId));
  await ask(byId, { ...named(plantedId), id: both });
  await ask(byId, { ...named(plantedId), name: both });
  await ask(`query ${plantedName} { ${plantedName}: __typename }`);
  await ask(`{ ${plantedName} }`);
  await ask(`{ citizen(personalId: "${both}`);
  await gateway.fetch(`${gateway.url}?query=${encodeURIComponent(`{ rates(label: "${both}") }`)}&x=${plantedId}`);
  await gateway.fetch(`${origin}/${plantedId}/${plantedName}?${plantedId}`);
  await gateway.fetch(`${origin}/%zz${plantedId}`);
  await gateway.post(both);
  await gateway.post('{}', { 'x-request-id': plantedId, 'user-agent': both, 'content-type': `text/${plantedName}` });
  await gateway.post(JSON.stringify({ query: both.repeat(300) }));
  graph.treasury.behave((response) =>
    sendJson(response, {
      data: { _entities: [{ taxCode: { [plantedName]: plantedId } }] },
      errors: [{ message: both }],
    }),
  );
  await ask(byId, named(an));
  graph.treasury.behave((response) => response.writeHead(500, plantedName).end(both));
  await ask(byId, named(an));
  graph.treasury.behave();
  await sendRaw(`GET /${plantedId} NONSENSE ${plantedName}\r\n\r\n`);

  const log = gateway.log().slice(before);
  expect(log.split('\n').length).toBeGreaterThan(12);
  for (const value of planted) expect(log).not.toContain(value);
});

test('an unexpected error is described by where it came from, not by its message', () => {
  const fault = describeFault(new TypeError(`cannot read ${plantedId}\n  of ${plantedName}`));

  expect(fault.name).toBe('TypeError');
  expect(fault.stack[0]).toMatch(/^at .*log\.test\.ts/);
  expect(JSON.stringify(fault)).not.toMatch(planted.join('|'));
});

test('lines that are gathered are written when the process exits', () => {
  const script = `
    import { createLog } from './gateway/log.ts';
    const log = createLog({ logLevel: 'info' });
    log.info('first');
    setImmediate(() => {
      log.info('second');
      log.info('third');
      process.exit(0);
    });`;
  const cwd = fileURLToPath(new URL('../..', import.meta.url));
  const output = execFileSync(process.execPath, ['--input-type=module', '--eval', script], { cwd, encoding: 'utf8' });

  const lines = output.trim().split('\n');
  expect(lines.map((line) => JSON.parse(line).msg)).toEqual(['first', 'second', 'third']);
});

function sendRaw(text: string): Promise<void> {
  const { hostname, port } = new URL(gateway.url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => socket.write(text));
    socket
      .on('data', () => {})
      .on('error', reject)
      .on('close', () => resolve());
  });
}

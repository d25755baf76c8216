import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Claims, sampleClaims } from '../../support/tokens.ts';
import { startGateway, type TestGateway } from '../support/start-gateway.ts';
import { startTestGraph, type TestGraph } from '../support/test-graph.ts';

let graph: TestGraph;
let gateway: TestGateway;

beforeAll(async () => {
  graph = await startTestGraph();
  gateway = await startGateway(graph.supergraphSdl, {
    GATEWAY_PERSON_MAX_RATE: '1',
    GATEWAY_CLIENT_MAX_RATE: '4',
    GATEWAY_REGISTERED_ONLY_ROLES: 'portal',
  });
});

afterAll(async () => {
  await gateway.close();
  await graph.stop();
});

/** Asks so many times at once. It takes less than the seconds that would let all of them go on. */
async function ask(claims: Claims, count: number): Promise<Response[]> {
  const authorization = `Bearer ${await gateway.issuer.token(claims)}`;
  const body = JSON.stringify({ query: '{ __typename }' });
  return await Promise.all(Array.from({ length: count }, () => gateway.post(body, { authorization })));
}

function countOf(responses: readonly Response[], wanted: number): number {
  return responses.filter(({ status }) => status === wanted).length;
}

test('a person who asks too often is told when to ask again, and others are not', async () => {
  const clerk = { ...sampleClaims.clerk, client_id: 'desk-1' };
  const mine = await ask({ ...clerk, sub: 'hasty' }, 20);
  const others = await ask({ ...clerk, sub: 'calm' }, 1);

  expect(countOf(mine, 200)).toBeGreaterThan(0);
  expect(countOf(mine, 429)).toBeGreaterThan(10);
  expect(countOf(others, 200)).toBe(1);
  const refused = mine.find(({ status }) => status === 429);
  expect(refused?.headers.get('retry-after')).toBe('1');
  expect(await refused?.json()).toMatchObject({ errors: [{ extensions: { code: 'RATE_EXCEEDED' } }] });
});

test('the persons of one program are bounded together', async () => {
  const people = Array.from({ length: 30 }, (_, i) => ({ ...sampleClaims.clerk, client_id: 'desk-2', sub: `p${i}` }));
  const responses = (await Promise.all(people.map((claims) => ask(claims, 1)))).flat();

  expect(countOf(responses, 200)).toBeGreaterThan(3);
  expect(countOf(responses, 429)).toBeGreaterThan(10);
});

test('a program that asks for itself is no person', async () => {
  const responses = await ask({ ...sampleClaims.partner, client_id: 'hospital-1', sub: 'hospital-1' }, 4);

  expect(countOf(responses, 200)).toBe(4);
});

test('a new token does not help', async () => {
  const claims = { ...sampleClaims.clerk, client_id: 'desk-3', sub: 'tricky' };
  const responses = [];
  for (let turn = 0; turn < 10; turn++) responses.push(...(await ask({ ...claims, jti: `${turn}` }, 2)));

  expect(countOf(responses, 429)).toBeGreaterThan(10);
});

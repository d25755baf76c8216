import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { until } from '../../support/until.ts';
import { startGateway, type TestGateway } from '../support/start-gateway.ts';
import { an, binh, named, namedBy, startTestGraph, type TestGraph } from '../support/test-graph.ts';
import { type ReceivedCall, sendJson } from '../support/test-ministry.ts';

let graph: TestGraph;
let gateway: TestGateway;

beforeAll(async () => {
  graph = await startTestGraph();
  gateway = await startGateway(graph.supergraphSdl, { GATEWAY_BATCH_MAX_CALLS: '1' });
});

afterAll(async () => {
  await gateway?.close();
  await graph?.stop();
});

const query = `query (${namedBy}, $purpose: PurposeInput!) {
  citizen(personalId: $id, fullName: $name, dateOfBirth: $born, purpose: $purpose) { fullName taxCode earnings { year } }
}`;

async function askAbout(personalId: string, purpose: string) {
  const stated = { code: purpose, dossier: 'T-1' };
  const { data } = await gateway.query(query, { ...named(personalId), purpose: stated });
  return data;
}

test('citizens of whom different fields are open are asked about in one call, each for what is open', async () => {
  const { treasury } = graph;
  const held = Promise.withResolvers<void>();
  treasury.behave(async (response, answer) => {
    treasury.behave();
    await held.promise;
    sendJson(response, await answer());
  });
  const first = askAbout(an, 'whole-person');
  await until(() => treasury.calls.length === 1);
  const others = [askAbout(an, 'person-check'), askAbout(binh, 'whole-person')];
  // Each asks both ministries in one turn, once it is known who they are.
  await until(() => namesAsked() === 3);
  held.resolve();

  const fullName = 'Nguyễn Thị An';
  expect(await first).toEqual({ citizen: { fullName, taxCode: '0100900001', earnings: [{ year: 2025 }] } });
  expect(await Promise.all(others)).toEqual([
    { citizen: { fullName, taxCode: '0100900001', earnings: null } },
    { citizen: { fullName: 'Trần Văn Bình', taxCode: null, earnings: null } },
  ]);
  const [, ...later] = treasury.calls;
  expect(later.map(describeCall)).toEqual([
    { asksForEarnings: false, about: [an] },
    { asksForEarnings: true, about: [binh] },
  ]);
  // They came with one request of HTTP.
  expect(new Set(later.map(({ headers }) => headers)).size).toBe(1);
});

/** About how many the registry was asked for no more than the name. */
function namesAsked(): number {
  return graph.registry.calls
    .filter(({ query: asked }) => !asked.includes('isProtected'))
    .reduce((count, { variables }) => count + (variables.representations?.length ?? 0), 0);
}

function describeCall({ query, variables: { representations = [] } }: ReceivedCall) {
  return {
    asksForEarnings: query.includes('earnings'),
    about: representations.map((representation) => (representation as { readonly personalId: string }).personalId),
  };
}

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startGateway } from '../support/start-gateway.ts';
import { compose, startTestGraph, type TestGraph } from '../support/test-graph.ts';
import { startTestMinistry, type TestMinistry } from '../support/test-ministry.ts';

let graph: TestGraph;
let shop: TestMinistry;
let unmarkedSdl: string;

beforeAll(async () => {
  graph = await startTestGraph();
  shop = await startTestMinistry('shop', 'type Query { products: [Product!]! } type Product { name: String! }', {
    Query: { products: () => [{ name: 'Chair' }] },
  });
  unmarkedSdl = compose([shop]);
});

afterAll(async () => {
  await graph.stop();
  await shop.stop();
});

describe('a supergraph without any mark', () => {
  test('is refused, with what to do', async () => {
    await expect(startGateway(unmarkedSdl)).rejects.toThrow(
      /no @personal mark.*GATEWAY_ALLOW_UNMARKED_SUPERGRAPH=true/,
    );
  });

  test('is served as plain federation when that is meant', async () => {
    const gateway = await startGateway(unmarkedSdl, { GATEWAY_ALLOW_UNMARKED_SUPERGRAPH: 'true' });
    const body = await gateway.query('{ products { name } }');
    await shop.stop();
    const without = await gateway.query('{ products { name } }');
    const mutation = await gateway.query('mutation { __typename }');
    await shop.restart();
    await gateway.close();

    expect(body).toEqual({ data: { products: [{ name: 'Chair' }] } });
    expect(without).toMatchObject({
      data: null,
      errors: [{ path: ['products'], extensions: { code: 'SOURCE_UNAVAILABLE', ministry: 'shop' } }],
    });
    expect(mutation.errors).toMatchObject([{ extensions: { code: 'OPERATION_TYPE_UNSUPPORTED' } }]);
  });
});

describe('a supergraph with marks', () => {
  test('that fails the gate is refused though unmarked ones may be served', async () => {
    const sdl = graph.supergraphSdl.replace(/(taxCode: String [^\n]*)@personal\([^)]*\)/, '$1');

    await expect(startGateway(sdl, { GATEWAY_ALLOW_UNMARKED_SUPERGRAPH: 'true' })).rejects.toThrow('Citizen.taxCode');
  });

  test('is refused when a setting names a subgraph that it does not have', async () => {
    const environment = { GATEWAY_SUBGRAPH_URLS: 'tresury=http://127.0.0.1:1' };

    await expect(startGateway(graph.supergraphSdl, environment)).rejects.toThrow(
      'GATEWAY_SUBGRAPH_URLS names tresury, but its subgraphs are gateway, registry, treasury. Correct the name.',
    );
  });

  test('is served with subgraphs at other URLs when these are set', async () => {
    const sdl = graph.supergraphSdl.replace(graph.treasury.url, 'http://127.0.0.1:1/elsewhere');
    const gateway = await startGateway(sdl, { GATEWAY_SUBGRAPH_URLS: `treasury=${graph.treasury.url}` });
    const body = await gateway.query('{ rates }');
    await gateway.close();

    expect(body).toEqual({ data: { rates: [1, 2] } });
  });
});

import { rename, rm, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { localSubgraph } from '../../../gateway/citizen/local-subgraph.ts';
import { until } from '../../support/until.ts';
import { startGateway, type TestGateway } from '../support/start-gateway.ts';
import { an, citizenField, compose, startTestGraph, type TestGraph } from '../support/test-graph.ts';

let graph: TestGraph;
let gateway: TestGateway;
/** The same graph with one type more, by which a test sees which one is served. */
let nextSdl: string;

beforeAll(async () => {
  graph = await startTestGraph();
  gateway = await startGateway(graph.supergraphSdl);
  const { name, url, sdl } = graph.treasury;
  nextSdl = compose([localSubgraph, graph.registry, { name, url, sdl: `${sdl} enum Next { VERSION }` }]);
});

afterAll(async () => {
  await gateway.close();
  await graph.stop();
});

beforeEach(() => serveAgain(graph.supergraphSdl, false));

async function isNextServed(): Promise<boolean> {
  const { data } = await gateway.query('{ __type(name: "Next") { name } }');
  return data?.['__type'] !== null;
}

async function serveAgain(sdl: string, isNext: boolean): Promise<void> {
  await writeFile(gateway.supergraphPath, sdl);
  await until(async () => (await isNextServed()) === isNext);
}

const query = `{ ${citizenField(an)} { fullName taxCode } }`;
const answer = { data: { citizen: { fullName: 'Nguyễn Thị An', taxCode: '0100900001' } } };

describe('a new supergraph', () => {
  test('has the plans of the operations in use before it is served', async () => {
    await gateway.query(query);
    const before = gateway.log().length;

    await serveAgain(nextSdl, true);

    const [warmed] =
      gateway
        .log()
        .slice(before)
        .match(/"warmed":\d+/) ?? [];
    expect(Number(warmed?.split(':')[1])).toBeGreaterThan(0);
  });

  test('is served once its file is replaced', async () => {
    await writeFile(`${gateway.supergraphPath}.new`, nextSdl);
    await rename(`${gateway.supergraphPath}.new`, gateway.supergraphPath);

    await until(isNextServed);
  });

  test('is served after the file was missing for a while', async () => {
    const before = gateway.log().length;
    await rm(gateway.supergraphPath);
    await until(() => gateway.log().slice(before).includes('cannot be read (ENOENT)'));
    expect(await gateway.query(query)).toEqual(answer);

    await serveAgain(nextSdl, true);
  });

  test.each([
    ['is half written', () => graph.supergraphSdl.slice(0, graph.supergraphSdl.length / 2)],
    ['is empty', () => ''],
    ['has lost its marks', () => nextSdl.replaceAll(/@personal\([^)]*\)/g, '')],
    ['has lost one mark', () => nextSdl.replace(/(taxCode: String [^\n]*)@personal\([^)]*\)/, '$1')],
    ['has a subgraph without a place', () => nextSdl.replaceAll(graph.treasury.url, '')],
    ['is no supergraph', () => 'type Query { a: Int }'],
  ])('that %s is refused with a log line, and the one before is kept', async (_title, sdl) => {
    const before = gateway.log().length;
    await writeFile(gateway.supergraphPath, sdl());

    await until(() => gateway.log().slice(before).includes('the one before is kept'));
    expect(await isNextServed()).toBe(false);
    expect(await gateway.query(query)).toEqual(answer);
    await serveAgain(nextSdl, true);
  });

  test('drops and mixes no request that is under way', async () => {
    graph.treasury.behave(async (response, respond) => {
      await sleep(Math.random() * 60);
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(await respond()));
    });
    let isOver = false;
    const answers: unknown[] = [];
    const ask = async (): Promise<void> => {
      while (!isOver) answers.push(await gateway.query(query));
    };
    const callers = Array.from({ length: 8 }, ask);

    await serveAgain(nextSdl, true);
    await serveAgain(graph.supergraphSdl, false);
    isOver = true;
    await Promise.all(callers);
    graph.treasury.behave();

    expect(answers.length).toBeGreaterThan(1);
    expect(answers.filter((given) => JSON.stringify(given) !== JSON.stringify(answer))).toEqual([]);
  });
});

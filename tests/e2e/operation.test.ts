import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { findDescendants, findSurvivors } from '../bin/commands.ts';
import { until } from '../support/until.ts';
import { findPersonalData } from './support/personal-data.ts';
import type { GatewayAnswer, RunningGateway } from './support/running-gateway.ts';
import { listUrls, type Stack, startStack } from './support/stack.ts';

const readText = (path: string) => readFile(new URL(path, import.meta.url), 'utf8');
const [query, whole, committedSupergraph] = await Promise.all([
  readText('unified-view.graphql'),
  readText('unified-view.json').then(JSON.parse),
  readText('../../schema/supergraph.graphql'),
]);

const SHOWCASE = '001085990001';

let stack: Stack;
let processesOfOthers: readonly number[];
beforeAll(async () => {
  processesOfOthers = await findDescendants(process.pid);
  stack = await startStack();
});
afterAll(() => stack.close());

describe('a new supergraph', () => {
  /** The committed supergraph with a mark by which callers can tell it, and ministries whose answers can be told too. */
  interface Version {
    readonly mark: string;
    readonly sdl: string;
    /** What its ministries answer to the query. */
    readonly data: object;
  }
  const marked = query.replace('{', '{ __type(name: "Query") { description }');
  const answers: GatewayAnswer[] = [];
  let directory: string;
  let file: string;
  let odd: Version;
  let even: Version;
  let gateway: RunningGateway;
  let stopLoad: () => Promise<void>;

  beforeAll(async () => {
    odd = await createVersion('Odd', (answer) => answer);
    // A hundred years later on every day of this century, which several ministries tell.
    even = await createVersion('Even', (answer) => answer.replaceAll(/"20(\d\d-\d\d-\d\d)"/g, '"21$1"'));
    directory = await mkdtemp(join(tmpdir(), 'citizen-graph-e2e-'));
    file = join(directory, 'supergraph.graphql');
    await writeFile(file, odd.sdl);
    gateway = await stack.addGateway({ GATEWAY_SUPERGRAPH: file });
    stopLoad = loadContinuously();
  });
  afterAll(() => rm(directory, { recursive: true }));

  test('is served as soon as its file is written, again and again', async () => {
    for (let reload = 1; reload <= 4; reload++) {
      const { sdl, mark } = reload % 2 ? even : odd;
      await writeFile(file, sdl);
      await gateway.prints(new RegExp(`(?:serving a new supergraph.*){${reload}}`, 's'));
      expect(markOf(await gateway.askAsCitizen(SHOWCASE, marked))).toBe(mark);
    }
  });

  test('that is broken is refused, and the one before is kept', async () => {
    await writeFile(file, odd.sdl.slice(0, odd.sdl.length / 2));
    await gateway.prints(/refused a new supergraph, the one before is kept/);
    expect(markOf(await gateway.askAsCitizen(SHOWCASE, marked))).toBe(odd.mark);
    await writeFile(file, even.sdl);
    await gateway.prints(/refused a new supergraph.*serving a new supergraph/s);
    expect(markOf(await gateway.askAsCitizen(SHOWCASE, marked))).toBe(even.mark);
  });

  test('costs no request anything, and no request is answered by two versions', async () => {
    await until(() => answers.length > 20);
    await stopLoad();
    expect(even.data).not.toEqual(odd.data);
    for (const { status, body } of answers) {
      const { __type, ...data } = body.data ?? {};
      const { data: expected } = markOf({ body }) === odd.mark ? odd : even;
      expect({ status, data, errors: body.errors }).toEqual({ status: 200, data: expected, errors: undefined });
    }
    expect(new Set(answers.map(markOf))).toEqual(new Set([odd.mark, even.mark]));
  });

  async function createVersion(mark: string, rewrite: (answer: string) => string): Promise<Version> {
    const doors = await stack.addDoors(rewrite);
    const sdl = doors.reduce(
      (text, { name, url }) => text.replace(new RegExp(`(@join__graph\\(name: "${name}", url: ")[^"]*`), `$1${url}`),
      committedSupergraph.replace('Where every question starts.', mark),
    );
    return { mark, sdl, data: JSON.parse(rewrite(JSON.stringify(whole.data))) };
  }

  function loadContinuously(): () => Promise<void> {
    let isOver = false;
    const callers = Array.from({ length: 3 }, async () => {
      while (!isOver) answers.push(await gateway.askAsCitizen(SHOWCASE, marked));
    });
    return async () => {
      isOver = true;
      await Promise.all(callers);
    };
  }

  function markOf({ body }: Pick<GatewayAnswer, 'body'>): string | undefined {
    const { __type: type } = (body.data ?? {}) as { readonly __type?: { readonly description: string } };
    return type?.description.split(' ')[0];
  }
});

describe('a gateway that is told to stop', () => {
  test('answers what is in flight, takes nothing new, and ends well', async () => {
    const doors = await stack.addDoors();
    const gateway = await stack.addGateway({
      GATEWAY_SUBGRAPH_URLS: listUrls(doors),
      GATEWAY_DRAIN_TIMEOUT_MS: '60000',
    });

    for (const ministry of stack.ministries) ministry.signal('SIGSTOP');
    const inFlight = Array.from({ length: 20 }, () => gateway.askAsCitizen(SHOWCASE, query));
    try {
      while (doors.every(({ callCount }) => callCount() === 0)) await wait(20);
      // The others have been sent at the same time, whether or not they share that call.
      await wait(2_000);
      gateway.child.kill('SIGTERM');
      await gateway.prints(/draining/);
      await expect(gateway.askAsCitizen(SHOWCASE, query)).rejects.toThrow();
    } finally {
      for (const ministry of stack.ministries) ministry.signal('SIGCONT');
    }

    for (const { status, body } of await Promise.all(inFlight)) {
      expect({ status, ...body }).toEqual({ status: 200, ...whole });
    }
    expect(await gateway.ended).toBe('exit code 0');
  });
});

test('no log line and no error tells anything about anybody', async () => {
  const traces = await stack.traces();
  expect(traces).toContain('draining');
  expect(findPersonalData(traces)).toEqual([]);
});

test('no process is left behind', async () => {
  const running = (await findDescendants(process.pid)).filter((pid) => !processesOfOthers.includes(pid));
  expect(running.length).toBeGreaterThan(stack.ministries.length);
  await stack.close();
  expect(await findSurvivors(running)).toEqual([]);
});

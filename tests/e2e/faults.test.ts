import { readFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parse, visit } from 'graphql';
import { viewSelection } from '../../bin/citizen/view-query.ts';
import { listMinistries } from '../../subgraphs/_kit/list-ministries.ts';
import { citizenField } from './support/citizen-field.ts';
import type { DeployedMinistry } from './support/deployed-ministry.ts';
import { openImpostor, rubbish } from './support/impostor.ts';
import { findPersonalData } from './support/personal-data.ts';
import type { GatewayBody } from './support/running-gateway.ts';
import { findFields, listServedFields, type Path, withNull } from './support/served-fields.ts';
import { type Stack, startStack } from './support/stack.ts';

const SHOWCASE = '001085990001';
const identityFields = readFieldNames(
  await readFile(new URL('../../schema/identity.graphql', import.meta.url), 'utf8'),
);
const TIMEOUT_MS = 2_000;

let stack: Stack;
/** Everything that the graph can tell of a citizen. */
let query: string;
/** The answer while all ministries are well. */
let whole: CitizenView;
beforeAll(async () => {
  stack = await startStack({
    GATEWAY_SOURCE_TIMEOUT_MS: String(TIMEOUT_MS),
    // Each fault is to be seen as it is, however many came before it.
    GATEWAY_CIRCUIT_MAX_FAILURES: '1000',
  });
  query = `{ me ${viewSelection(await stack.gateway.introspect())} }`;
  await expectWhole();
  whole = await view();
});
afterAll(() => stack.close());

describe.each(await listMinistries())('$name', (subject) => {
  const fields = listServedFields(subject);
  let ministry: DeployedMinistry;
  beforeAll(() => {
    const deployed = stack.ministries.find(({ name }) => name === subject.name);
    if (!deployed) throw new Error(`${subject.name} is not deployed`);
    ministry = deployed;
  });

  const isTeller = [...fields].some((field) => identityFields.has(field));

  /**
   * Its fields are null, each with an error at its place, and everything else is as it was. While nobody can tell whether
   * relatives are protected, nothing is told of them.
   */
  function expectLost({ data, errors = [], withheld }: CitizenView, code: string): void {
    const unsure = withheld.filter((path) => !holds(whole.withheld, path));
    if (!isTeller) expect(unsure).toEqual([]);
    expect(unsure.filter((path) => !path.includes('citizen'))).toEqual([]);
    const lost = findFields(whole.data, fields).filter((path) => !holds(withheld, path));
    expect(lost).not.toEqual([]);
    expect(data).toEqual(withNull(whole.data, [...lost, ...unsure]));
    expect(errors.map(({ path, extensions }) => ({ path, extensions })).toSorted(byPath)).toEqual(
      lost
        .map((path) => ({ path, extensions: expect.objectContaining({ code, ministry: subject.name }) }))
        .toSorted(byPath),
    );
  }

  describe('whose process is killed', () => {
    beforeAll(() => ministry.kill());

    test('costs its own fields', async () => {
      expectLost(await view(), 'SOURCE_UNAVAILABLE');
    });

    test.each(rubbish)('costs its own fields when its port answers with %s', async (_what, code, answer) => {
      const impostor = await openImpostor(ministry.port, answer);
      const body = await view().finally(impostor.leave);
      expectLost(body, code);
    });

    test('shows nobody to a clerk, if it is the one to tell who that is', async () => {
      const { body } = await stack.gateway.ask(`{ ${citizenField(SHOWCASE)} { personalId } }`);
      const refused = { data: { citizen: null }, errors: [{ extensions: { code: 'IDENTITY_UNAVAILABLE' } }] };
      expect(body).toMatchObject(isTeller ? refused : { data: { citizen: { personalId: SHOWCASE } } });
    });

    test('is back by itself when it runs again', async () => {
      await ministry.start();
      await expectWhole();
    });
  });

  test('whose process hangs costs its own fields after the time-out, and is back when it goes on', async () => {
    ministry.signal('SIGSTOP');
    try {
      const begun = performance.now();
      expectLost(await view(), 'SOURCE_TIMEOUT');
      expect(performance.now() - begun).toBeGreaterThan(TIMEOUT_MS * 0.9);
    } finally {
      ministry.signal('SIGCONT');
    }
    await expectWhole();
  });

  test('whose database is closed says so, and is back when the database is', async () => {
    await ministry.closeDatabase();
    try {
      expectLost(await view(), 'SOURCE_UNAVAILABLE');
      expect(await probe(ministry)).toEqual({ health: 200, ready: 503 });
    } finally {
      await ministry.openDatabase();
    }
    await expectWhole();
    expect(await probe(ministry)).toEqual({ health: 200, ready: 200 });
  });
});

test('no log line and no error tells anything about anybody', async () => {
  const traces = await stack.traces();
  expect(traces).toContain('SOURCE_TIMEOUT');
  expect(findPersonalData(traces)).toEqual([]);
});

/** An answer, where what is withheld stands apart: there no ministry is missed. */
interface CitizenView extends GatewayBody {
  readonly withheld: readonly Path[];
}

async function view(): Promise<CitizenView> {
  const { status, body } = await stack.gateway.askAsCitizen(SHOWCASE, query);
  expect(status).toBe(200);
  const { errors = [], ...rest } = body;
  const others = errors.filter((error) => !isWithheld(error));
  const withheld = errors.filter(isWithheld).map(({ path = [] }) => path);
  return { ...rest, ...(others.length > 0 && { errors: others }), withheld };
}

function holds(paths: readonly Path[], path: Path): boolean {
  return paths.some((other) => String(other) === String(path));
}

function isWithheld({ extensions }: NonNullable<GatewayBody['errors']>[number]): boolean {
  return extensions?.['code'] === 'WITHHELD';
}

const PATIENCE_MS = 30_000;

/** A ministry that has just come back may still be slow. */
async function expectWhole(): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  let body = await view();
  while (body.errors && performance.now() < deadline) {
    await wait(50);
    body = await view();
  }
  expect(body).toEqual(whole ?? { data: expect.anything(), withheld: expect.anything() });
}

async function probe({ url }: DeployedMinistry): Promise<{ health: number; ready: number }> {
  const [health, ready] = await Promise.all(['/health', '/ready'].map((path) => fetch(new URL(path, url))));
  return { health: health?.status ?? 0, ready: ready?.status ?? 0 };
}

function byPath(a: { readonly path?: unknown }, b: { readonly path?: unknown }): number {
  return JSON.stringify(a.path) < JSON.stringify(b.path) ? -1 : 1;
}

/** Every field that a document asks for. */
function readFieldNames(document: string): ReadonlySet<string> {
  const names = new Set<string>();
  visit(parse(document), { Field: ({ name }) => void names.add(name.value) });
  return names;
}

import { describe, expect, test } from '@jest/globals';
import { EntityBatcher } from '../../../gateway/fetch/entity-batcher.ts';
import type { EntityAnswer, EntityRequest } from '../../../gateway/fetch/entity-waiter.ts';
import { RequestOrigin } from '../../../gateway/fetch/request-origin.ts';
import type {
  Source,
  SourceError,
  SourceFault,
  SourceOperation,
  SourceQuery,
  SourceResult,
} from '../../../gateway/fetch/source.ts';
import { until } from '../../support/until.ts';
import { asQuery } from './source-request.ts';

/** Asks for one field of each entity. */
function askFor(field: string): SourceOperation {
  return asQuery(`query ($representations: [_Any!]!) { _entities(representations: $representations) { ${field} } }`);
}

const operation = askFor('__typename');
const [names, ages] = [askFor('name'), askFor('age')];

/** A source whose calls the test ends when it likes. */
class SteeredSource implements Source {
  readonly isLocal = false;
  readonly name = 'steered';
  readonly timeoutMs = 1_000;
  /** What each call asked so far. */
  readonly asked: (readonly SourceQuery[])[] = [];
  readonly signals: (AbortSignal | undefined)[] = [];
  readonly #pending: ((results: readonly SourceResult[]) => void)[] = [];

  async execute(): Promise<SourceResult> {
    throw new Error('A batcher asks by lists');
  }

  executeAll(queries: readonly SourceQuery[], signal: AbortSignal | undefined): Promise<readonly SourceResult[]> {
    this.asked.push(queries);
    this.signals.push(signal);
    return new Promise((resolve) => this.#pending.push(resolve));
  }

  /** Representations of each call so far. */
  get calls(): string[][] {
    return this.asked.map((queries) => queries.flatMap(representationsOf));
  }

  get inFlight(): number {
    return this.#pending.length;
  }

  /** Ends the oldest call. Each entity holds its representation; the errors are about the first query. */
  async answer(errors: readonly SourceError[] = [], data?: null): Promise<void> {
    await this.#end((query, position) => ({
      kind: 'answer',
      data: data === null ? null : { _entities: representationsOf(query).map(toEntity) },
      errors: position === 0 ? errors : [],
    }));
  }

  async fail(isWorthRetrying = true): Promise<void> {
    await this.#end(() => ({ kind: 'failure', fault: FAULT, isWorthRetrying }));
  }

  async #end(toResult: (query: SourceQuery, position: number) => SourceResult): Promise<void> {
    await endOfTurn();
    const queries = this.asked[this.asked.length - this.#pending.length] ?? [];
    this.#pending.shift()?.(queries.map(toResult));
    await endOfTurn();
    await endOfTurn();
  }
}

function representationsOf({ variables }: SourceQuery): string[] {
  return JSON.parse(variables).representations;
}

function toEntity(key: string): { readonly key: string } | null {
  return key === 'nobody' ? null : { key };
}

/** Calls leave then. */
const endOfTurn = () => new Promise((resolve) => setImmediate(resolve));

const FAULT: SourceFault = { message: 'failed', extensions: { code: 'SOURCE_UNAVAILABLE' } };

function open(limits = { maxRepresentations: 10, maxCalls: 1 }) {
  const source = new SteeredSource();
  const batcher = new EntityBatcher(source, limits);
  const load = (keys: readonly string[], options: Partial<EntityRequest> = {}): Promise<EntityAnswer> =>
    batcher.load({
      operation,
      otherVariables: '"other":1,',
      representations: keys.map((key) => JSON.stringify(key)),
      changesEntities: false,
      origins: [],
      signal: undefined,
      ...options,
    });
  return { source, load };
}

describe('a request', () => {
  test('that is alone goes at once, with the other variables', async () => {
    const { source, load } = open();
    void load(['a', 'b']);
    await endOfTurn();
    expect(source.asked[0]?.[0]?.variables).toBe('{"other":1,"representations":["a","b"]}');
    expect(source.asked[0]?.[0]?.representationCount).toBe(2);
  });

  test('tells the source on whose behalf each representation is asked for, each request once', async () => {
    const { source, load } = open();
    const first = new RequestOrigin({ requestId: '1', agency: 'H29' });
    const second = new RequestOrigin({ requestId: '2', agency: null });
    first.addPurpose('birth');
    void load(['a', 'b'], { origins: first.texts });
    void load(['b'], { origins: second.texts });
    await source.answer();
    expect(source.asked.flat().map(({ onBehalfOf }) => JSON.parse(onBehalfOf ?? 'null'))).toEqual([
      {
        origins: [
          { requestId: '1', agency: 'H29', purpose: 'birth' },
          { requestId: '2', agency: null, purpose: null },
        ],
        representations: [[0], [0, 1]],
      },
    ]);
  });

  test('gets its entities in the order of its representations, null where the source knows none', async () => {
    const { source, load } = open();
    const answer = load(['b', 'nobody', 'a']);
    await source.answer();
    expect((await answer).entities).toEqual([{ key: 'b' }, null, { key: 'a' }]);
  });

  test('waits while all slots are taken, and then goes together with all that wait, each representation once', async () => {
    const { source, load } = open();
    const first = load(['a']);
    await endOfTurn();
    const second = load(['b', 'c']);
    const third = load(['c', 'a']);
    await endOfTurn();
    expect(source.calls).toEqual([['a']]);
    await source.answer();
    expect(source.calls).toEqual([['a'], ['b', 'c', 'a']]);
    await source.answer();
    expect((await first).entities).toEqual([{ key: 'a' }]);
    expect((await second).entities).toEqual([{ key: 'b' }, { key: 'c' }]);
    expect((await third).entities).toEqual([{ key: 'c' }, { key: 'a' }]);
  });

  test('goes together with those that come in the same turn', async () => {
    const { source, load } = open();
    void load(['a']);
    void load(['b']);
    await endOfTurn();
    expect(source.calls).toEqual([['a', 'b']]);
  });

  test('that is larger than a call may be is spread over several', async () => {
    const { source, load } = open({ maxRepresentations: 2, maxCalls: 2 });
    const answer = load(['a', 'b', 'c', 'd', 'e']);
    await endOfTurn();
    expect(source.calls).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ]);
    await source.answer();
    expect(source.calls[2]).toEqual(['e']);
    await source.answer();
    await source.answer();
    expect((await answer).entities.map((entity) => entity?.['key'])).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  test('that changes what it gets shares it with nobody', async () => {
    const { source, load } = open();
    void load(['first']);
    await endOfTurn();
    const [changing, reading, alsoReading] = [load(['a'], { changesEntities: true }), load(['a']), load(['a'])];
    await source.answer();
    await source.answer();
    const [own, shared, alsoShared] = (await Promise.all([changing, reading, alsoReading])).map(
      ({ entities }) => entities[0],
    );
    expect(own).toEqual({ key: 'a' });
    expect(own).not.toBe(shared);
    expect(alsoShared).toBe(shared);
  });
});

describe('requests for different fields', () => {
  test('go in one call, each operation with its own representations', async () => {
    const { source, load } = open();
    void load(['first']);
    await endOfTurn();
    const answers = [
      load(['a'], { operation: names }),
      load(['a', 'b'], { operation: ages }),
      load(['c'], { operation: names }),
      load(['c'], { operation: names, otherVariables: '"other":2,' }),
    ];
    await source.answer();
    expect(source.asked[1]?.map((query) => [query.operation, query.variables])).toEqual([
      [names, '{"other":1,"representations":["a","c"]}'],
      [ages, '{"other":1,"representations":["a","b"]}'],
      [names, '{"other":2,"representations":["c"]}'],
    ]);
    await source.answer();
    const entities = (await Promise.all(answers)).map((answer) => answer.entities.map((entity) => entity?.['key']));
    expect(entities).toEqual([['a'], ['a', 'b'], ['c'], ['c']]);
  });

  test('go with no more operations in a call than a body can carry, and the rest goes next', async () => {
    const { source, load } = open({ maxRepresentations: 100, maxCalls: 1 });
    void load(['first']);
    await endOfTurn();
    const answers = Array.from({ length: 70 }, (_, index) => load([`${index}`], { operation: askFor(`f${index}`) }));
    await source.answer();
    expect(source.asked[1]?.length).toBe(64);
    await source.answer();
    await until(() => source.asked.length === 3);
    expect(source.asked[2]?.length).toBe(6);
    await source.answer();
    for (const [index, { entities }] of (await Promise.all(answers)).entries()) {
      expect(entities).toEqual([{ key: `${index}` }]);
    }
  });

  test('do not fail for each other, whichever of them fails the call', async () => {
    const { source, load } = open();
    void load(['first']);
    await endOfTurn();
    const healthy = load(['a'], { operation: names });
    const poisoned = load(['poison'], { operation: ages });
    await source.answer();
    await source.fail();
    expect(source.calls.slice(2)).toEqual([['a']]);
    await source.answer();
    expect(source.calls.slice(3)).toEqual([['poison']]);
    await source.fail();
    expect((await healthy).entities).toEqual([{ key: 'a' }]);
    expect((await poisoned).faults).toEqual([{ index: 0, fault: FAULT }]);
  });

  test('are not asked for again when the answer to another one holds an error', async () => {
    const { source, load } = open();
    void load(['first']);
    await endOfTurn();
    const failed = load(['a'], { operation: names });
    const healthy = load(['b'], { operation: ages });
    await source.answer();
    await source.answer([{ path: undefined, fault: FAULT }]);
    expect((await failed).errors).toEqual([{ index: undefined, path: [], fault: FAULT }]);
    expect((await healthy).errors).toEqual([]);
    expect(source.calls.length).toBe(2);
  });
});

describe('a shared call that fails', () => {
  async function failShared(end: (source: SteeredSource) => Promise<void>) {
    const opened = open();
    void opened.load(['first']);
    await endOfTurn();
    const waiters = [opened.load(['a', 'b']), opened.load(['b', 'poison'])] as const;
    await opened.source.answer();
    await end(opened.source);
    return { ...opened, waiters };
  }

  test.each([
    ['as a whole', (source: SteeredSource) => source.fail()],
    ['without data', (source: SteeredSource) => source.answer([{ path: undefined, fault: FAULT }], null)],
    [
      'with an error that names no entity',
      (source: SteeredSource) => source.answer([{ path: undefined, fault: FAULT }]),
    ],
  ])('%s is made once more for each waiter alone', async (_, end) => {
    const { source, waiters } = await failShared(end);
    expect(source.calls.slice(2)).toEqual([['a', 'b']]);
    await source.answer();
    expect(source.calls.slice(3)).toEqual([['b', 'poison']]);
    await source.fail();
    const [healthy, poisoned] = await Promise.all(waiters);
    expect(healthy).toMatchObject({ entities: [{ key: 'a' }, { key: 'b' }], errors: [] });
    expect(healthy.faults).toEqual([]);
    expect(poisoned.faults).toEqual([
      { index: 0, fault: FAULT },
      { index: 1, fault: FAULT },
    ]);
    expect(source.calls.length).toBe(4);
    expect(source.inFlight).toBe(0);
  });

  test('is not made again when that is not worth it', async () => {
    const { source, waiters } = await failShared((failing) => failing.fail(false));
    for (const { faults } of await Promise.all(waiters)) expect(faults.length).toBe(2);
    expect(source.calls.length).toBe(2);
  });

  test('is not made again when it was for one waiter only', async () => {
    const { source, load } = open();
    const answer = load(['a', 'b']);
    await source.fail();
    expect((await answer).faults).toEqual([
      { index: 0, fault: FAULT },
      { index: 1, fault: FAULT },
    ]);
    expect(source.inFlight).toBe(0);
  });
});

test('an error with an index reaches only those who wait for that entity, at their own index', async () => {
  const { source, load } = open();
  void load(['first']);
  await endOfTurn();
  const waiters = [load(['a', 'b']), load(['b']), load(['c'])] as const;
  await source.answer();
  await source.answer([{ path: ['_entities', 1, 'name', 2], fault: FAULT }]);
  const [one, two, three] = await Promise.all(waiters);
  expect(one.errors).toEqual([{ index: 1, path: ['name', 2], fault: FAULT }]);
  expect(two.errors).toEqual([{ index: 0, path: ['name', 2], fault: FAULT }]);
  expect(three.errors).toEqual([]);
  expect(source.calls.length).toBe(2);
});

test('an answer without data is the fault of all that it was to hold', async () => {
  const { source, load } = open();
  const answer = load(['a', 'b']);
  await source.answer([{ path: undefined, fault: FAULT }], null);
  expect((await answer).faults).toEqual([
    { index: 0, fault: FAULT },
    { index: 1, fault: FAULT },
  ]);
});

describe('who leaves', () => {
  test('takes along what nobody else waits for', async () => {
    const { source, load } = open();
    const leaving = new AbortController();
    void load(['first']);
    await endOfTurn();
    const left = load(['a', 'b'], { signal: leaving.signal });
    const staying = load(['b', 'c']);
    leaving.abort();
    await source.answer();
    expect(source.calls).toEqual([['first'], ['b', 'c']]);
    await source.answer();
    expect((await staying).entities).toEqual([{ key: 'b' }, { key: 'c' }]);
    expect((await left).entities[0]).toBe(null);
    expect(source.inFlight).toBe(0);
  });

  test('ends a call that was for nobody else, and no other', async () => {
    const { source, load } = open();
    const { signal } = new AbortController();
    void load(['a'], { signal });
    await endOfTurn();
    void load(['b'], { signal });
    void load(['c']);
    expect(source.signals[0]).toBe(signal);
    await source.answer();
    expect(source.signals[1]).toBe(undefined);
  });

  test('is not asked for again', async () => {
    const { source, load } = open();
    const leaving = new AbortController();
    void load(['first']);
    await endOfTurn();
    const waiters = [load(['a'], { signal: leaving.signal }), load(['b'])] as const;
    await source.answer();
    leaving.abort();
    await source.fail();
    expect(source.calls.slice(2)).toEqual([['b']]);
    await source.answer();
    await Promise.all(waiters);
    expect(source.inFlight).toBe(0);
  });
});

describe('a source that does not answer in time', () => {
  test('costs who waits for it no longer than its time, in the queue as in the call', async () => {
    const { source, load } = open();
    const start = performance.now();
    const waiters = [load(['a'])];
    await endOfTurn();
    waiters.push(load(['b', 'c']), load(['c']));
    const answers = await Promise.all(waiters);
    // Whoever waited in the queue and then in the call would have waited for two.
    expect(performance.now() - start).toBeLessThan(2 * source.timeoutMs);
    expect(source.calls).toEqual([['a']]);
    for (const { entities, faults } of answers) {
      expect(entities.every((entity) => entity === null)).toBe(true);
      expect(faults.map(({ index, fault }) => [index, fault.extensions['code']])).toEqual(
        entities.map((_, index) => [index, 'SOURCE_TIMEOUT']),
      );
    }
    await source.answer();
    expect(source.calls).toEqual([['a']]);
    expect(source.inFlight).toBe(0);
  });

  test('costs each no more than what is missing by then', async () => {
    const { source, load } = open({ maxRepresentations: 2, maxCalls: 1 });
    const answer = load(['a', 'nobody', 'b']);
    await source.answer();
    const { entities, faults } = await answer;
    expect(entities).toEqual([{ key: 'a' }, null, null]);
    expect(faults.map(({ index }) => index)).toEqual([2]);
  });
});

test('a crowd that comes back in pieces goes together again', async () => {
  const { source, load } = open({ maxRepresentations: 10, maxCalls: 4 });
  void load(['a']);
  void load(['b']);
  await source.answer();
  void load(['c']);
  await endOfTurn();
  expect(source.inFlight).toBe(0);
  void load(['d']);
  await endOfTurn();
  expect(source.calls).toEqual([
    ['a', 'b'],
    ['c', 'd'],
  ]);
});

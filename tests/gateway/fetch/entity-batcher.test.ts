import { describe, expect, test } from '@jest/globals';
import { OperationTypeNode, parse } from 'graphql';
import { type EntityAnswer, EntityBatcher, type EntityRequest } from '../../../gateway/fetch/entity-batcher.ts';
import type { Source, SourceError, SourceFault, SourceRequest, SourceResult } from '../../../gateway/fetch/source.ts';

const text = 'query ($representations: [_Any!]!) { _entities(representations: $representations) { __typename } }';
const operation = { text, document: parse(text), operationName: undefined, kind: OperationTypeNode.QUERY };

/** A source whose calls the test ends when it likes. */
class SteeredSource implements Source {
  readonly isLocal = false;
  readonly name = 'steered';
  readonly requests: SourceRequest[] = [];
  readonly #pending: ((result: SourceResult) => void)[] = [];

  readonly execute = (request: SourceRequest): Promise<SourceResult> => {
    this.requests.push(request);
    return new Promise((resolve) => this.#pending.push(resolve));
  };

  /** Representations of each call so far. */
  get calls(): string[][] {
    return this.requests.map(({ variables }) => JSON.parse(variables).representations);
  }

  get inFlight(): number {
    return this.#pending.length;
  }

  /** Ends the oldest call. Each entity holds its representation. */
  async answer(errors: readonly SourceError[] = [], data?: null): Promise<void> {
    const call = this.calls[this.requests.length - this.#pending.length] ?? [];
    await this.#end({
      kind: 'answer',
      data: data === null ? null : { _entities: call.map((key) => (key === 'nobody' ? null : { key })) },
      errors,
    });
  }

  async fail(isWorthRetrying = true): Promise<void> {
    await this.#end({ kind: 'failure', fault: FAULT, isWorthRetrying });
  }

  async #end(result: SourceResult): Promise<void> {
    this.#pending.shift()?.(result);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

const FAULT: SourceFault = { message: 'failed', extensions: { code: 'SOURCE_UNAVAILABLE' } };

function open(limits = { maxRepresentations: 10, maxCalls: 1 }) {
  const source = new SteeredSource();
  const batcher = new EntityBatcher(source, operation, '"other":1,', limits);
  const load = (keys: readonly string[], options: Partial<EntityRequest> = {}): Promise<EntityAnswer> =>
    batcher.load({
      representations: keys.map((key) => JSON.stringify(key)),
      changesEntities: false,
      signal: undefined,
      ...options,
    });
  return { source, batcher, load };
}

describe('a request', () => {
  test('that is alone goes at once, with the other variables', () => {
    const { source, load } = open();
    void load(['a', 'b']);
    expect(source.requests[0]?.variables).toBe('{"other":1,"representations":["a","b"]}');
    expect(source.requests[0]?.representationCount).toBe(2);
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
    const second = load(['b', 'c']);
    const third = load(['c', 'a']);
    expect(source.calls).toEqual([['a']]);
    await source.answer();
    expect(source.calls).toEqual([['a'], ['b', 'c', 'a']]);
    await source.answer();
    expect((await first).entities).toEqual([{ key: 'a' }]);
    expect((await second).entities).toEqual([{ key: 'b' }, { key: 'c' }]);
    expect((await third).entities).toEqual([{ key: 'c' }, { key: 'a' }]);
  });

  test('that is larger than a call may be is spread over several', async () => {
    const { source, load } = open({ maxRepresentations: 2, maxCalls: 2 });
    const answer = load(['a', 'b', 'c', 'd', 'e']);
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

describe('a shared call that fails', () => {
  async function failShared(end: (source: SteeredSource) => Promise<void>) {
    const opened = open();
    void opened.load(['first']);
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
    const { source, batcher, waiters } = await failShared(end);
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
    expect(batcher.isIdle).toBe(true);
  });

  test('is not made again when that is not worth it', async () => {
    const { source, waiters } = await failShared((failing) => failing.fail(false));
    for (const { faults } of await Promise.all(waiters)) expect(faults.length).toBe(2);
    expect(source.calls.length).toBe(2);
  });

  test('is not made again when it was for one waiter only', async () => {
    const { source, batcher, load } = open();
    const answer = load(['a', 'b']);
    await source.fail();
    expect((await answer).faults).toEqual([
      { index: 0, fault: FAULT },
      { index: 1, fault: FAULT },
    ]);
    expect(batcher.isIdle).toBe(true);
  });
});

test('an error with an index reaches only those who wait for that entity, at their own index', async () => {
  const { source, load } = open();
  void load(['first']);
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
    const { source, batcher, load } = open();
    const leaving = new AbortController();
    void load(['first']);
    const left = load(['a', 'b'], { signal: leaving.signal });
    const staying = load(['b', 'c']);
    leaving.abort();
    await source.answer();
    expect(source.calls).toEqual([['first'], ['b', 'c']]);
    await source.answer();
    expect((await staying).entities).toEqual([{ key: 'b' }, { key: 'c' }]);
    expect((await left).entities[0]).toBe(null);
    expect(batcher.isIdle).toBe(true);
  });

  test('ends a call that was for nobody else, and no other', async () => {
    const { source, load } = open();
    const { signal } = new AbortController();
    void load(['a'], { signal });
    void load(['b'], { signal });
    void load(['c']);
    expect(source.requests[0]?.signal).toBe(signal);
    await source.answer();
    expect(source.requests[1]?.signal).toBe(undefined);
  });

  test('is not asked for again', async () => {
    const { source, batcher, load } = open();
    const leaving = new AbortController();
    void load(['first']);
    const waiters = [load(['a'], { signal: leaving.signal }), load(['b'])] as const;
    await source.answer();
    leaving.abort();
    await source.fail();
    expect(source.calls.slice(2)).toEqual([['b']]);
    await source.answer();
    await Promise.all(waiters);
    expect(source.inFlight).toBe(0);
    expect(batcher.isIdle).toBe(true);
  });
});

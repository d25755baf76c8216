import { CallSchedule } from './call-schedule.ts';
import { type EntityAnswer, type EntityRequest, EntityWaiter } from './entity-waiter.ts';
import { cloneJson, type JsonObject } from './json.ts';
import { writeOriginsOf } from './request-origin.ts';
import type { Source, SourceAnswer, SourceError, SourceFault, SourceQuery, SourceResult } from './source.ts';

export interface BatchLimits {
  /** Most representations in one call. */
  readonly maxRepresentations: number;
  /** Most calls in flight for one batcher; while they are, new representations wait and go together. */
  readonly maxCalls: number;
}

/** One representation on its way, and all who wait for it. */
interface Entry {
  readonly representation: string;
  readonly places: { readonly waiter: EntityWaiter; readonly index: number }[];
}

/** An operation with its variables but for the representations. */
type EntityOperation = Pick<EntityRequest, 'operation' | 'otherVariables'>;

interface EntityQuery extends EntityOperation {
  readonly entries: readonly Entry[];
}

interface QueuedQuery extends EntityOperation {
  /** By their representations. */
  readonly entries: Map<string, Entry>;
}

/**
 * Shares entity fetches between concurrent requests: those that wait for a call go in it together, as one list of
 * operations where they ask for different fields, equal representations of an operation once. `CallSchedule` says when
 * it leaves; a lone request never waits. When a shared call fails, each waiter is asked for once more, alone, so that
 * nobody fails for a neighbour's representation.
 */
export class EntityBatcher {
  readonly #source: Source;
  readonly #maxRepresentations: number;
  readonly #schedule: CallSchedule;
  /** Each for one waiter alone. */
  readonly #retries: EntityQuery[] = [];
  #queue = new Map<string, QueuedQuery>();
  #entriesInQueue = 0;
  #waitersInQueue = new Set<EntityWaiter>();

  constructor(source: Source, limits: BatchLimits) {
    this.#source = source;
    this.#maxRepresentations = limits.maxRepresentations;
    this.#schedule = new CallSchedule(limits.maxCalls, () => this.#send());
  }

  /** Never rejects: what goes wrong is told in the answer. */
  load(request: EntityRequest): Promise<EntityAnswer> {
    return new Promise((resolve) => {
      this.#enqueue(new EntityWaiter(request, this.#source, resolve));
      this.#schedule.callAtTurnEnd();
    });
  }

  #enqueue(waiter: EntityWaiter): void {
    const { entries } = this.#queryOf(waiter.request);
    this.#waitersInQueue.add(waiter);
    let index = 0;
    for (const representation of waiter.request.representations) {
      const place = { waiter, index: index++ };
      const entry = entries.get(representation);
      if (entry) {
        entry.places.push(place);
        continue;
      }
      entries.set(representation, { representation, places: [place] });
      this.#entriesInQueue++;
    }
  }

  #queryOf({ operation, otherVariables }: EntityOperation): QueuedQuery {
    const key = otherVariables + operation.text;
    const known = this.#queue.get(key);
    if (known) return known;
    const query = { operation, otherVariables, entries: new Map<string, Entry>() };
    this.#queue.set(key, query);
    return query;
  }

  #send(): void {
    while (this.#schedule.hasFreeSlot) {
      const retry = this.#takeRetry();
      if (!retry) break;
      this.#schedule.leaveAgain();
      this.#start([retry], { isRetry: true });
    }
    while (this.#entriesInQueue > 0 && this.#mayLeave()) {
      const queries = this.#takeQueued();
      if (queries.length === 0) continue;
      this.#schedule.leave(waitersOf(queries).size);
      this.#start(queries, { isRetry: false });
    }
  }

  #mayLeave(): boolean {
    return this.#schedule.mayLeave(this.#waitersInQueue.size, this.#entriesInQueue >= this.#maxRepresentations);
  }

  #takeRetry(): EntityQuery | undefined {
    for (let retry = this.#retries.shift(); retry; retry = this.#retries.shift()) {
      if (retry.entries.some(isAwaited)) return retry;
      retry.entries.forEach(drop);
    }
    return undefined;
  }

  /**
   * Takes as many entries as a call may carry; those that nobody waits for any more are dropped on the way.
   *
   * What stays behind goes to other maps. In one that lives on, garbage piles up: decision 0034.
   */
  #takeQueued(): EntityQuery[] {
    const queue = this.#queue;
    this.#queue = new Map();
    this.#entriesInQueue = 0;
    this.#waitersInQueue = new Set();
    let room = this.#maxRepresentations;
    const taken: EntityQuery[] = [];
    for (const { entries: queued, ...query } of queue.values()) {
      const entries: Entry[] = [];
      for (const entry of queued.values()) {
        if (!isAwaited(entry)) drop(entry);
        else if (room === 0 || taken.length === MAX_OPERATIONS) this.#putBack(query, entry);
        else {
          entries.push(entry);
          room--;
        }
      }
      if (entries.length > 0) taken.push({ ...query, entries });
    }
    return taken;
  }

  #putBack(query: EntityOperation, entry: Entry): void {
    this.#queryOf(query).entries.set(entry.representation, entry);
    this.#entriesInQueue++;
    for (const { waiter } of entry.places) this.#waitersInQueue.add(waiter);
  }

  #start(queries: readonly EntityQuery[], kind: CallKind): void {
    void this.#run(queries, kind).finally(() => {
      this.#schedule.comeBack();
      this.#schedule.callAtTurnEnd();
    });
  }

  async #run(queries: readonly EntityQuery[], { isRetry }: CallKind): Promise<void> {
    const waiters = waitersOf(queries);
    const results = await this.#source.executeAll(queries.map(toSourceQuery), soleSignal(waiters));
    for (const [position, query] of queries.entries()) {
      const result = results[position];
      if (!result) continue;
      const retries = isRetry ? [] : retriesFor(query, result, waiters.size);
      if (retries.length > 0) this.#retries.push(...retries);
      else settle(query, result);
    }
  }
}

interface CallKind {
  /** A retry is for one waiter alone, and the last try. */
  readonly isRetry: boolean;
}

/** The most operations in one call, whose texts are some kilobytes each. */
const MAX_OPERATIONS = 64;

function toSourceQuery({ operation, otherVariables, entries }: EntityQuery): SourceQuery {
  return {
    operation,
    variables: `{${otherVariables}"representations":[${entries.map((entry) => entry.representation).join(',')}]}`,
    representationCount: entries.length,
    onBehalfOf: writeOriginsOf(entries.map(({ places }) => places.flatMap(({ waiter }) => waiter.request.origins))),
  };
}

function settle({ entries }: EntityQuery, result: SourceResult): void {
  const fault = findFault(result);
  if (fault) fail(entries, fault);
  else if (result.kind === 'answer') deliver(entries, result);
}

/**
 * What is to be asked again for each waiter alone: what failed as a whole may have failed for anybody in the call, an error
 * inside an answer may be due to anybody in the query.
 */
function retriesFor(query: EntityQuery, result: SourceResult, waitersInCall: number): EntityQuery[] {
  if (!mayBeForANeighbour(result, query.entries.length)) return [];
  const waiters = waitersOf([query]);
  const sharers = result.kind === 'failure' ? waitersInCall : waiters.size;
  return sharers > 1 ? [...waiters].map((waiter) => queryFor(waiter, query)) : [];
}

/** Whether something went wrong that one representation of many may have caused, and nothing says which. */
function mayBeForANeighbour(result: SourceResult, count: number): boolean {
  if (result.kind === 'failure') return result.isWorthRetrying;
  return result.data === null || result.errors.some(({ path }) => positionIn(path, count) === undefined);
}

function isAwaited({ places }: Entry): boolean {
  return places.some(({ waiter }) => waiter.isWaiting);
}

function waitersOf(queries: readonly EntityQuery[]): Set<EntityWaiter> {
  const waiters = new Set<EntityWaiter>();
  for (const { entries } of queries) {
    for (const { places } of entries) for (const { waiter } of places) waiters.add(waiter);
  }
  return waiters;
}

/** What one waiter waits for, for a call of its own. */
function queryFor(waiter: EntityWaiter, { entries, ...query }: EntityQuery): EntityQuery {
  const own = entries.flatMap(({ representation, places }) => {
    const ownPlaces = places.filter((place) => place.waiter === waiter);
    return ownPlaces.length > 0 ? [{ representation, places: ownPlaces }] : [];
  });
  return { ...query, entries: own };
}

/** A call for one waiter ends with it; a shared one does not end for one who left. */
function soleSignal(waiters: ReadonlySet<EntityWaiter>): AbortSignal | undefined {
  const [first, ...others] = waiters;
  const signal = first?.request.signal;
  return others.every(({ request }) => request.signal === signal) ? signal : undefined;
}

/** Why nothing came, if nothing did. */
function findFault(result: SourceResult): SourceFault | undefined {
  if (result.kind === 'failure') return result.fault;
  return result.data === null ? result.errors[0]?.fault : undefined;
}

function deliver(entries: readonly Entry[], { data, errors }: SourceAnswer): void {
  for (const error of errors) deliverError(entries, error);
  // The transport has checked that there is an entity, or null, for each representation.
  const entities = (data?.['_entities'] ?? []) as readonly (JsonObject | null)[];
  for (const [position, entry] of entries.entries()) {
    const entity = entities[position] ?? null;
    const isShared = entry.places.length > 1;
    for (const { waiter, index } of entry.places) {
      waiter.give(index, isShared && waiter.request.changesEntities ? cloneJson(entity) : entity);
    }
  }
}

/** An error with the index of an entity reaches those who wait for it; one without stands in a call for one waiter. */
function deliverError(entries: readonly Entry[], { path = [], fault }: SourceError): void {
  const position = positionIn(path, entries.length);
  if (position === undefined) {
    const waiters = new Set(entries.flatMap(({ places }) => places.map(({ waiter }) => waiter)));
    for (const waiter of waiters) waiter.addError({ index: undefined, path: [], fault });
    return;
  }
  for (const { waiter, index } of entries[position]?.places ?? []) {
    waiter.addError({ index, path: path.slice(2), fault });
  }
}

/** Which of so many entities an error is about. */
function positionIn(path: SourceError['path'], count: number): number | undefined {
  const position = path?.[1];
  return typeof position === 'number' && position < count ? position : undefined;
}

function fail(entries: readonly Entry[], fault: SourceFault): void {
  for (const { places } of entries) for (const { waiter, index } of places) waiter.giveFault(index, fault);
}

/** Of all who waited for it, nobody does any more. */
function drop({ places }: Entry): void {
  for (const { waiter, index } of places) waiter.give(index, null);
}

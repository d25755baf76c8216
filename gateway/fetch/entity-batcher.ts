import { CallSchedule } from './call-schedule.ts';
import { type EntityAnswer, type EntityRequest, EntityWaiter } from './entity-waiter.ts';
import { cloneJson, type JsonObject } from './json.ts';
import { writeOriginsOf } from './request-origin.ts';
import type { Source, SourceAnswer, SourceError, SourceFault, SourceOperation, SourceResult } from './source.ts';

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

interface Call {
  readonly entries: readonly Entry[];
  /** A retry is for one waiter alone, and the last try. */
  readonly isRetry: boolean;
}

/**
 * Shares entity fetches of one operation, with the same other variables, between concurrent requests: those that wait
 * for a call go in it together, equal representations once. `CallSchedule` says when it leaves; a lone request never
 * waits. When a shared call fails, each waiter is asked for once more, alone, so that nobody fails for a neighbour's
 * representation.
 */
export class EntityBatcher {
  readonly #source: Source;
  readonly #operation: SourceOperation;
  readonly #otherVariables: string;
  readonly #maxRepresentations: number;
  readonly #schedule: CallSchedule;
  #queue = new Map<string, Entry>();
  readonly #retries: Call[] = [];
  #waitersInQueue = 0;

  /** @param otherVariables  JSON text of the members beside `representations`, each with a comma behind it */
  constructor(source: Source, operation: SourceOperation, otherVariables: string, limits: BatchLimits) {
    this.#source = source;
    this.#operation = operation;
    this.#otherVariables = otherVariables;
    this.#maxRepresentations = limits.maxRepresentations;
    this.#schedule = new CallSchedule(limits.maxCalls, () => this.#send());
  }

  /** Whether nothing waits and nothing is in flight. */
  get isIdle(): boolean {
    return this.#schedule.isIdle && this.#queue.size === 0 && this.#retries.length === 0;
  }

  /** Never rejects: what goes wrong is told in the answer. */
  load(request: EntityRequest): Promise<EntityAnswer> {
    return new Promise((resolve) => {
      this.#enqueue(new EntityWaiter(request, this.#source, resolve));
      this.#schedule.callAtTurnEnd();
    });
  }

  #enqueue(waiter: EntityWaiter): void {
    this.#waitersInQueue++;
    let index = 0;
    for (const representation of waiter.request.representations) {
      const place = { waiter, index: index++ };
      const entry = this.#queue.get(representation);
      if (entry) entry.places.push(place);
      else this.#queue.set(representation, { representation, places: [place] });
    }
  }

  #send(): void {
    while (this.#schedule.hasFreeSlot) {
      const retry = this.#takeRetry();
      if (!retry) break;
      this.#schedule.leaveAgain();
      this.#start(retry);
    }
    while (this.#queue.size > 0 && this.#mayLeave()) {
      const entries = this.#takeQueued();
      if (entries.length === 0) continue;
      this.#schedule.leave(waitersOf(entries).size);
      this.#start({ entries, isRetry: false });
    }
  }

  #mayLeave(): boolean {
    return this.#schedule.mayLeave(this.#waitersInQueue, this.#queue.size >= this.#maxRepresentations);
  }

  #takeRetry(): Call | undefined {
    for (let call = this.#retries.shift(); call; call = this.#retries.shift()) {
      if (call.entries.some(isAwaited)) return call;
      call.entries.forEach(drop);
    }
    return undefined;
  }

  /**
   * Takes as many entries as a call may carry; those that nobody waits for any more are dropped on the way.
   *
   * What stays behind goes to another map. In one that lives on, garbage piles up: decision 0034.
   */
  #takeQueued(): Entry[] {
    const entries: Entry[] = [];
    const rest = new Map<string, Entry>();
    for (const [representation, entry] of this.#queue) {
      if (entries.length === this.#maxRepresentations) rest.set(representation, entry);
      else if (isAwaited(entry)) entries.push(entry);
      else drop(entry);
    }
    this.#queue = rest;
    this.#waitersInQueue = waitersOf(rest.values()).size;
    return entries;
  }

  #start(call: Call): void {
    void this.#run(call).finally(() => {
      this.#schedule.comeBack();
      this.#schedule.callAtTurnEnd();
    });
  }

  async #run({ entries, isRetry }: Call): Promise<void> {
    const result = await this.#source.execute({
      operation: this.#operation,
      variables: `{${this.#otherVariables}"representations":[${entries.map((entry) => entry.representation).join(',')}]}`,
      representationCount: entries.length,
      isShareable: false,
      onBehalfOf: writeOriginsOf(entries.map(({ places }) => places.flatMap(({ waiter }) => waiter.request.origins))),
      context: undefined,
      signal: soleSignal(entries),
    });
    if (!isRetry && mayBeForANeighbour(result, entries.length)) {
      const waiters = waitersOf(entries);
      if (waiters.size > 1) {
        for (const waiter of waiters) this.#retries.push({ entries: entriesOf(waiter, entries), isRetry: true });
        return;
      }
    }
    const fault = findFault(result);
    if (fault) fail(entries, fault);
    else if (result.kind === 'answer') deliver(entries, result);
  }
}

/** Whether something went wrong that one representation of many may have caused, and nothing says which. */
function mayBeForANeighbour(result: SourceResult, count: number): boolean {
  if (result.kind === 'failure') return result.isWorthRetrying;
  return result.data === null || result.errors.some(({ path }) => positionIn(path, count) === undefined);
}

function isAwaited({ places }: Entry): boolean {
  return places.some(({ waiter }) => waiter.isWaiting);
}

function waitersOf(entries: Iterable<Entry>): Set<EntityWaiter> {
  const waiters = new Set<EntityWaiter>();
  for (const { places } of entries) for (const { waiter } of places) waiters.add(waiter);
  return waiters;
}

/** What one waiter waits for among the entries, for a call of its own. */
function entriesOf(waiter: EntityWaiter, entries: readonly Entry[]): Entry[] {
  return entries.flatMap(({ representation, places }) => {
    const own = places.filter((place) => place.waiter === waiter);
    return own.length > 0 ? [{ representation, places: own }] : [];
  });
}

/** A call for one waiter ends with it; a shared one does not end for one who left. */
function soleSignal(entries: readonly Entry[]): AbortSignal | undefined {
  const signal = entries[0]?.places[0]?.waiter.request.signal;
  const isSole = entries.every(({ places }) => places.every(({ waiter }) => waiter.request.signal === signal));
  return isSole ? signal : undefined;
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
    for (const waiter of waitersOf(entries)) waiter.addError({ index: undefined, path: [], fault });
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

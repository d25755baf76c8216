import { cloneJson, type JsonObject } from './json.ts';
import type { Source, SourceAnswer, SourceError, SourceFault, SourceOperation, SourceResult } from './source.ts';

export interface BatchLimits {
  /** Most representations in one call. */
  readonly maxRepresentations: number;
  /** Most calls in flight for one batcher; while they are, new representations wait and go together. */
  readonly maxCalls: number;
}

export interface EntityRequest {
  /** JSON texts of distinct representations. */
  readonly representations: readonly string[];
  /** Whether the asker will change the entities it gets, and so needs copies of those that others get too. */
  readonly changesEntities: boolean;
  readonly signal: AbortSignal | undefined;
}

/** What became of the representations of one request, in their order. */
export interface EntityAnswer {
  /** Null where the source knows no such entity, or failed. */
  readonly entities: (JsonObject | null)[];
  /** Why an entity is missing, for those whose call failed. */
  readonly faults: { readonly index: number; readonly fault: SourceFault }[];
  /** Errors inside an entity: its index, if the source told it, and the path below it. */
  readonly errors: {
    readonly index: number | undefined;
    readonly path: readonly (string | number)[];
    readonly fault: SourceFault;
  }[];
}

interface Waiter extends EntityAnswer {
  readonly request: EntityRequest;
  /** Representations that are still on their way. */
  remaining: number;
  readonly resolve: (answer: EntityAnswer) => void;
}

/** One representation on its way, and all who wait for it. */
interface Entry {
  readonly representation: string;
  readonly places: { readonly waiter: Waiter; readonly index: number }[];
}

interface Call {
  readonly entries: readonly Entry[];
  /** A retry is for one waiter alone, and the last try. */
  readonly isRetry: boolean;
}

/**
 * Shares entity fetches of one operation, with the same other variables, between concurrent requests. A request that
 * finds a free slot goes at once; while all slots are taken, what comes in waits and goes together in the next call,
 * equal representations once. When a shared call fails, each waiter is asked for once more, alone, so that nobody
 * fails for a neighbour's representation.
 */
export class EntityBatcher {
  readonly #source: Source;
  readonly #operation: SourceOperation;
  readonly #otherVariables: string;
  readonly #limits: BatchLimits;
  readonly #queue = new Map<string, Entry>();
  readonly #retries: Call[] = [];
  #callsInFlight = 0;

  /** @param otherVariables  JSON text of the members beside `representations`, each with a comma behind it */
  constructor(source: Source, operation: SourceOperation, otherVariables: string, limits: BatchLimits) {
    this.#source = source;
    this.#operation = operation;
    this.#otherVariables = otherVariables;
    this.#limits = limits;
  }

  /** Whether nothing waits and nothing is in flight. */
  get isIdle(): boolean {
    return this.#callsInFlight === 0 && this.#queue.size === 0 && this.#retries.length === 0;
  }

  /** Never rejects: what goes wrong is told in the answer. */
  load(request: EntityRequest): Promise<EntityAnswer> {
    return new Promise((resolve) => {
      const remaining = request.representations.length;
      this.#enqueue({
        request,
        entities: Array(remaining).fill(null),
        faults: [],
        errors: [],
        remaining,
        resolve,
      });
      this.#send();
    });
  }

  #enqueue(waiter: Waiter): void {
    let index = 0;
    for (const representation of waiter.request.representations) {
      const place = { waiter, index: index++ };
      const entry = this.#queue.get(representation);
      if (entry) entry.places.push(place);
      else this.#queue.set(representation, { representation, places: [place] });
    }
  }

  #send(): void {
    while (this.#callsInFlight < this.#limits.maxCalls) {
      const call = this.#takeRetry() ?? this.#takeQueued();
      if (call.entries.length === 0) return;
      this.#callsInFlight++;
      void this.#run(call).finally(() => {
        this.#callsInFlight--;
        this.#send();
      });
    }
  }

  #takeRetry(): Call | undefined {
    for (let call = this.#retries.shift(); call; call = this.#retries.shift()) {
      if (call.entries.some(isAwaited)) return call;
      call.entries.forEach(settle);
    }
    return undefined;
  }

  /** Takes as many entries as a call may carry; those that nobody waits for any more are dropped on the way. */
  #takeQueued(): Call {
    const entries: Entry[] = [];
    for (const entry of this.#queue.values()) {
      if (entries.length === this.#limits.maxRepresentations) break;
      this.#queue.delete(entry.representation);
      if (isAwaited(entry)) entries.push(entry);
      else settle(entry);
    }
    return { entries, isRetry: false };
  }

  async #run({ entries, isRetry }: Call): Promise<void> {
    const result = await this.#source.execute({
      operation: this.#operation,
      variables: `{${this.#otherVariables}"representations":[${entries.map((entry) => entry.representation).join(',')}]}`,
      representationCount: entries.length,
      context: undefined,
      signal: soleSignal(entries),
    });
    if (!isRetry && mayBeForANeighbour(result, entries.length)) {
      const waiters = new Set(entries.flatMap(({ places }) => places.map(({ waiter }) => waiter)));
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

/** Whether anyone who waits for an entry is still there. */
function isAwaited({ places }: Entry): boolean {
  return places.some(({ waiter }) => !waiter.request.signal?.aborted);
}

/** What one waiter waits for among the entries, for a call of its own. */
function entriesOf(waiter: Waiter, entries: readonly Entry[]): Entry[] {
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
      waiter.entities[index] = isShared && waiter.request.changesEntities ? cloneJson(entity) : entity;
    }
    settle(entry);
  }
}

/** An error with the index of an entity reaches those who wait for it; one without stands in a call for one waiter. */
function deliverError(entries: readonly Entry[], { path = [], fault }: SourceError): void {
  const position = positionIn(path, entries.length);
  if (position === undefined) {
    const waiters = new Set(entries.flatMap(({ places }) => places.map(({ waiter }) => waiter)));
    for (const waiter of waiters) waiter.errors.push({ index: undefined, path: [], fault });
    return;
  }
  for (const { waiter, index } of entries[position]?.places ?? []) {
    waiter.errors.push({ index, path: path.slice(2), fault });
  }
}

/** Which of so many entities an error is about. */
function positionIn(path: SourceError['path'], count: number): number | undefined {
  const position = path?.[1];
  return typeof position === 'number' && position < count ? position : undefined;
}

function fail(entries: readonly Entry[], fault: SourceFault): void {
  for (const entry of entries) {
    for (const { waiter, index } of entry.places) waiter.faults.push({ index, fault });
    settle(entry);
  }
}

function settle({ places }: Entry): void {
  for (const { waiter } of places) {
    waiter.remaining--;
    if (waiter.remaining === 0) waiter.resolve(waiter);
  }
}

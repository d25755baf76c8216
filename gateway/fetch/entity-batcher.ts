import { cloneJson, type JsonObject } from './json.ts';
import type { Source, SourceAnswer, SourceFault, SourceOperation } from './source.ts';

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
  readonly faults: Map<number, SourceFault>;
  /** Errors inside an entity: its index, and the path below it. */
  readonly errors: {
    readonly index: number;
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
        faults: new Map(),
        errors: [],
        remaining,
        resolve,
      });
      this.#send();
    });
  }

  #enqueue(waiter: Waiter): void {
    for (const [index, representation] of waiter.request.representations.entries()) {
      const entry = this.#queue.get(representation);
      if (entry) entry.places.push({ waiter, index });
      else this.#queue.set(representation, { representation, places: [{ waiter, index }] });
    }
  }

  #send(): void {
    while (this.#callsInFlight < this.#limits.maxCalls) {
      const call = this.#retries.shift() ?? this.#takeQueued();
      if (call.entries.length === 0) return;
      this.#callsInFlight++;
      void this.#run(call).finally(() => {
        this.#callsInFlight--;
        this.#send();
      });
    }
  }

  /** Takes as many entries as a call may carry; those that nobody waits for any more are dropped on the way. */
  #takeQueued(): Call {
    const entries: Entry[] = [];
    for (const entry of this.#queue.values()) {
      if (entries.length === this.#limits.maxRepresentations) break;
      this.#queue.delete(entry.representation);
      if (entry.places.some(({ waiter }) => !waiter.request.signal?.aborted)) entries.push(entry);
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
    const waiters = new Set(entries.flatMap(({ places }) => places.map(({ waiter }) => waiter)));
    if (result.kind === 'answer') deliver(entries, result);
    else if (isRetry || !result.isWorthRetrying || waiters.size === 1) fail(entries, result.fault);
    else for (const waiter of waiters) this.#retries.push({ entries: entriesOf(waiter, entries), isRetry: true });
  }
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

function deliver(entries: readonly Entry[], { data, errors }: SourceAnswer): void {
  // The transport has checked that there is an entity, or null, for each representation.
  const entities = data?.['_entities'] as readonly (JsonObject | null)[];
  for (const { path = [], fault } of errors) deliverError(entries, path, fault);
  for (const [position, entry] of entries.entries()) {
    const entity = entities[position] ?? null;
    const isShared = entry.places.length > 1;
    for (const { waiter, index } of entry.places) {
      waiter.entities[index] = isShared && waiter.request.changesEntities ? cloneJson(entity) : entity;
    }
    settle(entry);
  }
}

/** An error with the index of an entity reaches those who wait for it; one without reaches all. */
function deliverError(entries: readonly Entry[], path: readonly (string | number)[], fault: SourceFault): void {
  const position = path[1];
  const concerned = typeof position === 'number' ? entries.slice(position, position + 1) : entries;
  for (const { places } of concerned) {
    for (const { waiter, index } of places) waiter.errors.push({ index, path: path.slice(2), fault });
  }
}

function fail(entries: readonly Entry[], fault: SourceFault): void {
  for (const entry of entries) {
    for (const { waiter, index } of entry.places) waiter.faults.set(index, fault);
    settle(entry);
  }
}

function settle({ places }: Entry): void {
  for (const { waiter } of places) {
    waiter.remaining--;
    if (waiter.remaining === 0) waiter.resolve(waiter);
  }
}

import { OperationTypeNode } from 'graphql';
import { cloneJson } from './json.ts';
import type { Source, SourceRequest, SourceResult } from './source.ts';
import { createFailure } from './source-fault.ts';

/**
 * Makes equal reads that are in flight at the same time one call. Nothing of the caller may be in them, so only for
 * sources over HTTP. Fetches of entities pass through: they are shared by the batcher.
 */
export function shareReads(source: Source): Source {
  const inFlight = new Map<string, SharedRead>();
  const refusal = createFailure('SOURCE_UNAVAILABLE', source.name, { isWorthRetrying: false });

  return {
    name: source.name,
    execute(request) {
      const { operation, representationCount } = request;
      if (operation.kind !== OperationTypeNode.QUERY) return write(request);
      return representationCount === undefined ? read(request) : source.execute(request);
    },
  };

  function read(request: SourceRequest): Promise<SourceResult> {
    const key = `${request.operation.text} ${request.variables}`;
    let shared = inFlight.get(key);
    if (!shared) {
      const started = new SharedRead(refusal, () => {
        if (inFlight.get(key) === started) inFlight.delete(key);
      });
      inFlight.set(key, started);
      void source.execute({ ...request, signal: started.signal }).then((result) => started.settle(result));
      shared = started;
    }
    return shared.join(request.signal);
  }

  async function write(request: SourceRequest): Promise<SourceResult> {
    const result = await source.execute(request);
    // Who writes and then reads must not join a read that may have been answered before the write.
    inFlight.clear();
    return result;
  }
}

interface Waiter {
  readonly resolve: (result: SourceResult) => void;
  readonly signal: AbortSignal | undefined;
  readonly leave: () => void;
}

/** One call, and all who wait for it. Each can leave; when the last one has, the call is aborted. */
class SharedRead {
  readonly #controller = new AbortController();
  readonly #waiters = new Set<Waiter>();
  readonly #refusal: SourceResult;
  readonly #onEnd: () => void;

  /**
   * @param refusal  what those get who left
   * @param onEnd    told when nobody may join any more
   */
  constructor(refusal: SourceResult, onEnd: () => void) {
    this.#refusal = refusal;
    this.#onEnd = onEnd;
  }

  /** Aborted when nobody waits any more. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  join(signal: AbortSignal | undefined): Promise<SourceResult> {
    return new Promise((resolve) => {
      const waiter: Waiter = { resolve, signal, leave: () => this.#leave(waiter) };
      this.#waiters.add(waiter);
      if (signal?.aborted) waiter.leave();
      else signal?.addEventListener('abort', waiter.leave, { once: true });
    });
  }

  /** Gives each waiter data of its own, since each will change it. */
  settle(result: SourceResult): void {
    this.#onEnd();
    let isFirst = true;
    for (const { resolve, signal, leave } of this.#waiters) {
      signal?.removeEventListener('abort', leave);
      // The first one runs only after this loop, when all copies are made.
      resolve(isFirst ? result : copyOf(result));
      isFirst = false;
    }
    this.#waiters.clear();
  }

  #leave(waiter: Waiter): void {
    this.#waiters.delete(waiter);
    waiter.resolve(this.#refusal);
    if (this.#waiters.size > 0) return;
    this.#onEnd();
    this.#controller.abort();
  }
}

function copyOf(result: SourceResult): SourceResult {
  return result.kind === 'answer' ? { ...result, data: cloneJson(result.data) } : result;
}

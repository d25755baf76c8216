import { type BatchLimits, EntityBatcher } from './entity-batcher.ts';
import type { Source, SourceOperation } from './source.ts';

/** The batchers of one entity operation: one for each value of its other variables, while it is in use. */
export class EntityFetches {
  readonly #source: Source;
  readonly #operation: SourceOperation;
  readonly #limits: BatchLimits;
  readonly #batchers = new Map<string, EntityBatcher>();

  constructor(source: Source, operation: SourceOperation, limits: BatchLimits) {
    this.#source = source;
    this.#operation = operation;
    this.#limits = limits;
  }

  /** @param otherVariables  JSON text of the members beside `representations`, each with a comma behind it */
  batcherFor(otherVariables: string): EntityBatcher {
    const known = this.#batchers.get(otherVariables);
    if (known) return known;
    if (this.#batchers.size >= MAX_IDLE_BATCHERS) this.#dropIdle();
    const batcher = new EntityBatcher(this.#source, this.#operation, otherVariables, this.#limits);
    this.#batchers.set(otherVariables, batcher);
    return batcher;
  }

  #dropIdle(): void {
    for (const [variables, batcher] of this.#batchers) {
      if (batcher.isIdle) this.#batchers.delete(variables);
    }
  }
}

/** Beyond it, batchers without work are dropped before another is made; those with work are as many as requests. */
const MAX_IDLE_BATCHERS = 64;

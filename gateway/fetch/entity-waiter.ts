import { onTimeOver } from '../time-limit.ts';
import type { JsonObject } from './json.ts';
import type { Source, SourceFault, SourceOperation } from './source.ts';
import { createFault } from './source-fault.ts';

export interface EntityRequest {
  readonly operation: SourceOperation;
  /** JSON text of the members of its variables beside `representations`, each with a comma behind it. */
  readonly otherVariables: string;
  /** JSON texts of distinct representations. */
  readonly representations: readonly string[];
  /** Whether the asker will change the entities it gets, and so needs copies of those that others get too. */
  readonly changesEntities: boolean;
  /** On whose behalf: JSON texts of an `Origin`. */
  readonly origins: readonly string[];
  readonly signal: AbortSignal | undefined;
}

/** What became of the representations of one request, in their order. */
export interface EntityAnswer {
  /** Null where the source knows no such entity, or failed. */
  readonly entities: (JsonObject | null)[];
  /** Why an entity is missing, for those whose call failed. */
  readonly faults: { readonly index: number; readonly fault: SourceFault }[];
  readonly errors: EntityError[];
}

/** An error inside an entity: its index, if the source told it, and the path below it. */
export interface EntityError {
  readonly index: number | undefined;
  readonly path: readonly (string | number)[];
  readonly fault: SourceFault;
}

/**
 * One request that waits for entities. It is answered when it has been given each of them, and at the latest when the
 * source's time is over, wherever its entities are by then: in a queue, in a call, or in a second one. What comes after
 * that is not taken.
 */
export class EntityWaiter {
  readonly request: EntityRequest;
  readonly #source: Source;
  readonly #resolve: (answer: EntityAnswer) => void;
  readonly #answer: EntityAnswer;
  readonly #isOutstanding: boolean[];
  readonly #callOff: (() => void) | undefined;
  #outstanding: number;

  constructor(request: EntityRequest, source: Source, resolve: (answer: EntityAnswer) => void) {
    const { length } = request.representations;
    this.request = request;
    this.#source = source;
    this.#resolve = resolve;
    this.#answer = { entities: Array(length).fill(null), faults: [], errors: [] };
    this.#isOutstanding = Array(length).fill(true);
    this.#outstanding = length;
    this.#callOff = source.timeoutMs === undefined ? undefined : onTimeOver(source.timeoutMs, this.#expire);
  }

  /** Whether it is still there, and not yet answered. */
  get isWaiting(): boolean {
    return this.#outstanding > 0 && !this.request.signal?.aborted;
  }

  give(index: number, entity: JsonObject | null): void {
    if (!this.#isOutstanding[index]) return;
    this.#answer.entities[index] = entity;
    this.#settle(index);
  }

  giveFault(index: number, fault: SourceFault): void {
    if (!this.#isOutstanding[index]) return;
    this.#answer.faults.push({ index, fault });
    this.#settle(index);
  }

  /** To be told before the entity that it is about is given. */
  addError(error: EntityError): void {
    this.#answer.errors.push(error);
  }

  #settle(index: number): void {
    this.#isOutstanding[index] = false;
    this.#outstanding--;
    if (this.#outstanding > 0) return;
    this.#callOff?.();
    this.#resolve(this.#answer);
  }

  readonly #expire = (): void => {
    const fault = createFault('SOURCE_TIMEOUT', this.#source.name);
    for (const index of this.#isOutstanding.keys()) this.giveFault(index, fault);
  };
}

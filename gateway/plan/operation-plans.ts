import { type DocumentNode, validate } from 'graphql';
import { LRUCache } from 'lru-cache';
import { type CompiledOperation, compileOperation } from './compile-operation.ts';
import type { PlanEnvironment } from './compile-plan.ts';
import type { Planner } from './query-planner.ts';

/** What tells one operation from another, and is all that its plan depends on. */
export interface PlannedOperation {
  /** SHA-256 of the document's text. */
  readonly documentHash: string;
  readonly document: DocumentNode;
  /** Characters of the document's text. */
  readonly length: number;
  readonly name: string | undefined;
}

/** How the plans of one supergraph are used. */
export interface PlanStatistics {
  readonly hits: number;
  readonly misses: number;
  /** Spent on planning and compiling, milliseconds. */
  readonly compileMs: number;
  readonly size: number;
}

interface Entry {
  readonly operation: PlannedOperation;
  readonly compiled: CompiledOperation;
  hits: number;
}

/**
 * The most characters of operations whose plans are kept; the one that was not asked for longest goes first. A plan takes
 * some 120 times the memory of its document, so all of them some 50 MB: 150 large views, or a thousand small operations.
 */
const MAX_CHARACTERS = 400_000;

/** What the plan of the shortest document takes, as characters. */
const CHARACTERS_AT_LEAST = 100;

/** The most operations that are planned before a new supergraph is served; planning one takes some milliseconds. */
const MAX_WARMED = 100;

/** The compiled operations of one supergraph: each is planned when it first comes, and kept. */
export class OperationPlans {
  readonly #planner: Planner;
  readonly #environment: PlanEnvironment;
  readonly #entries = new LRUCache<string, Entry>({
    maxSize: MAX_CHARACTERS,
    sizeCalculation: ({ operation }) => CHARACTERS_AT_LEAST + operation.length,
  });
  #hits = 0;
  #misses = 0;
  #compileMs = 0;

  constructor(planner: Planner, environment: PlanEnvironment) {
    this.#planner = planner;
    this.#environment = environment;
  }

  /**
   * The operation's plan, made when there is none.
   * @throws OPERATION_TOO_COMPLEX when planning it would cost too much
   */
  get(operation: PlannedOperation): CompiledOperation {
    const key = `${operation.documentHash} ${operation.name ?? ''}`;
    const known = this.#entries.get(key);
    if (known) {
      this.#hits++;
      known.hits++;
      return known.compiled;
    }
    this.#misses++;
    const start = performance.now();
    const compiled = compileOperation(operation.document, operation.name, this.#planner, this.#environment);
    this.#compileMs += performance.now() - start;
    this.#entries.set(key, { operation, compiled, hits: 0 });
    return compiled;
  }

  /**
   * Plans what came most often in the plans before, as far as it is valid still, so that a new supergraph does not begin
   * with planning for everyone at once.
   * @returns how many were planned
   */
  warmFrom(before: OperationPlans): number {
    const hottest = [...before.#entries.values()].sort((a, b) => b.hits - a.hits).slice(0, MAX_WARMED);
    const valid = hottest.filter(({ operation }) => validate(this.#planner.apiSchema, operation.document).length === 0);
    for (const { operation } of valid) this.get(operation);
    return valid.length;
  }

  get statistics(): PlanStatistics {
    return { hits: this.#hits, misses: this.#misses, compileMs: this.#compileMs, size: this.#entries.size };
  }
}

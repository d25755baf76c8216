import { CodedError } from '../../schema/coded-error.ts';
import { errorCode } from '../error-code.ts';
import { CallSchedule } from '../fetch/call-schedule.ts';

export interface GroupCommitOptions<Item> {
  /** Makes items durable, all or none of them. */
  readonly write: (items: readonly Item[]) => Promise<void>;
  /** The most items in one write. */
  readonly maxItems: number;
  /** The most writes at a time. */
  readonly maxWrites: number;
  /** The most items that wait for a write. More are turned away at once. */
  readonly maxWaiting: number;
}

/** Items of one request, and who waits for them. */
interface Waiter<Item> {
  readonly items: readonly Item[];
  readonly resolve: () => void;
  readonly reject: (error: CodedError) => void;
}

/**
 * Makes what many requests have to keep durable together: one that comes alone is written at once, a crowd waits for the
 * writes in flight and goes together.
 */
export class GroupCommit<Item> {
  readonly #options: GroupCommitOptions<Item>;
  readonly #schedule: CallSchedule;
  #waiters: Waiter<Item>[] = [];
  #waitingItems = 0;

  constructor(options: GroupCommitOptions<Item>) {
    this.#options = options;
    this.#schedule = new CallSchedule(options.maxWrites, () => this.#send());
  }

  /**
   * @returns when the items are durable
   * @throws  RECORD_UNAVAILABLE when nobody can say that they are
   */
  add(items: readonly Item[]): Promise<void> {
    if (this.#waitingItems + items.length > this.#options.maxWaiting) {
      return Promise.reject(new CodedError('RECORD_UNAVAILABLE'));
    }
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.#waiters.push({ items, resolve, reject });
    this.#waitingItems += items.length;
    // In one turn all have their answers written that shared calls. When a first half of them left before, the two halves
    // would go on apart, and need twice as many calls.
    if (this.#schedule.isCrowd) this.#schedule.callAtTurnEnd();
    else this.#send();
    return promise;
  }

  #send(): void {
    const { maxItems } = this.#options;
    while (this.#waiters.length > 0 && this.#schedule.mayLeave(this.#waiters.length, this.#waitingItems >= maxItems)) {
      const crowd = this.#takeCrowd();
      this.#schedule.leave(crowd.length);
      void this.#write(crowd);
    }
  }

  /** As many as one write may carry, and at least one. */
  #takeCrowd(): readonly Waiter<Item>[] {
    let count = 0;
    let items = 0;
    for (const waiter of this.#waiters) {
      if (count > 0 && items + waiter.items.length > this.#options.maxItems) break;
      items += waiter.items.length;
      count++;
    }
    this.#waitingItems -= items;
    const crowd = this.#waiters.slice(0, count);
    this.#waiters = this.#waiters.slice(count);
    return crowd;
  }

  async #write(crowd: readonly Waiter<Item>[]): Promise<void> {
    try {
      await this.#options.write(crowd.flatMap(({ items }) => items));
      for (const { resolve } of crowd) resolve();
    } catch (error) {
      // Nobody fails for what another one wrote.
      if (crowd.length > 1 && isRefusedData(error)) await this.#writeEach(crowd);
      else for (const { reject } of crowd) reject(unavailable(error));
    } finally {
      this.#schedule.comeBack();
      this.#send();
    }
  }

  async #writeEach(crowd: readonly Waiter<Item>[]): Promise<void> {
    for (const { items, resolve, reject } of crowd) {
      await this.#options.write(items).then(resolve, (error: unknown) => reject(unavailable(error)));
    }
  }
}

/** Whether PostgreSQL refused a value: a data exception, or an integrity constraint. */
function isRefusedData(error: unknown): boolean {
  return /^2[23]/.test(errorCode(error) ?? '');
}

function unavailable(cause: unknown): CodedError {
  return new CodedError('RECORD_UNAVAILABLE', {}, cause instanceof Error ? { originalError: cause } : {});
}

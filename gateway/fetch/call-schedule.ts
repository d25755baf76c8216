/**
 * When the calls of one batcher leave.
 *
 * As long as requests come one by one, each leaves at once, up to so many side by side. When all slots are taken, a crowd
 * gathers and leaves as one call. From then on calls follow each other, and each waits until as many wait for it as had
 * waited for the one before, though no longer than half the time that one took. The crowd is over with the first call
 * that only one waited for.
 *
 * Without that wait a crowd falls apart, since who is answered first is back first and finds the slot free: 64 clients of
 * one machine were served by calls for 18 of them at twice the cost.
 */
export class CallSchedule {
  readonly #maxCalls: number;
  readonly #onDue: () => void;
  #callsInFlight = 0;
  #lastCrowd = 1;
  #lastLeftAt = 0;
  #lastTookMs = 0;
  #timer: NodeJS.Timeout | undefined;
  #isDue = false;
  #turnEnd: NodeJS.Immediate | undefined;

  /** @param onDue  told when a call may be due: those who wait have waited long enough, or the turn has ended */
  constructor(maxCalls: number, onDue: () => void) {
    this.#maxCalls = maxCalls;
    this.#onDue = onDue;
  }

  get hasFreeSlot(): boolean {
    return this.#callsInFlight < this.#maxCalls;
  }

  /** Whether no call is in flight. */
  get isIdle(): boolean {
    return this.#callsInFlight === 0;
  }

  /** Whether several waited for the last call. */
  get isCrowd(): boolean {
    return this.#lastCrowd > 1;
  }

  /** Has `onDue` told at the end of this turn of the event loop, so that whatever comes in the same turn goes together. */
  callAtTurnEnd(): void {
    this.#turnEnd ??= setImmediate(() => {
      this.#turnEnd = undefined;
      this.#onDue();
    });
  }

  /**
   * Whether a call may leave now. If not, `onDue` will be told, or a call comes back before.
   * @param waiters  how many requests wait for it, at least one
   * @param isFull   whether it can carry no more
   */
  mayLeave(waiters: number, isFull: boolean): boolean {
    if (this.hasFreeSlot) {
      const isComplete = this.isIdle && waiters >= this.#lastCrowd;
      if (!this.isCrowd || isComplete || isFull || this.#isDue) return true;
    }
    if (!this.#isDue) this.#timer ??= setTimeout(this.#becomeDue, this.#maxWaitMs());
    return false;
  }

  /** A call leaves that so many requests waited for. */
  leave(waiters: number): void {
    this.#callsInFlight++;
    this.#lastCrowd = waiters;
    this.#lastLeftAt = performance.now();
    this.#isDue = false;
    this.#stopWaiting();
  }

  /** A call leaves that was made before, for one of its crowd alone. */
  leaveAgain(): void {
    this.#callsInFlight++;
  }

  /** A call is back. */
  comeBack(): void {
    this.#callsInFlight--;
    this.#lastTookMs = performance.now() - this.#lastLeftAt;
    if (this.isIdle) this.#stopWaiting();
  }

  #maxWaitMs(): number {
    return this.isIdle ? Math.min(this.#lastTookMs / 2, MAX_WAIT_MS) : MAX_WAIT_MS;
  }

  #stopWaiting(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  readonly #becomeDue = (): void => {
    this.#timer = undefined;
    this.#isDue = true;
    this.#onDue();
  };
}

/** Nobody waits longer for a call in flight: a slow ministry gets the next one beside it, while there is a slot. */
const MAX_WAIT_MS = 100;

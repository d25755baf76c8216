import {
  type CircuitBreakerPolicy,
  CircuitState,
  ConsecutiveBreaker,
  circuitBreaker,
  handleWhenResult,
  isBrokenCircuitError,
} from 'cockatiel';
import type { CallOutcome } from './attempt.ts';

export interface CircuitOptions {
  /** How many fetches in a row must fail for the circuit to open. */
  readonly maxFailures: number;
  /** How long it stays open before one fetch is let through as a probe. */
  readonly pauseMs: number;
  /** Told once when a closed circuit opens, and once when it is closed again. */
  readonly onChange: (isClosed: boolean) => void;
}

/**
 * Keeps fetches from a ministry that failed several times in a row. While the circuit is open they are refused at
 * once. After a pause the next fetch goes through as a probe: its answer closes the circuit, its failure is a pause
 * more. There is no probe without a caller, so an open circuit costs nothing.
 */
export class Circuit {
  readonly #breaker: CircuitBreakerPolicy;

  constructor({ maxFailures, pauseMs, onChange }: CircuitOptions) {
    this.#breaker = circuitBreaker(handleWhenResult(isFailure), {
      breaker: new ConsecutiveBreaker(maxFailures),
      halfOpenAfter: pauseMs,
    });
    let isClosed = true;
    this.#breaker.onStateChange((state) => {
      // A failed probe opens it again, which is no news.
      if (state === CircuitState.HalfOpen || isClosed === (state === CircuitState.Closed)) return;
      isClosed = !isClosed;
      onChange(isClosed);
    });
  }

  get isClosed(): boolean {
    return this.#breaker.state === CircuitState.Closed;
  }

  /**
   * Makes a call and counts its failure; one that rejects is not counted.
   * @returns undefined when the circuit is open and no call was made
   */
  async run(call: () => Promise<CallOutcome>): Promise<CallOutcome | undefined> {
    // The library would let others wait for the probe, which may take the whole time-out.
    if (this.#breaker.state === CircuitState.HalfOpen) return undefined;
    try {
      return await this.#breaker.execute(call);
    } catch (error) {
      if (isBrokenCircuitError(error)) return undefined;
      throw error;
    }
  }
}

/** Errors inside an answer are none of the ministry's as a whole: it was reached and spoke GraphQL. */
function isFailure(outcome: unknown): boolean {
  return (outcome as CallOutcome).kind === 'failure';
}

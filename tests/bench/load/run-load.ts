import { setTimeout as wait } from 'node:timers/promises';
import { Client } from 'undici';
import { percentile } from '../statistics.ts';
import { checkStatus, createAnswerCheck } from './answer-check.ts';
import { exchange } from './exchange.ts';
import type { LoadOrder, LoadReport, LoadResult, LoadSet } from './load-messages.ts';

/** How long a request may take, in milliseconds. */
const DEADLINE_MS = 10_000;
const POLL_MS = 10;

/**
 * Makes a load of the set: a closed loop, each connection asks as soon as it has its answer.
 * @returns what carries out one order, and tells how far it is
 */
export function createLoad({ query, variables, headers, answers, mayWithhold }: LoadSet) {
  const bodies = variables.map((some) => Buffer.from(JSON.stringify({ query, variables: some })));
  const headerSets = headers.map((some) => ({ ...some, 'content-type': 'application/json' }));
  // Goes on from one order to the next, so that no gateway gets the citizens that another just had.
  let next = 0;

  return async (order: LoadOrder, report: (report: LoadReport) => void): Promise<void> => {
    const { origin, pathname: path } = new URL(order.url);
    const check = order.checks ? createAnswerCheck(answers, mayWithhold) : checkStatus;
    const window = new Window();
    let isOver = false;

    const clients = Array.from({ length: order.connections }, () => {
      return new Client(origin, { pipelining: 1, headersTimeout: DEADLINE_MS, bodyTimeout: DEADLINE_MS });
    });
    const asking = clients.map((client) => {
      const { promise, resolve } = Promise.withResolvers<void>();
      const ask = () => {
        if (isOver) return resolve();
        const request = next++;
        const index = request % bodies.length;
        const startedAt = performance.now();
        const allHeaders = headerSets[request % headerSets.length] ?? null;
        const options = { path, method: 'POST', headers: allHeaders, body: bodies[index] ?? null } as const;
        exchange(client, options, (error, status, body) => {
          const failure = error ? error.message : check(index, status, body);
          if (failure === undefined) window.add(performance.now() - startedAt);
          else window.fail(failure);
          ask();
        });
      };
      ask();
      return promise;
    });

    await wait(order.warmUpMs);
    report('measuring');
    window.open();
    await wait(order.measureMs);
    // A slow gateway answers in bursts, and between two of them there is nothing to be measured.
    const deadline = performance.now() + DEADLINE_MS;
    while (window.answered < order.connections && performance.now() < deadline) await wait(POLL_MS);
    window.close();
    report('measured');
    isOver = true;
    await Promise.all(asking);
    await Promise.all(clients.map((client) => client.close()));
    report(window.result());
  };
}

/** What is measured between `open` and `close`. */
class Window {
  #latenciesMs: number[] = [];
  #sorted = new Float64Array();
  #requests = 0;
  #failures = 0;
  #firstFailure: string | undefined;
  #openedAt = 0;
  #elapsedMs = 0;
  #cpu = process.cpuUsage();

  /** How many requests were answered as they should be since it was opened. */
  get answered(): number {
    return this.#latenciesMs.length;
  }

  add(latencyMs: number): void {
    this.#requests++;
    this.#latenciesMs.push(latencyMs);
  }

  fail(what: string): void {
    this.#requests++;
    this.#failures++;
    this.#firstFailure ??= what;
  }

  open(): void {
    this.#latenciesMs = [];
    this.#openedAt = performance.now();
    this.#cpu = process.cpuUsage();
  }

  close(): void {
    this.#elapsedMs = performance.now() - this.#openedAt;
    this.#cpu = process.cpuUsage(this.#cpu);
    this.#sorted = Float64Array.from(this.#latenciesMs).sort();
  }

  result(): LoadResult {
    return {
      requests: this.#sorted.length,
      allRequests: this.#requests,
      failures: this.#failures,
      firstFailure: this.#firstFailure,
      elapsedMs: this.#elapsedMs,
      p50Ms: percentile(this.#sorted, 0.5),
      p95Ms: percentile(this.#sorted, 0.95),
      p99Ms: percentile(this.#sorted, 0.99),
      loadCpuMs: (this.#cpu.user + this.#cpu.system) / 1000,
    };
  }
}

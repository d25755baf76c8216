import { setTimeout as wait } from 'node:timers/promises';
import { Pool } from 'undici';
import type { MixedRequest } from './mixed-requests.ts';

export interface SoakLoad {
  /** How many have been answered since this was asked for last. */
  readonly countAnswered: () => number;
  /** What went wrong, each kind of it once. */
  readonly failures: ReadonlyMap<string, number>;
  readonly stop: () => Promise<void>;
}

/** Longer than two time-outs of a ministry. */
const DEADLINE_MS = 10_000;
const LEAVES_AFTER_MS = 3;

/** Asks from many places at once, as fast as there are answers. */
export function startSoakLoad(url: string, requests: Iterator<MixedRequest>, connections: number): SoakLoad {
  const { origin, pathname: path } = new URL(url);
  const pool = new Pool(origin, { connections });
  const failures = new Map<string, number>();
  let answered = 0;
  let isStopped = false;

  async function ask({ kind, body, leaves }: MixedRequest): Promise<void> {
    const signal = AbortSignal.timeout(leaves ? LEAVES_AFTER_MS : DEADLINE_MS);
    try {
      const headers = { 'content-type': 'application/json' };
      const { statusCode, body: answer } = await pool.request({ method: 'POST', path, headers, body, signal });
      JSON.parse(await answer.text());
      if (statusCode !== expectedStatus(kind)) fail(`${kind}: status ${statusCode}`);
    } catch (error) {
      if (!leaves) fail(`${kind}: ${error instanceof Error ? error.message : error}`);
    }
    answered++;
  }

  function fail(what: string): void {
    failures.set(what, (failures.get(what) ?? 0) + 1);
  }

  const clients = Array.from({ length: connections }, async () => {
    while (!isStopped) {
      const { value } = requests.next();
      await ask(value);
      // A caller that leaves makes another connection; so does everybody now and then.
      if (value.leaves) await wait(1);
    }
  });
  return {
    countAnswered() {
      const count = answered;
      answered = 0;
      return count;
    },
    failures,
    async stop() {
      isStopped = true;
      await Promise.all(clients);
      await pool.close();
    },
  };
}

function expectedStatus(kind: MixedRequest['kind']): number {
  return kind === 'invalid' || kind === 'hostile' ? 400 : 200;
}

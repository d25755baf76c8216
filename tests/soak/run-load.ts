import { setTimeout as wait } from 'node:timers/promises';
import { Pool } from 'undici';
import { judgeAnswer } from './judge-answer.ts';
import type { MixedRequest } from './mixed-requests.ts';

export interface SoakLoad {
  /** How many have been answered, and turned away, since this was asked for last. */
  readonly takeCounts: () => { readonly answered: number; readonly turnedAway: number };
  /** What was answered wrongly or not at all, and how often. */
  readonly failures: ReadonlyMap<string, number>;
  readonly stop: () => Promise<void>;
}

/** What takes longer has been forgotten, however busy the machine is. */
const DEADLINE_MS = 60_000;
const LEAVES_AFTER_MS = 3;

/** Asks from many places at once, as fast as there are answers. */
export function startSoakLoad(url: string, requests: Iterator<MixedRequest>, connections: number): SoakLoad {
  const { origin, pathname: path } = new URL(url);
  const pool = new Pool(origin, { connections });
  const failures = new Map<string, number>();
  let counts = { answered: 0, turnedAway: 0 };
  let isStopped = false;

  async function ask(request: MixedRequest): Promise<void> {
    const { kind, body, leaves } = request;
    const signal = AbortSignal.timeout(leaves ? LEAVES_AFTER_MS : DEADLINE_MS);
    try {
      const headers = { 'content-type': 'application/json' };
      const { statusCode, body: answer } = await pool.request({ method: 'POST', path, headers, body, signal });
      const judgement = judgeAnswer(request, statusCode, await answer.text());
      if (judgement === 'answered') counts.answered++;
      else if (judgement === 'turned away') counts.turnedAway++;
      else fail(judgement.wrong);
    } catch (error) {
      if (!leaves) fail(`${kind}: ${error instanceof Error ? error.message : error}`);
    }
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
    takeCounts() {
      const taken = counts;
      counts = { answered: 0, turnedAway: 0 };
      return taken;
    },
    failures,
    async stop() {
      isStopped = true;
      await Promise.all(clients);
      await pool.close();
    },
  };
}

import { randomUUID } from 'node:crypto';
import { openListener } from '../../../postgres/open-listener.ts';
import type { TakeSeat } from './change-follower.ts';
import { createReadConsents } from './postgres-consents.ts';
import type { ChangesRead } from './process-seat.ts';

/** Who is further behind reads everything anew. More are kept: see announce_consent_change. */
const MAX_CHANGES = 500;

/** So many citizens are followed one by one; with more in one go, everything is read anew. */
const MAX_CITIZENS = 1_000;

/** A process speaks once a second; a connection on which nothing moved for so long is given up, in milliseconds. */
const SILENCE_MS = 2_000;

/** Seats of this process in the gateway's database. All are one process to the others. */
export function createPostgresSeats(url: string): TakeSeat {
  const processId = randomUUID();
  return async ({ onChange, onLost }) => {
    const channel = 'consent_change';
    const { run, close } = await openListener(url, {
      channel,
      onNotification: onChange,
      onLost,
      silenceMs: SILENCE_MS,
    });
    return {
      stand: async (epoch) => {
        const standing = await run(standOn, [processId, epoch]);
        if (standing.length === 0) await run(sitDown, [processId, epoch]);
      },
      readChanges: async (after) => {
        const [row] = await run<ChangesRow>(changes, [after]);
        if (!row) throw new Error('The table consent_epoch is empty');
        return describe(row, after);
      },
      readConsents: createReadConsents(run),
      leave: async () => {
        await run('DELETE FROM gateway_process WHERE id = $1', [processId]).catch(() => {});
      },
      disconnect: close,
    };
  };
}

/** Need not reach the disk before others see it: what a crash of the server forgets of it makes others wait longer. */
const standOn = `
  WITH hasty AS (SELECT set_config('synchronous_commit', 'off', true))
  UPDATE gateway_process SET epoch = $2, renewals = renewals + 1 FROM hasty WHERE id = $1
  RETURNING id`;

/** Has to reach the disk: nobody waits for a process that was forgotten. */
const sitDown = 'INSERT INTO gateway_process (id, epoch) VALUES ($1, $2)';

interface ChangesRow {
  readonly epoch: number;
  /** How many of the numbers after the one that was asked for name whose consents changed. */
  readonly named: number;
  readonly subjects: readonly string[];
}

const changes = `
  SELECT epoch.number AS epoch, count(DISTINCT change.number) AS named,
    coalesce(array_agg(DISTINCT change.subject) FILTER (WHERE change.subject IS NOT NULL), '{}') AS subjects
  FROM consent_epoch AS epoch LEFT JOIN LATERAL (
    SELECT number, subject FROM consent_change WHERE number > $1 ORDER BY number LIMIT ${MAX_CITIZENS + 1}
  ) AS change ON true
  GROUP BY epoch.number`;

function describe({ epoch, named, subjects }: ChangesRow, after: number): ChangesRead {
  const isComplete = named === epoch - after && named <= MAX_CHANGES && subjects.length <= MAX_CITIZENS;
  return { epoch, personalIds: isComplete ? subjects : 'everybody' };
}

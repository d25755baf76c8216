import type { LateProcess, ProcessBoard } from './everywhere.ts';
import type { RunStatement } from './postgres-consents.ts';

/** The processes that answer from the gateway's database. */
export function createPostgresBoard(run: RunStatement): ProcessBoard {
  return {
    async read() {
      const rows = await run<StandingRow>(standings, []);
      return {
        epoch: rows[0]?.number ?? 0,
        late: rows.flatMap(({ id, epoch, renewals }) => (id === null ? [] : { id, epoch, renewals })),
      };
    },
    async remove({ id, renewals }) {
      await run('DELETE FROM gateway_process WHERE id = $1 AND renewals = $2', [id, renewals]);
    },
  };
}

type StandingRow = { readonly number: number } & (
  | LateProcess
  | { readonly id: null; readonly epoch: null; readonly renewals: null }
);

const standings = `
  SELECT latest.number, process.id, process.epoch, process.renewals
  FROM consent_epoch AS latest LEFT JOIN gateway_process AS process ON process.epoch < latest.number`;

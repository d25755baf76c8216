import { setTimeout as sleep } from 'node:timers/promises';
import { CommandError } from '../../bin/local/command-error.ts';
import { type KillableGateway, startKillableGateway } from '../gateway/ledger/support/killable-gateway.ts';

const CLIENTS = 6;
const REPORT_EVERY = 10;

/**
 * Kills the gateway, PostgreSQL, and both, in turn, at random moments while clients ask.
 * @throws CommandError when somebody was answered without a record, the ledger does not verify, or nobody is answered again
 */
export async function soakKills(kills: number, running: AsyncDisposableStack): Promise<void> {
  const killable = running.adopt(await startKillableGateway(), ({ close }) => close());
  const startedAt = performance.now();
  let answered = 0;
  for (let done = 0; done < kills; ) {
    const some = Math.min(REPORT_EVERY, kills - done);
    answered += await killSome(killable, done, some);
    done += some;
    const { records, pending, checkpoints, problem } = await killable.verify();
    if (problem !== undefined) throw new CommandError(`After ${done} kills: ${problem}`);
    const left = ((performance.now() - startedAt) / done) * (kills - done);
    console.log(
      `${done} of ${kills} kills: ${answered} answers, all on record; ${records + pending} records and ${checkpoints} checkpoints fit; ` +
        `${Math.ceil(left / 60_000)} min left`,
    );
  }
}

/** @returns how many requests were answered meanwhile */
async function killSome(killable: KillableGateway, done: number, count: number): Promise<number> {
  const { killGateway, killPostgres } = killable;
  const kinds = [[killGateway], [killPostgres], [killPostgres, killGateway]];
  const end = new AbortController();
  const answered: string[] = [];
  const clients = Promise.all(Array.from({ length: CLIENTS }, () => killable.ask(answered, end.signal)));
  try {
    for (let i = done; i < done + count; i++) {
      await sleep(100 + Math.random() * 900);
      await Promise.all((kinds[i % kinds.length] ?? []).map((kill) => kill()));
      if (!(await killable.answersAgain())) throw new CommandError(`Nobody is answered after ${i + 1} kills.`);
    }
  } finally {
    end.abort();
  }
  await clients;
  const [unrecorded] = await killable.findUnrecorded(answered);
  if (unrecorded !== undefined) throw new CommandError(`The request ${unrecorded} was answered without a record.`);
  return answered.length;
}

import { setTimeout as sleep } from 'node:timers/promises';
import { readArguments, readInteger, runCommand } from '../../bin/local/command.ts';
import { CommandError } from '../../bin/local/command-error.ts';
import { listenForStop } from '../../bin/local/stop-signal.ts';
import {
  afterWithdrawal,
  openWithdrawingCountry,
  type WithdrawingCountry,
} from '../e2e/support/withdrawing-country.ts';
import { runStatement } from '../support/run-statement.ts';

const PROCESSES = 4;

await runCommand(async () => {
  const { values } = readArguments({
    options: { rounds: { type: 'string', default: '200' }, clients: { type: 'string', default: '8' } },
  });
  const rounds = readInteger('--rounds', values.rounds, { min: 1, max: 100_000 });
  const clients = readInteger('--clients', values.clients, { min: 0, max: 1_000 });
  const stopRequested = listenForStop();
  const country = await openWithdrawingCountry(PROCESSES);
  try {
    await Promise.race([measure(country, rounds, clients), stopRequested]);
  } finally {
    await country.close();
  }
});
process.exit();

/**
 * Measures how long a withdrawal takes until it is told, which is when it holds in every process, while clerks ask all
 * processes about the same citizen as fast as they are answered.
 * @param clients  at each process
 * @throws CommandError when a call that came after a withdrawal was told anything
 */
async function measure(country: WithdrawingCountry, rounds: number, clients: number): Promise<void> {
  const { consents, gateways, give, withdrawAt, tell } = country;
  // The servers of tests do not wait for the disk. What is measured here does.
  await runStatement(consents.postgres.adminUrl, 'ALTER SYSTEM SET fsync = on');
  await runStatement(consents.postgres.adminUrl, 'SELECT pg_reload_conf()');
  const load = { isOver: false, isWithdrawn: false, answered: 0, leaks: 0 };
  const asking = gateways.flatMap((gateway) =>
    Array.from({ length: clients }, async () => {
      while (!load.isOver) {
        const wasWithdrawn = load.isWithdrawn;
        const told = await tell(gateway);
        load.answered++;
        if (wasWithdrawn && load.isWithdrawn && !afterWithdrawal.test(String(told))) load.leaks++;
      }
    }),
  );
  const tookMs: number[] = [];
  const startedAt = performance.now();
  for (let round = 0; round < rounds; round++) {
    load.isWithdrawn = false;
    const id = await give();
    await sleep(20);
    const [gateway] = gateways.slice(round % gateways.length);
    if (!gateway) continue;
    const withdrawnAt = performance.now();
    await withdrawAt(gateway, id);
    tookMs.push(performance.now() - withdrawnAt);
    load.isWithdrawn = true;
    await sleep(20);
  }
  const seconds = (performance.now() - startedAt) / 1000;
  load.isOver = true;
  await Promise.all(asking);
  tookMs.sort((a, b) => a - b);
  const rank = (share: number): string => `${(tookMs[Math.ceil(share * rounds) - 1] ?? 0).toFixed(1)} ms`;
  console.log(
    `${rounds} withdrawals over ${PROCESSES} processes, which answered ${Math.round(load.answered / seconds)} requests/s meanwhile`,
  );
  console.log(
    `from the call to the answer, when it holds everywhere: p50 ${rank(0.5)}, p99 ${rank(0.99)}, longest ${rank(1)}`,
  );
  if (load.leaks > 0) throw new CommandError(`${load.leaks} calls after a withdrawal were told what was withdrawn.`);
}

import { parseVerifier } from '../../gateway/ledger/signed-note.ts';
import { verifyLedger } from '../../gateway/ledger/verify-ledger.ts';
import { readArguments } from '../local/command.ts';
import { CommandError } from '../local/command-error.ts';
import type { LedgerCommand } from './ledger-command.ts';
import { listArchive } from './list-archive.ts';
import { openStoredLedger } from './open-stored-ledger.ts';
import { formatCount, showProgress } from './progress.ts';
import { readTime } from './read-time.ts';

/** Verifies the whole ledger, or a range of it. */
export const verifyCommand: LedgerCommand = {
  help: `npm run ledger -- verify
  Computes every record's leaf and the tree anew, from the records alone, and holds them against what was signed. It
  names the first record that does not fit, and ends with 1 then.

  --from TIME         From the last checkpoint before this time on, such as 2026-11-22 or 2026-11-22T08:00Z.
  --to TIME           Up to the first checkpoint after this time.
  --archive DIR       Where npm run ledger -- archive has put older days.
  --checkpoints FILE  A file of checkpoints beside the configured one; may be given several times.
  --key KEY           A key that the ledger was signed with, as npm run ledger -- key prints it, beside the configured
                      one; may be given several times.`,

  async run(args) {
    const { values } = readArguments({
      args,
      options: {
        from: { type: 'string' },
        to: { type: 'string' },
        archive: { type: 'string' },
        checkpoints: { type: 'string', multiple: true, default: [] },
        key: { type: 'string', multiple: true, default: [] },
        data: { type: 'string' },
      },
    });
    const range = { from: readTime('--from', values.from), to: readTime('--to', values.to) };
    const keys = values.key.map(readKey);
    const { database, verifier, checkpointsPath, close } = await openStoredLedger(values.data);
    const verifiers = verifier ? [verifier, ...keys] : keys;
    if (verifiers.length === 0) throw new CommandError('Give a --key, or set GATEWAY_LEDGER_KEY.');
    const checkpointPaths = [...(checkpointsPath === undefined ? [] : [checkpointsPath]), ...values.checkpoints];
    const archivePaths = values.archive === undefined ? [] : await listArchive(values.archive);
    const progress = showProgress();
    const startedAt = performance.now();
    try {
      const options = { database, verifiers, checkpointPaths, archivePaths, ...range, onProgress: progress.update };
      const { records, erased, checkpoints, pending, problem } = await verifyLedger(options);
      progress.end();
      const took = `${((performance.now() - startedAt) / 1000).toFixed(1)} s`;
      const found = `${formatCount(records)} records fit, and ${formatCount(checkpoints)} checkpoints over them; ${took}.`;
      console.log(
        `${found}\n${formatCount(erased)} of them were erased, ${formatCount(pending)} more have no place yet.`,
      );
      if (problem !== undefined) throw new CommandError(`THE LEDGER WAS CHANGED. ${problem}`);
      console.log('The ledger is what was signed.');
    } finally {
      progress.end();
      await close();
    }
  },
};

function readKey(text: string) {
  const verifier = parseVerifier(text);
  if (!verifier) throw new CommandError(`--key must be a key as npm run ledger -- key prints it, not ${text}.`);
  return verifier;
}

import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { countRecords, exportRecords } from '../../gateway/audit/export-records.ts';
import { createFlagUnusual } from '../../gateway/audit/flag-unusual.ts';
import { errorCode } from '../../gateway/error-code.ts';
import type { Archive } from '../../gateway/ledger/archive/archived-days.ts';
import type { LedgerDatabase } from '../../gateway/ledger/ledger-database.ts';
import type { Period } from '../../gateway/ledger/period.ts';
import { readArguments } from '../local/command.ts';
import { CommandError } from '../local/command-error.ts';
import { type ExportFormat, exportFormats } from './export-formats.ts';
import type { LedgerCommand } from './ledger-command.ts';
import { openStoredLedger } from './open-stored-ledger.ts';
import { type Progress, showProgress } from './progress.ts';
import { readTime } from './read-time.ts';
import { withArchive } from './with-archive.ts';

/** Prints the records of a time, for auditors. */
export const exportCommand: LedgerCommand = {
  help: `npm run -s ledger -- export --from TIME --to TIME > records.ndjson
  Prints the records of a time, in its order: who was told which fields, when and why. Never a value, and of whom only as
  the leaves of the tree have it; each with what its account did that was unusual on that day. How far it is stands on the
  error stream.

  --from TIME      From this time on, such as 2026-11-22 or 2026-11-22T08:00Z.
  --to TIME        Before this time; now unless told.
  --format FORMAT  ndjson, a line for each record with its leaf as it was hashed, or csv; ndjson unless told.
  --archive DIR    Where npm run ledger -- archive has put days of that time. They come first, each in the order of the
                   tree; what was unusual on them is not counted.`,

  async run(args) {
    const { values } = readArguments({
      args,
      options: {
        from: { type: 'string' },
        to: { type: 'string' },
        format: { type: 'string', default: 'ndjson' },
        archive: { type: 'string' },
        data: { type: 'string' },
      },
    });
    const begin = readTime('--from', values.from);
    if (!begin) throw new CommandError('Say from when: --from and a time such as 2026-11-22.');
    const format = Object.hasOwn(exportFormats, values.format) ? exportFormats[values.format] : undefined;
    if (!format) throw new CommandError(`--format must be one of ${Object.keys(exportFormats).join(', ')}.`);
    const period = { begin, end: readTime('--to', values.to) ?? new Date() };
    const { database, close } = await openStoredLedger(values.data);
    const progress = showProgress();
    try {
      await withArchive(database, period, values.archive, (archive) => {
        const lines = writeLines({ database, period, archive, format, progress });
        return pipeline(Readable.from(lines), process.stdout, { end: false });
      });
    } catch (error) {
      // Whoever reads it has read enough.
      if (errorCode(error) !== 'EPIPE') throw error;
    } finally {
      progress.end();
      await close();
    }
  },
};

interface ExportOptions {
  readonly database: LedgerDatabase;
  readonly period: Period;
  readonly archive: Archive | undefined;
  readonly format: ExportFormat;
  readonly progress: Progress;
}

/** Chunks of lines, as fast as they are taken. */
async function* writeLines({ database, period, archive, format, progress }: ExportOptions): AsyncGenerator<string> {
  const total = await countRecords(database, period, archive);
  const flagUnusual = createFlagUnusual(database);
  let done = 0;
  if (format.head) yield format.head;
  for await (const records of exportRecords(database, period, archive)) {
    const flags = await Promise.all(records.map(flagUnusual));
    yield records.map((record, position) => format.write(record, flags[position] ?? null)).join('');
    done += records.length;
    progress.update(done, Math.max(done, total));
  }
}

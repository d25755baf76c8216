import { readFeeStatements } from '../gateway/fees/fee-statements.ts';
import { isMonth, periodOf } from '../gateway/fees/month.ts';
import { Editions } from '../gateway/ledger/read-records.ts';
import { readFeeSchedule } from '../schema/fees/fee-schedule.ts';
import { dayInVietnam } from '../schema/purposes/in-force.ts';
import { type PrintFees, printCsv, printJson, printText } from './fees/print-fees.ts';
import { openStoredLedger } from './ledger/open-stored-ledger.ts';
import { showProgress } from './ledger/progress.ts';
import { withArchive } from './ledger/with-archive.ts';
import { readArguments, runCommand } from './local/command.ts';
import { CommandError } from './local/command-error.ts';

const formats: Readonly<Record<string, PrintFees>> = { text: printText, csv: printCsv, json: printJson };

const help = `npm run -s fees -- [options]
  Says what each agency owes for the population data that it was told, counted from the ledger: VND for each
  information field with a value, by Circular 48/2022/TT-BTC.

  --month MONTH    Such as 2026-11, by the days of Vietnam; this month unless told.
  --payer CODE     Of this agency only.
  --format FORMAT  text, csv or json; text unless told.
  --archive DIR    Where npm run ledger -- archive has put days of the month.
  --data DIR       Of a running npm start; .data in the checkout unless told. Where GATEWAY_DATABASE_URL is set, that
                   ledger is read instead.
  --help           This text.`;

await runCommand(async () => {
  const { values } = readArguments({
    options: {
      month: { type: 'string', default: dayInVietnam(new Date()).slice(0, 7) },
      payer: { type: 'string' },
      format: { type: 'string', default: 'text' },
      archive: { type: 'string' },
      data: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return console.log(help);
  const { month, payer, format } = values;
  if (!isMonth(month)) throw new CommandError('--month must be a month such as 2026-11.');
  const print = Object.hasOwn(formats, format) ? formats[format] : undefined;
  if (!print) throw new CommandError(`--format must be one of ${Object.keys(formats).join(', ')}.`);
  const schedule = readFeeSchedule();
  const { database, close } = await openStoredLedger(values.data);
  const progress = showProgress();
  try {
    const statements = await withArchive(database, periodOf(month), values.archive, (archive) =>
      readFeeStatements(database, new Editions(database), schedule, {
        ...{ month, payer, archive },
        onRead: progress.update,
      }),
    ).finally(progress.end);
    console.log(print(month, statements, schedule));
  } finally {
    await close();
  }
});

import type { FeeLine, FeeStatement } from '../../gateway/fees/fee-statements.ts';
import type { FeeSchedule } from '../../schema/fees/fee-schedule.ts';
import { writeCsvRow } from '../local/csv-row.ts';

/** Writes the statements of a month. */
export type PrintFees = (month: string, statements: readonly FeeStatement[], schedule: FeeSchedule) => string;

/** For people. */
export const printText: PrintFees = (month, statements, { exemptions, unverified }) => {
  if (statements.length === 0) return `In ${month} nothing was told that is in the schedule of fees.`;
  const parts = statements.map(({ payer, lines, items, amount }) => {
    const head = `${payer ?? 'Citizens'}: ${format(items)} fields, ${format(amount)} VND`;
    const rows = lines.map((line) => `  ${describe(line, exemptions)}`);
    return [head, ...rows].join('\n');
  });
  const amount = statements.reduce((sum, statement) => sum + statement.amount, 0);
  const notes = unverified.map((note) => `To be checked: ${note}`);
  return [`Fees for ${month}: ${format(amount)} VND`, ...parts, notes.join('\n')].join('\n\n');
};

function describe(line: FeeLine, exemptions: FeeSchedule['exemptions']): string {
  const { from, until, purpose, exemption, records, items, vndPerItem, amount } = line;
  const price =
    exemption === null ? `${format(vndPerItem)} VND each: ${format(amount)} VND` : exemptions.get(exemption)?.reason.en;
  const days = `${from.slice(8)}–${until.slice(8)}`;
  return `${days}  ${purpose ?? 'no purpose'}: ${format(items)} fields in ${format(records)} records, ${price}`;
}

/** RFC 4180, one row for each line. */
export const printCsv: PrintFees = (month, statements) => {
  const rows = statements.flatMap(({ payer, lines }) =>
    lines.map(({ from, until, purpose, exemption, records, items, vndPerItem, amount }) =>
      writeCsvRow([month, payer, from, until, purpose, exemption, records, items, vndPerItem, amount]),
    ),
  );
  return ['month,payer,from,until,purpose,exemption,records,items,vnd_per_item,amount_vnd', ...rows].join('\r\n');
};

/** The statements as they are. */
export const printJson: PrintFees = (_month, statements) => JSON.stringify(statements, null, 2);

function format(count: number): string {
  return count.toLocaleString('en-US');
}

import type { MicroResult } from '../measure-micro.ts';
import { alignTable } from './align-table.ts';

/** Parts of the gateway as a table in Markdown. */
export function formatMicro(results: readonly MicroResult[]): string {
  const rows = results.map(({ name, what, microseconds, range: [fastest, slowest] }) => [
    `${name}: ${what}`,
    digits(microseconds),
    `${digits(fastest)}–${digits(slowest)}`,
  ]);
  return alignTable([['part', 'CPU µs', 'all samples'], ...rows]);
}

function digits(microseconds: number): string {
  return microseconds.toLocaleString('en', { maximumSignificantDigits: 3 });
}

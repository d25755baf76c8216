import { styleText } from 'node:util';
import { NOTHING, type Row, type Section, type Table } from './view-sections.ts';

/** Lines are at most this long, as long as no single word is longer. */
const COLUMNS = 100;

/**
 * The text of a view: the rows, then the sections below them, each after an empty line. Colours only where the terminal
 * shows them and `NO_COLOR` does not forbid them.
 */
export function printView({ title, rows, sections }: Section): string {
  const parts = sections.map((section) => printSection(section, ''));
  return [styleText('bold', title), ...printRows(rows, '  '), ...parts.flat()].join('\n');
}

function printSection({ title, rows, table, sections }: Section, indent: string): string[] {
  const inner = `${indent}  `;
  return [
    '',
    ...wrap(title, COLUMNS - indent.length).map((line) => `${indent}${styleText('bold', line)}`),
    ...printRows(rows, inner),
    ...(table ? printTable(table, inner) : []),
    ...sections.flatMap((section) => printSection(section, inner)),
  ];
}

function printRows(rows: readonly Row[], indent: string): string[] {
  const width = Math.max(0, ...rows.map(({ label }) => label.length)) + 2;
  return rows.flatMap(({ label, value, isMissing }) =>
    wrap(value, COLUMNS - indent.length - width).map((line, i) => {
      const head = styleText('dim', (i === 0 ? label : '').padEnd(width));
      return `${indent}${head}${isMissing ? styleText('yellow', line) : line}`;
    }),
  );
}

/** Columns beside each other where they fit, else a paragraph for each line. */
function printTable({ columns, lines }: Table, indent: string): string[] {
  const widths = columns.map((column, i) => Math.max(column.length, ...lines.map((line) => line[i]?.length ?? 0)));
  const total = widths.reduce((sum, width) => sum + width + 2, indent.length - 2);
  if (total > COLUMNS) return lines.flatMap((line) => printParagraph(columns, line, indent));
  const align = (cells: readonly string[]) =>
    cells
      .map((cell, i) => cell.padEnd(widths[i] ?? 0))
      .join('  ')
      .trimEnd();
  return [`${indent}${styleText('dim', align(columns))}`, ...lines.map((line) => `${indent}${align(line)}`)];
}

function printParagraph(columns: readonly string[], line: readonly string[], indent: string): string[] {
  const cells = columns.map((column, i) => ({ column, cell: line[i] }));
  const text = cells
    .flatMap(({ column, cell }) => (cell === NOTHING ? [] : `${column.toLowerCase()}: ${cell}`))
    .join(' · ');
  return wrap(text, COLUMNS - indent.length - 2).map((part, i) => `${indent}${i === 0 ? '•' : ' '} ${part}`);
}

function wrap(text: string, width: number): string[] {
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = lines.at(-1) ?? '';
    if (line === '') lines[lines.length - 1] = word;
    else if (line.length + 1 + word.length <= width) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines;
}

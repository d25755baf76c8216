/** Writes a row of RFC 4180, without its end. A program that opens the file takes no cell for a formula. */
export function writeCsvRow(values: readonly (string | number | boolean | null)[]): string {
  return values.map(writeCell).join();
}

function writeCell(value: string | number | boolean | null): string {
  const text = String(value ?? '').replace(/^(?=[=+@\t\r-])/, "'");
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

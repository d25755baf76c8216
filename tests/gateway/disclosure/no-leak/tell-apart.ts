import type { ExpectedAnswer } from './expect-answer.ts';

/** The body of an answer. */
export interface Told {
  readonly data?: unknown;
  readonly errors?: readonly {
    readonly message: string;
    readonly path: readonly (string | number)[];
    readonly extensions: { readonly code: string; readonly reason?: string };
  }[];
  readonly extensions?: { readonly disclosure?: { readonly moreWithheld?: number } };
}

/** @returns what is told otherwise than the rules want, a line each; empty when all is as they want it */
export function tellApart({ data, errors = [], extensions }: Told, expected: ExpectedAnswer): string[] {
  const differences: string[] = [];
  const [told, wanted] = [JSON.stringify(data), JSON.stringify(expected.data)];
  if (told !== wanted) differences.push(`told   ${told}\nwanted ${wanted}`);

  const saidWithheld = errors.filter(({ extensions: { code } }) => code === 'WITHHELD').length;
  const more = extensions?.disclosure?.moreWithheld ?? 0;
  const wantedWithheld = expected.errors.filter(({ code }) => code === 'WITHHELD').length;
  if (saidWithheld + more !== wantedWithheld) {
    differences.push(`${saidWithheld} and ${more} more are withheld, wanted ${wantedWithheld}`);
  }
  const reasons = count(expected.errors.map(({ path, code, reason }) => `${path.join('/')} ${code} ${reason ?? ''}`));
  for (const {
    path,
    extensions: { code, reason },
  } of errors) {
    const line = `${path?.join('/')} ${code} ${reason ?? ''}`;
    const left = reasons.get(line) ?? 0;
    if (left === 0) differences.push(`said ${line}, which is not so`);
    else reasons.set(line, left - 1);
  }
  if (more === 0) {
    for (const [line, left] of reasons) if (left > 0) differences.push(`did not say ${line}`);
  }
  return differences;
}

function count(lines: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const line of lines) counts.set(line, (counts.get(line) ?? 0) + 1);
  return counts;
}

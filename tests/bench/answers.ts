import { isDeepStrictEqual } from 'node:util';
import type { FormattedExecutionResult } from 'graphql';
import { CommandError } from '../../bin/local/command-error.ts';
import type { RequestSet } from './scenario.ts';

/** What a gateway answered to one request. */
export interface Answer {
  readonly data: unknown;
  /** How long the text was. */
  readonly bytes: number;
}

/** How many requests of a set are compared in full: the first ones. */
export const COMPARED = 20;

/** How many of all requests are asked at once. */
const AT_ONCE = 16;

/**
 * Asks a gateway the first requests of the set.
 * @throws CommandError when one is not answered whole
 */
export async function fetchAnswers(url: string, requests: RequestSet): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (const index of requests.variables.slice(0, COMPARED).keys()) {
    answers.push(await fetchAnswer(url, requests, index));
  }
  return answers;
}

/**
 * Asks a gateway every request of the set once.
 * @throws CommandError when one is not answered whole
 */
export async function askEverything(url: string, requests: RequestSet): Promise<void> {
  const indexes = requests.variables.keys();
  const asking = Array.from({ length: AT_ONCE }, async () => {
    for (const index of indexes) await fetchAnswer(url, requests, index);
  });
  await Promise.all(asking);
}

async function fetchAnswer(url: string, { query, variables, headers }: RequestSet, index: number): Promise<Answer> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { ...headers[index % headers.length], 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables: variables[index] }),
  });
  return readAnswer(response.status, Buffer.from(await response.arrayBuffer()));
}

/**
 * What is withheld is no fault.
 * @throws CommandError when the answer is not whole: another status than 200, errors, or no data; SyntaxError for no JSON
 */
export function readAnswer(status: number, body: Buffer): Answer {
  const { data, errors: all = [] } = JSON.parse(body.toString()) as FormattedExecutionResult;
  const errors = all.filter(({ extensions }) => extensions?.['code'] !== 'WITHHELD');
  if (status === 200 && data && errors.length === 0) return { data, bytes: body.length };
  throw new CommandError(`it answers with status ${status}: ${errors[0]?.message ?? 'no data'}`);
}

/** Whether the data of two answers are the same. The order of keys does not count, that of lists does. */
export function isSameData(a: unknown, b: unknown): boolean {
  return isDeepStrictEqual(a, b);
}

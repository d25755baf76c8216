import { isSameData, readAnswer } from '../answers.ts';

/** Says what is wrong with an answer; undefined = nothing. */
export type AnswerCheck = (index: number, status: number, body: Buffer) => string | undefined;

/**
 * Looks at every answer's status and for errors, and compares the first requests of the set in full.
 * @param expected     the data of these first requests
 * @param mayWithhold  whether fields may be withheld, which is told by errors
 */
export function createAnswerCheck(expected: readonly unknown[], mayWithhold = false): AnswerCheck {
  // What was found right once needs not be read again: gateways give the same bytes each time.
  const right: (Buffer | undefined)[] = [];
  return (index, status, body) => {
    if (status !== 200) return `status ${status}`;
    if (body.includes('"errors":') && !(mayWithhold && !fault.test(body.toString('latin1')))) {
      return 'an answer with errors';
    }
    if (index >= expected.length || right[index]?.equals(body)) return undefined;
    if (!says(body, expected[index])) return 'another answer';
    right[index] = body;
    return undefined;
  };
}

/** An error that says something else than that a field is withheld. */
const fault = /"extensions":\{"code":"(?!WITHHELD")/;

function says(body: Buffer, data: unknown): boolean {
  try {
    return isSameData(readAnswer(200, body).data, data);
  } catch {
    return false;
  }
}

/** For answers that come from nowhere. */
export const checkStatus: AnswerCheck = (_index, status) => (status === 200 ? undefined : `status ${status}`);

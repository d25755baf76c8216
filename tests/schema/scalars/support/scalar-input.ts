import { parseValue, type ValueNode } from 'graphql';

/** A value as it stands in the text of an operation. */
export function literal(text: string): ValueNode {
  return parseValue(text);
}

/**
 * The message that a refused value gets.
 * @throws Error when the value is taken
 */
export function refusal(take: () => unknown): string {
  let taken: unknown;
  try {
    taken = take();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  throw new Error(`Taken as ${String(taken)}`);
}

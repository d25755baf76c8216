import type { Config } from '../config.ts';

/** What a document may ask for. */
export type Limits = Pick<
  Config,
  | 'maxTokens'
  | 'maxDepth'
  | 'maxFields'
  | 'maxRepeats'
  | 'maxRootFields'
  | 'maxAliases'
  | 'maxDirectives'
  | 'maxDirectivesPerPlace'
  | 'maxCost'
>;

/**
 * How deep braces, brackets and parentheses may stand in each other, and lists and objects in the value of a variable.
 * What recurses over them, in our code and in libraries, is safe on the stack.
 */
export const maxNesting = 200;

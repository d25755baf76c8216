import { type DocumentNode, GraphQLError, parse } from 'graphql';
import { CodedError } from '../../schema/coded-error.ts';

/** @throws OPERATION_UNPARSABLE with the place, and without the text there: it may be somebody's number or name */
export function parseDocument(text: string): DocumentNode {
  try {
    return parse(text);
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    const { line, column } = error.locations?.[0] ?? { line: 1, column: 1 };
    const { source, positions } = error;
    throw new CodedError('OPERATION_UNPARSABLE', { line, column }, { source, positions });
  }
}

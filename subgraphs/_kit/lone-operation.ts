import { GraphQLError, Kind, type ValidationRule } from 'graphql';

/**
 * A document holds one operation. mercurius keeps the compiled form of a document by its text alone, and would answer
 * the second operation with the first.
 */
export const loneOperation: ValidationRule = (context) => ({
  Document: ({ definitions }) => {
    const [, second] = definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION);
    if (second) context.reportError(new GraphQLError('A document may hold one operation only.', { nodes: second }));
  },
});

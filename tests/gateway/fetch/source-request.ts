import { OperationTypeNode, parse } from 'graphql';
import type { SourceOperation, SourceRequest, SourceResult } from '../../../gateway/fetch/source.ts';

export const readSize = asQuery('{ size }');
export const rename = operation('mutation { rename }', OperationTypeNode.MUTATION);

export function asQuery(text: string): SourceOperation {
  return operation(text, OperationTypeNode.QUERY);
}

function operation(text: string, kind: OperationTypeNode): SourceOperation {
  return { text, document: parse(text), operationName: undefined, kind };
}

/** A fetch of `{ size }`, unless something else is asked for. */
export function sourceRequest(changes: Partial<SourceRequest> = {}): SourceRequest {
  return {
    operation: readSize,
    variables: '{}',
    representationCount: undefined,
    isShareable: true,
    onBehalfOf: undefined,
    context: undefined,
    signal: undefined,
    ...changes,
  };
}

/** The data of an answer, or the code of a failure. */
export function outcome(result: SourceResult): unknown {
  return result.kind === 'answer' ? result.data : result.fault.extensions['code'];
}

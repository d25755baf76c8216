import { type GraphQLSchema, OperationTypeNode } from 'graphql';
import { CodedError } from '../../schema/coded-error.ts';
import type { JsonObject } from '../fetch/json.ts';
import { keepDocuments } from './document-cache.ts';
import type { GraphqlRequest } from './graphql-request.ts';
import type { Limits } from './limits.ts';
import { createPreparation, type PreparedOperation } from './prepare-document.ts';

/** An operation that may run. */
export interface AdmittedOperation {
  /** The same object each time that the same document names the same operation. */
  readonly operation: PreparedOperation;
  /** Coerced, defaults applied. */
  readonly variables: JsonObject;
}

/** A request whose document is at hand. */
export interface DocumentRequest extends Omit<GraphqlRequest, 'query' | 'documentId'> {
  readonly document: string;
}

export type Admit = (request: DocumentRequest) => AdmittedOperation;

/**
 * Lets valid operations in: parsed, within the limits, validated, variables checked. Documents that were valid once are
 * kept, the most recent ones.
 * @throws Refusal, or CodedError, that says what is wrong and repeats no value
 */
export function createAdmit(schema: GraphQLSchema, limits: Limits): Admit {
  const prepare = keepDocuments(createPreparation(schema, limits));

  return ({ document, operationName, variables, isReadOnly }) => {
    const operation = prepare(document).operations.get(operationName);
    if (!operation) throw new CodedError('OPERATION_UNKNOWN');
    const { type } = operation;
    if (!isServed(type)) throw new CodedError('OPERATION_TYPE_UNSUPPORTED', { type });
    if (type === OperationTypeNode.MUTATION && isReadOnly) throw new CodedError('REQUEST_METHOD_NOT_ALLOWED');
    return { operation, variables: operation.readVariables(variables) };
  };

  function isServed(type: OperationTypeNode): boolean {
    return type !== OperationTypeNode.SUBSCRIPTION && schema.getRootType(type) !== undefined;
  }
}

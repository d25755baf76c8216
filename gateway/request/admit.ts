import { createHash } from 'node:crypto';
import { type DocumentNode, type GraphQLSchema, getOperationAST, OperationTypeNode } from 'graphql';
import { LRUCache } from 'lru-cache';
import { CodedError } from '../../schema/coded-error.ts';
import type { JsonObject } from '../fetch/json.ts';
import type { PlannedOperation } from '../plan/operation-plans.ts';
import { checkVariables } from './check-variables.ts';
import type { GraphqlRequest } from './graphql-request.ts';
import { limitCitizens } from './limit-citizens.ts';
import { createSignature } from './operation-signature.ts';
import { parseDocument } from './parse-document.ts';
import { validateDocument } from './validate-document.ts';

/** An operation that may run. */
export interface AdmittedOperation extends PlannedOperation {
  /** Coerced, defaults applied. */
  readonly variables: JsonObject;
  /** Tells operations apart in logs: SHA-256 of the document without its literal values, 32 hexadecimal digits. */
  readonly signature: string;
}

export type Admit = (request: GraphqlRequest) => AdmittedOperation;

/**
 * Lets valid operations in: parsed, validated, variables checked, within the limits. Documents that were valid once are
 * kept, the most recent ones.
 * @throws Refusal, or CodedError, that says what is wrong and repeats no value
 */
export function createAdmit(schema: GraphQLSchema): Admit {
  const documents = new LRUCache<string, ValidDocument>({
    maxSize: maxCachedCharacters,
    sizeCalculation: (_document, text) => text.length,
  });

  function admitDocument(text: string): ValidDocument {
    const known = documents.get(text);
    if (known) return known;
    const document = parseDocument(text);
    validateDocument(schema, document);
    const hash = createHash('sha256').update(text).digest('hex');
    const valid = { document, hash, signature: createSignature(document) };
    documents.set(text, valid);
    return valid;
  }

  return ({ query, operationName, variables, isReadOnly }) => {
    const { document, hash, signature } = admitDocument(query);
    const operation = getOperationAST(document, operationName);
    if (!operation) throw new CodedError('OPERATION_UNKNOWN');
    const type = operation.operation;
    const isServed = type !== OperationTypeNode.SUBSCRIPTION && schema.getRootType(type);
    if (!isServed) throw new CodedError('OPERATION_TYPE_UNSUPPORTED', { type });
    if (type === OperationTypeNode.MUTATION && isReadOnly) throw new CodedError('REQUEST_METHOD_NOT_ALLOWED');
    const coerced = checkVariables(schema, operation, variables);
    limitCitizens(schema, document, operation, coerced);
    return { documentHash: hash, signature, document, name: operationName, variables: coerced };
  };
}

interface ValidDocument {
  readonly document: DocumentNode;
  readonly hash: string;
  readonly signature: string;
}

/** A parsed document takes some 50 times the memory of its text. */
const maxCachedCharacters = 1_000_000;

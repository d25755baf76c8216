import { createHash } from 'node:crypto';
import { type GraphQLSchema, Kind, type OperationDefinitionNode, type OperationTypeNode } from 'graphql';
import { CodedError } from '../../schema/coded-error.ts';
import type { JsonObject } from '../fetch/json.ts';
import { type Fragments, readFragments } from '../plan/fragments.ts';
import type { PlannedOperation } from '../plan/operation-plans.ts';
import { compileCoercion } from './coerce-variables.ts';
import { evaluate } from './count.ts';
import { limitDocument } from './limit-document.ts';
import type { Limits } from './limits.ts';
import { createCostReader } from './operation-cost.ts';
import { createSignature } from './operation-signature.ts';
import { parseDocument } from './parse-document.ts';
import { validateDocument } from './validate-document.ts';

/** A valid document, with all of a request that depends on the document alone done in advance. */
export interface PreparedDocument {
  /** By name; under undefined the one that needs no name. */
  readonly operations: ReadonlyMap<string | undefined, PreparedOperation>;
}

export interface PreparedOperation extends PlannedOperation {
  readonly type: OperationTypeNode;
  /** Tells operations apart in logs: SHA-256 of the document without its literal values, 32 hexadecimal digits. */
  readonly signature: string;
  /**
   * Coerces and checks the variables of one request.
   * @throws Refusal, OPERATION_TOO_COSTLY
   */
  readonly readVariables: (given: JsonObject) => JsonObject;
}

/**
 * Takes the text of a document.
 * @throws Refusal, or CodedError, that says what is wrong and repeats no value
 */
export type PrepareDocument = (text: string) => PreparedDocument;

export function createPreparation(schema: GraphQLSchema, limits: Limits): PrepareDocument {
  const readCost = createCostReader(schema);

  return (text) => {
    const document = parseDocument(text, limits);
    limitDocument(document, limits);
    validateDocument(schema, document);
    const documentHash = createHash('sha256').update(text).digest('hex');
    const signature = createSignature(document);
    const fragments = readFragments(document);
    const operations = new Map<string | undefined, PreparedOperation>();
    for (const definition of document.definitions) {
      if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
      const { operation: type } = definition;
      const name = definition.name?.value;
      const readVariables = compileVariables(definition, fragments);
      operations.set(name, { documentHash, document, length: text.length, name, type, signature, readVariables });
    }
    const [sole] = operations.size === 1 ? operations.values() : [];
    if (sole) operations.set(undefined, sole);
    return { operations };
  };

  function compileVariables(
    operation: OperationDefinitionNode,
    fragments: Fragments,
  ): PreparedOperation['readVariables'] {
    const coerce = compileCoercion(schema, operation);
    const cost = readCost(operation, fragments);

    return (given) => {
      const variables = coerce(given);
      if (evaluate(cost, variables) > limits.maxCost) {
        throw new CodedError('OPERATION_TOO_COSTLY', { limit: limits.maxCost });
      }
      return variables;
    };
  }
}

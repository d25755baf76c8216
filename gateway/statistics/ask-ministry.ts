import { type DocumentNode, OperationTypeNode, parse } from 'graphql';
import { type GenericSchema, type InferOutput, safeParse } from 'valibot';
import { CodedError } from '../../schema/coded-error.ts';
import { type RequestOrigin, writeOrigins } from '../fetch/request-origin.ts';
import type { Source, SourceOperation } from '../fetch/source.ts';
import { readFaultCode } from '../fetch/source-fault.ts';

/** An operation over the root fields that callers cannot reach, and what its data must look like. */
export interface MinistryOperation<Data extends GenericSchema> {
  readonly operation: SourceOperation;
  readonly data: Data;
}

export function createMinistryOperation<Data extends GenericSchema>(text: string, data: Data): MinistryOperation<Data> {
  const document: DocumentNode = parse(text);
  return { operation: { text, document, operationName: undefined, kind: OperationTypeNode.QUERY }, data };
}

/**
 * Asks a ministry outside of a caller's operation.
 * @throws SOURCE_… as a fetch of the ministry's fields would tell it
 */
export async function askMinistry<Data extends GenericSchema>(
  source: Source,
  { operation, data: schema }: MinistryOperation<Data>,
  variables: Readonly<Record<string, unknown>>,
  origin: RequestOrigin,
): Promise<InferOutput<Data>> {
  const result = await source.execute({
    operation,
    variables: JSON.stringify(variables),
    representationCount: undefined,
    isShareable: false,
    onBehalfOf: writeOrigins(origin.texts),
    context: undefined,
    signal: undefined,
  });
  const fault = result.kind === 'failure' ? result.fault : result.errors[0]?.fault;
  if (fault) throw new CodedError(readFaultCode(fault.extensions['code']), { ministry: source.name });
  const read = safeParse(schema, result.kind === 'answer' ? result.data : null);
  if (!read.success) throw new CodedError('SOURCE_INVALID', { ministry: source.name });
  return read.output;
}

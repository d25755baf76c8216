import type { Role } from '../../schema/callers.ts';
import { CodedError } from '../../schema/coded-error.ts';
import type { Caller } from '../caller/caller.ts';
import type { GraphqlRequest } from './graphql-request.ts';
import type { RegisteredOperations } from './registered-operations.ts';

/**
 * Tells which document a request runs: its own, or the registered one whose hash it gives. Callers of some roles run
 * registered ones alone. From them even the text of a registered document is refused: what is not looked at cannot be
 * made to look like something else, and a client that sends texts was built without its manifest, which is to be seen
 * before its next operation is missing.
 * @param caller  undefined where anyone may ask
 * @throws OPERATION_NOT_REGISTERED
 */
export function chooseDocument(
  { query, documentId }: GraphqlRequest,
  caller: Caller | undefined,
  registered: RegisteredOperations,
  registeredOnlyRoles: ReadonlySet<Role>,
): string {
  if (query !== undefined && !(caller && registeredOnlyRoles.has(caller.role))) return query;
  const document = caller && documentId !== undefined ? registered.find(caller.client, documentId) : undefined;
  if (document === undefined) throw new CodedError('OPERATION_NOT_REGISTERED');
  return document;
}

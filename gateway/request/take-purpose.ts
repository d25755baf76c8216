import { CodedError } from '../../schema/coded-error.ts';
import type { Caller } from '../caller/caller.ts';
import type { ServedPurpose } from '../disclosure/served-purposes.ts';
import type { RequestContext } from './request-context.ts';
import { type PurposeInput, statePurpose } from './state-purpose.ts';

/**
 * Takes the purpose that an operation states as that of the whole request. Without sign-in nothing is marked, so nothing
 * has to be opened.
 * @returns undefined where anyone may ask
 * @throws  PURPOSES_DIFFER, and what `checkPurpose` throws
 */
export function takePurpose(input: PurposeInput, context: RequestContext): ServedPurpose | undefined {
  const { caller, disclosure, origin, trail } = context;
  if (!caller) return undefined;
  const purpose = checkPurpose(input, caller, context);
  disclosure?.state(purpose, input.dossier ?? null);
  origin.addPurpose(purpose.code);
  trail?.state(purpose, input.dossier ?? null);
  return purpose;
}

/**
 * Finds the purpose that a caller states, who may.
 * @throws CALLER_BLOCKED, and what `statePurpose` throws
 */
export function checkPurpose(
  input: PurposeInput,
  caller: Caller,
  { purposes, findings }: Pick<RequestContext, 'purposes' | 'findings'>,
): ServedPurpose {
  const finding = findings.find(caller);
  if (finding) throw new CodedError('CALLER_BLOCKED', { reference: finding.reference });
  return statePurpose(purposes, caller, input);
}

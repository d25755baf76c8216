import { CodedError } from '../../schema/coded-error.ts';
import type { ServedPurpose } from '../disclosure/served-purposes.ts';
import type { RequestContext } from './request-context.ts';
import { type PurposeInput, statePurpose } from './state-purpose.ts';

/**
 * Takes the purpose that an operation states as that of the whole request. Without sign-in nothing is marked, so nothing
 * has to be opened.
 * @returns undefined where anyone may ask
 * @throws  CALLER_BLOCKED, PURPOSES_DIFFER, and what `statePurpose` throws
 */
export function takePurpose(
  input: PurposeInput,
  { caller, purposes, findings, disclosure, origin }: RequestContext,
): ServedPurpose | undefined {
  if (!caller) return undefined;
  const finding = findings.find(caller);
  if (finding) throw new CodedError('CALLER_BLOCKED', { reference: finding.reference });
  const purpose = statePurpose(purposes, caller, input);
  disclosure?.state(purpose, input.dossier ?? null);
  origin.addPurpose(purpose.code);
  return purpose;
}

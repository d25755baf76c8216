import type { ServedPurpose } from '../disclosure/served-purposes.ts';
import type { RequestContext } from './request-context.ts';
import { type PurposeInput, statePurpose } from './state-purpose.ts';

/**
 * Takes the purpose that an operation states as that of the whole request. Without sign-in nothing is marked, so nothing
 * has to be opened.
 * @returns undefined where anyone may ask
 * @throws  PURPOSES_DIFFER, and what `statePurpose` throws
 */
export function takePurpose(
  input: PurposeInput,
  { caller, purposes, disclosure, origin }: RequestContext,
): ServedPurpose | undefined {
  if (!caller) return undefined;
  const purpose = statePurpose(purposes, caller, input);
  disclosure?.state(purpose, input.dossier ?? null);
  origin.addPurpose(purpose.code);
  return purpose;
}

import { printProblem } from '../../schema/composition/problem.ts';
import { readSupergraph } from '../../schema/composition/supergraph.ts';
import { findExcess, findIdleSelectors } from '../../schema/purposes/check-purposes.ts';
import type { Purpose } from '../../schema/purposes/purpose.ts';
import { findPurposeFields, type PurposeFields } from '../../schema/purposes/purpose-fields.ts';
import { type Purposes, PurposesError, readPurposes } from '../../schema/purposes/read-purposes.ts';
import type { Log } from '../log.ts';
import { OperatorError } from '../operator-error.ts';

/** A purpose, with what it opens in the supergraph that is served. */
export interface ServedPurpose extends Purpose {
  readonly fields: PurposeFields;
}

/** By code. */
export type ServedPurposes = ReadonlyMap<string, ServedPurpose>;

/**
 * Reads the folder of purposes, once at start.
 * @throws OperatorError when it cannot be read, with all that is wrong in it
 */
export function openPurposes(directory: string): Purposes {
  try {
    return readPurposes(directory);
  } catch (cause) {
    if (!(cause instanceof PurposesError)) throw cause;
    throw new OperatorError(`The purposes in ${directory} cannot be served.\n${cause.message}`, { cause });
  }
}

/**
 * Finds what each purpose opens in a supergraph. Fields that it does not have make purposes smaller, and the log says
 * so: otherwise nothing could be served while one ministry is away.
 * @throws OperatorError when a purpose would open more than anybody may
 */
export function servePurposes(purposes: Purposes, supergraphSdl: string, log: Log): ServedPurposes {
  const supergraph = readSupergraph(supergraphSdl);
  const excess = [...findExcess(purposes, supergraph)];
  if (excess.length > 0) throw new OperatorError(excess.map(printProblem).join('\n'));
  const idle = [...findIdleSelectors(purposes, supergraph)];
  const [first] = idle;
  if (first) log.warn({ count: idle.length, first: printProblem(first) }, 'purposes open less than they say');
  const served = [...purposes.catalogue.values()].map((purpose) => ({
    ...purpose,
    fields: findPurposeFields(purpose, supergraph),
  }));
  return new Map(served.map((purpose) => [purpose.code, purpose]));
}

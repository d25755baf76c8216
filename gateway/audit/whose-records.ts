import type { AgencyKind, Role } from '../../schema/callers.ts';
import { CodedError } from '../../schema/coded-error.ts';
import type { Caller } from '../caller/caller.ts';

/**
 * Whose records a caller may read, as a supervisor. Data-protection officers and auditors read those of their agency;
 * the auditors of a ministry read those of everybody, since ministries answer for what is done with their registers.
 * @param asked  code of the agency that is asked about; undefined for all that may be read
 * @returns      code of the agency to keep to; undefined for everybody
 * @throws       LEDGER_NOT_YOURS
 */
export function findWhoseRecords(caller: Caller | undefined, asked: string | undefined): string | undefined {
  if (!caller?.agency || !supervisors.has(caller.role) || caller.eidLevel < 2) throw new CodedError('LEDGER_NOT_YOURS');
  return narrow(caller, asked);
}

/**
 * Whose statements of fees a caller may read: what supervisors may, and programs of partners what they owe themselves.
 * @throws LEDGER_NOT_YOURS
 */
export function findWhoseFees(caller: Caller | undefined, asked: string | undefined): string | undefined {
  if (caller?.role === 'partner') return narrow(caller, asked);
  return findWhoseRecords(caller, asked);
}

function narrow({ role, agency }: Caller, asked: string | undefined): string | undefined {
  if (!agency) throw new CodedError('LEDGER_NOT_YOURS');
  if (role === 'auditor' && overseers.has(agency.kind)) return asked;
  if (asked !== undefined && asked !== agency.code) throw new CodedError('LEDGER_NOT_YOURS');
  return agency.code;
}

const supervisors: ReadonlySet<Role> = new Set<Role>(['officer', 'auditor']);
const overseers: ReadonlySet<AgencyKind> = new Set<AgencyKind>(['ministry']);

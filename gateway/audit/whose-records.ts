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
  if (!caller?.agency || !isSupervisor(caller)) throw new CodedError('LEDGER_NOT_YOURS');
  return narrow(caller, asked);
}

/** Whether somebody looks after what their agency asks for, and is signed in for it. */
export function isSupervisor({ role, eidLevel }: Caller): boolean {
  return supervisors.has(role) && eidLevel >= 2;
}

/** Whose records are read. */
export interface Whose {
  /** Code of the agency; undefined for everybody. */
  readonly agency: string | undefined;
  /** The only account; undefined for all. */
  readonly account: string | undefined;
}

/**
 * Whose records a caller may list: what supervisors may, and clerks and partners what their own account asked.
 * @throws LEDGER_NOT_YOURS
 */
export function findWhoseDisclosures(caller: Caller | undefined, asked: Whose): Whose {
  if (caller?.role !== 'clerk' && caller?.role !== 'partner') {
    return { agency: findWhoseRecords(caller, asked.agency), account: asked.account };
  }
  if (asked.account !== undefined && asked.account !== caller.person) throw new CodedError('LEDGER_NOT_YOURS');
  return { agency: narrow(caller, asked.agency), account: caller.person };
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

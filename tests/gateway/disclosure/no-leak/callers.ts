import type { AgencyKind, EidLevel, Role } from '../../../../schema/callers.ts';
import type { Claims } from '../../../support/tokens.ts';

/** Somebody who asks; for whom a portal or a citizen asks is chosen with the request. */
export interface SampleCaller {
  readonly role: Role;
  readonly agency: string | undefined;
  readonly kind: AgencyKind | undefined;
  readonly eidLevel: EidLevel;
}

/** By a name for tests. */
export const sampleCallers = {
  clerk: worker('clerk', 'one-stop-shop', 'S-1', 2),
  clerkElsewhere: worker('clerk', 'one-stop-shop', 'S-2', 2),
  clerkAtLevel1: worker('clerk', 'one-stop-shop', 'S-1', 1),
  nurse: worker('clerk', 'hospital', 'H-1', 2),
  hospital: worker('partner', 'hospital', 'H-1', 0),
  otherHospital: worker('partner', 'hospital', 'H-2', 0),
  bank: worker('partner', 'bank', 'B-1', 0),
  court: worker('clerk', 'court', 'C-1', 2),
  police: worker('clerk', 'police', 'P-1', 2),
  portal: worker('portal', 'portal', 'V-1', 2),
  portalAtLevel1: worker('portal', 'portal', 'V-1', 1),
  citizen: { role: 'citizen', agency: undefined, kind: undefined, eidLevel: 2 },
  citizenAtLevel1: { role: 'citizen', agency: undefined, kind: undefined, eidLevel: 1 },
  analyst: worker('analyst', 'statistics', 'A-1', 2),
  auditor: worker('auditor', 'ministry', 'M-1', 2),
} as const satisfies Record<string, SampleCaller>;

export const callers: readonly SampleCaller[] = Object.values(sampleCallers);

/** There are two of a kind, so that one can be mistaken for the other. */
export const agencies: readonly string[] = [...new Set(callers.flatMap(({ agency }) => agency ?? []))];

/**
 * @param account     whoever names citizens wrongly is slowed down, so each request comes from another
 * @param personalId  for whom a portal or a citizen asks
 */
export function claimsFor({ role, agency, kind, eidLevel }: SampleCaller, account: string, personalId: string): Claims {
  const acts = role === 'portal' || role === 'citizen';
  return {
    sub: account,
    client_id: `client of ${account}`,
    role,
    ...(agency && { agency, agency_kind: kind }),
    ...(eidLevel > 0 && { acr: `urn:citizen-graph:eid:${eidLevel}` }),
    ...(role === 'portal' && { act: { sub: `client of ${account}` } }),
    ...(acts && { personal_id: personalId }),
  };
}

function worker(role: Role, kind: AgencyKind, agency: string, eidLevel: EidLevel): SampleCaller {
  return { role, agency, kind, eidLevel };
}

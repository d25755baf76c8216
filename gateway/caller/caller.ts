import type { AgencyKind, EidLevel, Role } from '../../schema/callers.ts';

/** Who sent a request, as the access token says. */
export interface Caller {
  readonly role: Role;
  /** The account that signed in, as the provider names it: `sub`. Never a personal ID. */
  readonly person: string;
  /** The program that asks: `client_id`. */
  readonly client: string;
  /** Undefined for a citizen, who asks for nobody but themselves. */
  readonly agency: Agency | undefined;
  readonly eidLevel: EidLevel;
  /** When the person proved who they are, in seconds since 1970; undefined where the provider does not say. */
  readonly signedInAt: number | undefined;
  /** The personal ID of the citizen who asks, or whom a portal acts for. */
  readonly citizen: string | undefined;
}

/** The organisation that a caller asks for. */
export interface Agency {
  /** Its code, the same in tokens, consents and records. */
  readonly code: string;
  readonly kind: AgencyKind;
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { AgencyKind, Role } from '../../../schema/callers.ts';

/** What an access token says of its bearer, beyond the registered claims. */
export interface CallerClaims {
  readonly role: Role;
  /** Code of the organisation; a citizen has none. */
  readonly agency?: string;
  readonly agency_kind?: AgencyKind;
  /** How the person signed in: `urn:citizen-graph:eid:2`; a program has none. */
  readonly acr?: string;
  /** 12 digits: the citizen who signed in, or whom a portal acts for. */
  readonly personal_id?: string;
  /** The portal that acts for the citizen. */
  readonly act?: { readonly sub: string };
}

/** Someone or something that can sign in. */
export interface SampleAccount {
  /** `clerk` */
  readonly account: string;
  /** To be shown. */
  readonly name: string;
  readonly claims: CallerClaims;
}

interface SampleAccounts {
  readonly people: readonly SampleAccount[];
  readonly programs: readonly SampleAccount[];
}

/** The accounts of `sample-accounts.yaml`. */
export const sampleAccounts: SampleAccounts = parse(
  readFileSync(join(import.meta.dirname, 'sample-accounts.yaml'), 'utf8'),
);

/** The secret of every sample program. Whoever reaches the provider may be anybody anyway: it asks for no password. */
export const SAMPLE_SECRET = 'made-up';

/** What the gateway is called in tokens: their audience. */
export const AUDIENCE = 'citizen-graph';

/** The public client that people use from a terminal, and where it is given its codes: nothing listens there. */
export const terminalClient = { id: 'citizen-graph-terminal', redirectUri: 'http://127.0.0.1/signed-in' };

/** The public client of the gateway's explorer. */
export const EXPLORER_CLIENT_ID = 'citizen-graph-explorer';

/** What the provider calls a sample person. */
export function accountIdOf({ account }: SampleAccount): string {
  return `acct-${account}`;
}

/** The client ID of a sample program. */
export function clientIdOf({ account }: SampleAccount): string {
  return `sample-${account}`;
}

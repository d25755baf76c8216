import type { Caller } from '../caller/caller.ts';
import type { CitizenRecords } from '../citizen/citizen-records.ts';
import type { Explain } from '../disclosure/explain.ts';
import type { FieldRegister } from '../disclosure/field-register.ts';
import type { PurposeDisclosure } from '../disclosure/purpose-disclosure.ts';
import type { ServedPurposes } from '../disclosure/served-purposes.ts';
import type { RequestOrigin } from '../fetch/request-origin.ts';
import type { FindDependant } from '../identity/find-dependant.ts';
import type { FindIdentity } from '../identity/find-identity.ts';
import type { FindLegacyIdHolders } from '../identity/find-legacy-id-holders.ts';
import type { FindRecordedItems } from '../identity/find-recorded-items.ts';
import type { GuessGuard } from '../identity/guess-guard.ts';
import type { IdentityNotice } from '../identity/identity-notice.ts';
import type { Trail } from '../ledger/trail.ts';
import type { PolicyMasks } from '../policy/find-masks.ts';
import type { SecurityFindings } from '../policy/security-findings.ts';
import type { WhatIf } from '../policy/what-if/open-what-if.ts';
import type { Statistics } from '../statistics/statistics.ts';

/** What belongs to one request and goes with it to every fetch. */
export interface RequestContext {
  /** A UUID. Ministries are given it, so that their logs can be read beside ours. */
  readonly requestId: string;
  /** What ministries are told of it. */
  readonly origin: RequestOrigin;
  /** Undefined where the configuration lets anyone ask without signing in. */
  readonly caller: Caller | undefined;
  /** What may be asked for. */
  readonly purposes: ServedPurposes;
  /** Who is told of nobody for the time being. */
  readonly findings: SecurityFindings;
  /** What ministries count. */
  readonly statistics: Statistics;
  /** Is told the purpose and the subjects; undefined where the supergraph has no marks. */
  readonly disclosure: PurposeDisclosure | undefined;
  /** What the request leaves in the ledger; undefined where the supergraph has no marks. */
  readonly trail: Trail | undefined;
  /** Tells what requests would be told, and why; undefined where the supergraph has no marks. */
  readonly explain: Explain | undefined;
  /** What fields there are and what they are called; undefined where the supergraph has no marks. */
  readonly register: FieldRegister | undefined;
  /** What they are open by; undefined where the supergraph has no marks. */
  readonly rules: PolicyMasks | undefined;
  /** Looks at changes of the rules. */
  readonly whatIf: WhatIf;
  /** What the gateway itself keeps about citizens. */
  readonly records: CitizenRecords;
  /** Undefined where the supergraph cannot tell who people are. */
  readonly findIdentity: FindIdentity | undefined;
  /** Undefined where the supergraph cannot tell who acts for a child. */
  readonly findDependant: FindDependant | undefined;
  /** Undefined where the supergraph cannot tell who is on record with numbers of 9 digits. */
  readonly findLegacyIdHolders: FindLegacyIdHolders | undefined;
  /** Undefined where the supergraph lacks something that may be compared. */
  readonly findRecordedItems: FindRecordedItems | undefined;
  /** Through it goes every look-up of a citizen by what a caller states. */
  readonly guard: GuessGuard;
  /** Filled while the request runs; told in `extensions.identity` of the answer. */
  readonly identityNotices: IdentityNotice[];
}

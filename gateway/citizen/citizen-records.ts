import type { Audit } from '../audit/audit.ts';
import type { Consents } from '../consents/consents.ts';
import type { CorrectionDesk } from '../corrections/corrections.ts';
import type { Emergency } from '../emergency/emergency.ts';
import type { OwnRecords } from '../own-records/own-records.ts';

/**
 * What the gateway itself keeps about citizens, the same for every request. Resolvers find it in `context.records`, also
 * those of entities, which are asked for several requests together and so have no request's context.
 */
export interface CitizenRecords {
  /** Undefined where the gateway has no database. */
  readonly consents: Consents | undefined;
  /** Undefined where the gateway has no database. */
  readonly corrections: CorrectionDesk | undefined;
  readonly emergency: Emergency;
  /** Undefined where the gateway has no database. */
  readonly ownRecords: OwnRecords | undefined;
  /** Undefined where the gateway has no database. */
  readonly audit: Audit | undefined;
}

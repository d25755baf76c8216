import type { JsonWebKey } from 'node:crypto';
import type { ColumnType, Generated, Kysely } from 'kysely';
import { openDatabase } from '../../postgres/open-database.ts';
import type { EmergencyReason, ReviewOutcome } from '../emergency/emergency-access.ts';
import { errorCode } from '../error-code.ts';
import type { Log } from '../log.ts';

/** The tables of `migrations/`, as Kysely knows them: what all processes of the gateway share. */
export interface GatewayTables {
  consent: ConsentRow;
  consent_event: ConsentEventRow;
  consent_notice: { hash: string; language: 'vi' | 'en'; text: string; kept_at: Generated<string> };
  correction: CorrectionTable;
  correction_answer: CorrectionAnswerTable;
  emergency_access: EmergencyAccessRow;
  emergency_access_state: EmergencyAccessStateRow;
  emergency_review: { access: string; outcome: ReviewOutcome; text: string; account: string };
  processing_objection: ObjectionRow;
  receipt_key: { id: string; public_jwk: ColumnType<JsonWebKey, string>; used_since: Generated<string> };
  representation: RepresentationRow;
  representation_end: { representation: string; ended_by: string; agency: string; ended_at: Generated<string> };
  identity_mismatch: { guesser: string; mismatches: Generated<number>; allowed: number; ends_at: string };
}

/** The current state of a consent or of a request for one. Triggers write it from events. */
export interface ConsentRow {
  id: string;
  version: number;
  subject: string;
  agency: string;
  purpose: string;
  dossier: string | null;
  /** Coordinates: while requested what is asked for, afterwards what was granted. */
  fields: string[];
  state: 'requested' | 'given' | 'refused' | 'withdrawn';
  /** How long the recipient asks for. */
  days: number | null;
  answer_until: string | null;
  code: string | null;
  valid_from: string | null;
  valid_until: string | null;
  given_as: ActedAs | null;
  changed_at: string;
}

/** What happened to a consent, append-only. */
export interface ConsentEventRow {
  consent: string;
  /** 1 for the first event of a consent. */
  version: number;
  at: Generated<string>;
  kind: 'requested' | 'given' | 'refused' | 'withdrawn' | 'renewed';
  subject: string;
  agency: string;
  purpose: string;
  dossier: string | null;
  fields: string[];
  days: number | null;
  answer_until: string | null;
  code: string | null;
  valid_from: string | null;
  valid_until: string | null;
  acted_as: ActedAs;
  actor: string | null;
  account: string;
  client: string;
  eid_level: number;
  notice: string | null;
  rule_set: string;
  due_at: string | null;
  call_key: string | null;
  call_digest: string | null;
}

/** That a citizen disputes something on record, append-only. */
export interface CorrectionRow {
  id: string;
  subject: string;
  /** A coordinate. */
  field: string;
  /** Names of subgraphs. */
  ministries: string[];
  text: string;
  evidence: string | null;
  account: string;
  client: string;
  requested_at: string;
  rule_set: string;
  acknowledge_by: string | null;
  due_at: string;
}

type CorrectionTable = Omit<CorrectionRow, 'requested_at'> & { requested_at: Generated<string> };

/** What a steward answered to it. */
export interface CorrectionAnswerRow {
  correction: string;
  outcome: 'corrected' | 'refused';
  text: string;
  agency: string;
  account: string;
  answered_at: string;
}

type CorrectionAnswerTable = Omit<CorrectionAnswerRow, 'answered_at'> & { answered_at: Generated<string> };

/** What the gateway writes when somebody opens a citizen's data in an emergency; the database sets the times. */
export interface EmergencyAccessRow {
  id: string;
  subject: string;
  purpose: string;
  dossier: string;
  agency: string;
  account: string;
  client: string;
  reason: EmergencyReason;
  text: string;
  opens: string[];
}

/** Such an access as it stands now. */
export interface EmergencyAccessStateRow extends EmergencyAccessRow {
  started_at: string;
  ends_at: string;
  review_due_at: string;
  outcome: ReviewOutcome | null;
  review_text: string | null;
  reviewed_at: string | null;
  is_live: boolean;
}

/** That a citizen objects to what an agency does on their consent, or no longer does. */
export interface ObjectionRow {
  id: string;
  subject: string;
  agency: string;
  kind: 'raised' | 'lifted';
  at: Generated<string>;
  acted_as: Exclude<ActedAs, 'agency'>;
  actor: string;
  account: string;
  client: string;
  eid_level: number;
  rule_set: string;
  due_at: string;
}

/** An authority to act for a citizen. */
export interface RepresentationRow {
  id: string;
  subject: string;
  representative: string;
  document: string;
  valid_from: Generated<string>;
  valid_until: string;
  entered_by: string;
  agency: string;
  entered_at: Generated<string>;
}

/** Whose act it is: the agency's that asks, or the subject's, by themselves or by who may act for them. */
export type ActedAs = 'agency' | 'citizen' | 'guardian' | 'attorney';

export type GatewayDatabase = Kysely<GatewayTables>;

/** The folder that holds `migrations/`. */
export const databaseDirectory: string = import.meta.dirname;

/** Opens a pool over the gateway's own database. Nothing is connected until the first statement. */
export function openGatewayDatabase(url: string, log: Log): GatewayDatabase {
  return openDatabase<GatewayTables>(url, {
    onConnectionLost: (error) => log.warn({ code: errorCode(error) }, 'a connection to the gateway’s database broke'),
  });
}

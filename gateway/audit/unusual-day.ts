import type { PatternCode } from '../../schema/audit/patterns.ts';

/** That an account did something unusual on a day. */
export interface UnusualDay {
  readonly pattern: PatternCode;
  /** YYYY-MM-DD, in Vietnam. */
  readonly day: string;
  readonly agency: string;
  readonly account: string;
  /** How often: for `same-person` of the person who was asked about most, for `always-withheld` of one field. */
  readonly count: number;
  /** Which fields, where the pattern is about fields. */
  readonly fields: readonly string[];
}

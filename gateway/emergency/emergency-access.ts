/** Somebody opened a citizen's data because life or health was in danger. It stands, whatever comes of it. */
export interface EmergencyAccess {
  /** A UUID. */
  readonly id: string;
  readonly purpose: string;
  readonly dossier: string;
  /** The code of the agency that was asked for. */
  readonly agency: string;
  /** Who opened it, as the OpenID provider names the account. */
  readonly account: string;
  readonly reason: EmergencyReason;
  /** What happened, in the words of who opened it. It may tell of people: it goes into no log. */
  readonly text: string;
  /** The fields of the citizen that the purpose opened by law when it began, as coordinates. */
  readonly opens: readonly string[];
  readonly startedAt: string;
  readonly endsAt: string;
  readonly reviewDueAt: string;
  /** Undefined while the supervisor has not looked at it. */
  readonly review: EmergencyReview | undefined;
}

/** What the supervisor found. */
export interface EmergencyReview {
  readonly outcome: ReviewOutcome;
  readonly reviewedAt: string;
  /** In the supervisor's words; undefined for those to whom it is not told. */
  readonly text: string | undefined;
}

/** Whose life or health is in danger, as the law has it. */
export type EmergencyReason = 'LIFE_IN_DANGER' | 'HEALTH_IN_DANGER' | 'OTHERS_IN_DANGER';

/** An access that was not justified is over at once. */
export type ReviewOutcome = 'JUSTIFIED' | 'UNJUSTIFIED';

export type ReviewState = 'WAITING' | 'OVERDUE' | 'REVIEWED';

/** Part of a list, in its order. */
export interface EmergencyAccessPage {
  readonly accesses: readonly EmergencyAccess[];
  /** Where the next part begins; null where there is none. */
  readonly next: string | null;
}

/**
 * Whose fault an error is: the caller's is said, a ministry's costs its own part of the answer, ours is masked. What is
 * withheld is nobody's fault: a refusal is a normal answer.
 */
export type Fault = 'caller' | 'nobody' | 'ministry' | 'gateway';

export interface ErrorDefinition {
  readonly fault: Fault;
  /** HTTP status when the whole request fails with this code. */
  readonly status: number;
  /** Whether the same request may succeed later. */
  readonly retryable: boolean;
  /** What the caller is told, and what to do about it. `{name}` stands for a detail, never for a personal datum. */
  readonly message: string;
}

/** Every error that leaves the gateway has one of these codes. `docs/errors.md` is written from this table. */
export const errors = {
  REQUEST_INVALID: {
    fault: 'caller',
    status: 400,
    retryable: false,
    message: 'The request is not a GraphQL request: {reason}.',
  },
  REQUEST_PATH_UNKNOWN: {
    fault: 'caller',
    status: 404,
    retryable: false,
    message: 'There is nothing here. GraphQL is served at /graphql.',
  },
  REQUEST_METHOD_NOT_ALLOWED: {
    fault: 'caller',
    status: 405,
    retryable: false,
    message: 'The HTTP method does not fit. Send a query by GET or POST, a mutation by POST.',
  },
  REQUEST_NOT_ACCEPTABLE: {
    fault: 'caller',
    status: 406,
    retryable: false,
    message:
      'The answer can be application/graphql-response+json or application/json, both in UTF-8. Accept one of them.',
  },
  REQUEST_TOO_LARGE: {
    fault: 'caller',
    status: 413,
    retryable: false,
    message: 'The request body is larger than {maxBytes} bytes.',
  },
  REQUEST_MEDIA_TYPE_UNSUPPORTED: {
    fault: 'caller',
    status: 415,
    retryable: false,
    message: 'Send the request body as application/json in UTF-8.',
  },
  UNAUTHENTICATED: {
    fault: 'caller',
    status: 401,
    retryable: false,
    message: 'Sign in: {reason}.',
  },
  RATE_EXCEEDED: {
    fault: 'caller',
    status: 429,
    retryable: true,
    message: 'You ask too often. Ask again in {seconds} seconds, and less often from then on.',
  },
  OPERATION_NOT_REGISTERED: {
    fault: 'caller',
    status: 403,
    retryable: false,
    message:
      'No such operation is registered for this client. Send the SHA-256 hash of a registered one as documentId, without its text.',
  },
  OPERATION_UNPARSABLE: {
    fault: 'caller',
    status: 400,
    retryable: false,
    message: 'The GraphQL document has a syntax error at line {line}, column {column}.',
  },
  OPERATION_INVALID: {
    fault: 'caller',
    status: 400,
    retryable: false,
    message: '{reason}',
  },
  OPERATION_UNKNOWN: {
    fault: 'caller',
    status: 400,
    retryable: false,
    message: 'Name an operation of the document in operationName. It may be left out where there is only one.',
  },
  OPERATION_TYPE_UNSUPPORTED: {
    fault: 'caller',
    status: 400,
    retryable: false,
    message: 'The graph serves no {type}.',
  },
  OPERATION_TOO_MANY_TOKENS: {
    fault: 'caller',
    status: 400,
    retryable: false,
    message: 'The document has more than {limit} tokens. Give values as variables, or split it.',
  },
  OPERATION_TOO_DEEP: {
    fault: 'caller',
    status: 400,
    retryable: false,
    message: 'The document is more than {limit} levels deep. Ask for less at a time.',
  },
  OPERATION_TOO_MANY_FIELDS: {
    fault: 'caller',
    status: 400,
    retryable: false,
    message: 'The document asks for more than {limit} fields, its fragments written out. Split it.',
  },
  OPERATION_TOO_MANY_REPEATS: {
    fault: 'caller',
    status: 400,
    retryable: false,
    message: 'At one place of the answer stand more than {limit} fragments, or one field more often. Ask once.',
  },
  OPERATION_TOO_MANY_ROOT_FIELDS: {
    fault: 'caller',
    status: 400,
    retryable: false,
    message: 'The operation has more than {limit} fields at its root. Split it.',
  },
  OPERATION_TOO_MANY_ALIASES: {
    fault: 'caller',
    status: 400,
    retryable: false,
    message: 'The document has more than {limit} aliases. Split it.',
  },
  OPERATION_TOO_MANY_DIRECTIVES: {
    fault: 'caller',
    status: 400,
    retryable: false,
    message: 'There are more than {limit} directives {where}. Use fewer.',
  },
  OPERATION_TOO_COSTLY: {
    fault: 'caller',
    status: 400,
    retryable: false,
    message:
      'The operation costs more than {limit}, a field 1 for each element that is named. Ask for fewer of either.',
  },
  OPERATION_TOO_COMPLEX: {
    fault: 'caller',
    status: 400,
    retryable: false,
    message: 'No plan can be made for the operation within the limits. Ask for less at a time.',
  },
  VALUE_INVALID: {
    fault: 'caller',
    status: 400,
    retryable: false,
    message: '{value} must be {expected}.',
  },
  IDENTITY_INCOMPLETE: {
    fault: 'caller',
    status: 400,
    retryable: false,
    message: 'Name the citizen by personal ID or 9-digit number, full name and date of birth together.',
  },
  IDENTITY_NOT_ASKABLE: {
    fault: 'caller',
    status: 403,
    retryable: false,
    message: 'The role {role} asks for nobody by number. A citizen, and a portal for one, asks with `me`.',
  },
  IDENTITY_NOT_CITIZEN: {
    fault: 'caller',
    status: 403,
    retryable: false,
    message: 'Only a citizen, or a portal that acts for one, asks with `me`.',
  },
  IDENTITY_MISMATCH: {
    fault: 'caller',
    status: 404,
    retryable: false,
    message:
      'No citizen can be shown for what was given. Check number, name and date of birth: mismatches are counted.',
  },
  IDENTITY_AMBIGUOUS: {
    fault: 'caller',
    status: 409,
    retryable: false,
    message: 'More than one citizen is on record with the 9-digit number. Name the citizen by personal ID.',
  },
  IDENTITY_LOCKED: {
    fault: 'caller',
    status: 429,
    retryable: true,
    message: 'Too many look-ups of citizens did not agree. Look-ups are locked for {retryAfterSeconds} seconds.',
  },
  IDENTITY_UNAVAILABLE: {
    fault: 'gateway',
    status: 503,
    retryable: true,
    message: 'Who the citizen is cannot be checked just now. Ask again later.',
  },
  VERIFICATION_INCOMPLETE: {
    fault: 'caller',
    status: 400,
    retryable: false,
    message: 'State the full name or the date of birth: nothing else is compared without one of them.',
  },
  VERIFICATION_NOT_IN_PURPOSE: {
    fault: 'caller',
    status: 403,
    retryable: false,
    message: 'For the purpose {purpose} {item} is not compared. Leave it out, or state a purpose that compares it.',
  },
  PURPOSES_DIFFER: {
    fault: 'caller',
    status: 400,
    retryable: false,
    message: 'An operation states one purpose and one dossier. Ask for each purpose in an operation of its own.',
  },
  WITHHELD: {
    fault: 'nobody',
    status: 200,
    retryable: false,
    message: 'The field is withheld: {reason}.',
  },
  PURPOSE_UNKNOWN: {
    fault: 'caller',
    status: 400,
    retryable: false,
    message: 'There is no purpose of that code. The query purposes lists them all.',
  },
  PURPOSE_NOT_YOURS: {
    fault: 'caller',
    status: 403,
    retryable: false,
    message:
      'The purpose {purpose} is not for callers of your role and kind of agency. The query purposes tells whom each is for.',
  },
  PURPOSE_NOT_IN_FORCE: {
    fault: 'caller',
    status: 403,
    retryable: false,
    message: 'No law that the purpose {purpose} rests on is in force today. State another purpose.',
  },
  CALLER_BLOCKED: {
    fault: 'caller',
    status: 403,
    retryable: false,
    message:
      'A security finding on your agency or program is open ({reference}), so it is told of nobody. Have it closed.',
  },
  ASSURANCE_TOO_LOW: {
    fault: 'caller',
    status: 403,
    retryable: false,
    message: 'The purpose {purpose} needs a sign-in at eID level {level}. Sign in again at that level.',
  },
  WHAT_IF_NOT_YOURS: {
    fault: 'caller',
    status: 403,
    retryable: false,
    message:
      'What a change of the rules would do is told to data-protection officers and auditors, not to the role {role}.',
  },
  WHAT_IF_TOO_LONG: {
    fault: 'caller',
    status: 400,
    retryable: false,
    message: 'It takes longer than {seconds} seconds to say what the change would do. Change less at a time.',
  },
  DOSSIER_REQUIRED: {
    fault: 'caller',
    status: 400,
    retryable: false,
    message: 'The purpose {purpose} needs a dossier: your own number of the dossier, case or contract.',
  },
  SIGN_IN_TOO_OLD: {
    fault: 'caller',
    status: 403,
    retryable: false,
    message:
      'This needs a sign-in of the last {minutes} minutes, told by the claim auth_time of the access token. Sign in again.',
  },
  EMERGENCY_ACCESS_REQUIRED: {
    fault: 'caller',
    status: 403,
    retryable: false,
    message:
      'The purpose {purpose} opens nothing without a live emergency access of yours to this citizen. Start one with startEmergencyAccess; it lasts 60 minutes.',
  },
  EMERGENCY_LIMIT_REACHED: {
    fault: 'caller',
    status: 429,
    retryable: true,
    message:
      'An account may have {limit} emergency accesses {period}. Let a colleague start this one, and ask your agency’s officer.',
  },
  EMERGENCY_REVIEWS_NOT_YOURS: {
    fault: 'caller',
    status: 403,
    retryable: false,
    message: 'Emergency accesses are reviewed by officers of the agency that started them, signed in at eID level 2.',
  },
  EMERGENCY_ACCESS_UNKNOWN: {
    fault: 'caller',
    status: 404,
    retryable: false,
    message: 'Your agency has no emergency access of that id. The query emergencyReviews lists them.',
  },
  EMERGENCY_ACCESS_REVIEWED: {
    fault: 'caller',
    status: 409,
    retryable: false,
    message: 'The emergency access has been reviewed already, with another outcome or text. A review stands.',
  },
  EMERGENCY_UNAVAILABLE: {
    fault: 'gateway',
    status: 503,
    retryable: true,
    message: 'Emergency accesses cannot be recorded or checked just now, so none opens anything. Ask again later.',
  },
  EXPLANATION_NOT_YOURS: {
    fault: 'caller',
    status: 403,
    retryable: false,
    message:
      'It is explained to clerks and partners what their own agency is told, to officers and auditors what those of their agency are, and to citizens what is told of themselves.',
  },
  SLIP_RECORD_UNKNOWN: {
    fault: 'caller',
    status: 404,
    retryable: false,
    message:
      'There is no record of this id that told something and is yours: of your account, of your agency where you are its officer, or about you.',
  },
  SLIP_NOT_READY: {
    fault: 'gateway',
    status: 503,
    retryable: true,
    message: 'The record has no signed checkpoint yet. Ask again in a second.',
  },
  LEDGER_NOT_YOURS: {
    fault: 'caller',
    status: 403,
    retryable: false,
    message:
      'The ledger is open to data-protection officers and auditors signed in at eID level 2, about their own agency; to clerks and partners about their own account; fees also to partners about themselves.',
  },
  LEDGER_ARCHIVED: {
    fault: 'caller',
    status: 410,
    retryable: false,
    message:
      'The records of {days} (of UTC) are in an archive, which is not read here. Ask about later days, or the gateway’s operator, whose commands read it.',
  },
  CONSENT_NOT_ASKABLE: {
    fault: 'caller',
    status: 403,
    retryable: false,
    message: 'No consent can be asked for or given: {reason}.',
  },
  CONSENT_EXCEEDS: {
    fault: 'caller',
    status: 400,
    retryable: false,
    message: 'The consent would go further than it may: {limit}. Choose less.',
  },
  CONSENT_TOO_MANY: {
    fault: 'caller',
    status: 409,
    retryable: false,
    message: 'There are {limit} {what} already. Wait until one of them has ended.',
  },
  CONSENT_UNKNOWN: {
    fault: 'caller',
    status: 404,
    retryable: false,
    message: 'There is no consent or request of that id that you may see. Look the id up again.',
  },
  CONSENT_STATE_DIFFERS: {
    fault: 'caller',
    status: 409,
    retryable: false,
    message: 'It is {state}, so it cannot be {change}. Look at it again before you decide.',
  },
  CONSENT_NOTICE_DIFFERS: {
    fault: 'caller',
    status: 409,
    retryable: false,
    message:
      'The notice is not the one for this choice. Show the citizen what consentNotice answers now, then give its hash.',
  },
  CONSENT_KEY_REUSED: {
    fault: 'caller',
    status: 409,
    retryable: false,
    message: 'The idempotencyKey was used for something else. Choose a new one for each thing that is asked for.',
  },
  CONSENT_NOT_REPRESENTED: {
    fault: 'caller',
    status: 403,
    retryable: false,
    message:
      'Nothing on record lets you act for that citizen. Only a guardian of a child does, or who has an authority.',
  },
  CONSENT_NEEDS_GUARDIAN: {
    fault: 'caller',
    status: 403,
    retryable: false,
    message: 'Below the age of {age} years a guardian consents. Refusing and withdrawing need no guardian.',
  },
  REPRESENTATION_NOT_YOURS: {
    fault: 'caller',
    status: 403,
    retryable: false,
    message:
      'Authorities are entered by a data-protection officer at eID level 2, and ended by one of the same agency.',
  },
  CONSENT_UNAVAILABLE: {
    fault: 'gateway',
    status: 503,
    retryable: true,
    message: 'Consents cannot be read or changed just now. Ask again later.',
  },
  CONCEALMENT_NOT_YOURS: {
    fault: 'caller',
    status: 403,
    retryable: false,
    message:
      'Entries are kept back from citizens by data-protection officers of courts and police alone, signed in at eID level 2.',
  },
  CORRECTIONS_NOT_YOURS: {
    fault: 'caller',
    status: 403,
    retryable: false,
    message:
      'Citizens ask for corrections of their own data, and stewards of the ministry answer them, all signed in at eID level 2.',
  },
  CORRECTION_UNKNOWN: {
    fault: 'caller',
    status: 404,
    retryable: false,
    message: 'Your ministry has no request for correction of that id. The query correctionsToAnswer lists them.',
  },
  CORRECTION_ANSWERED: {
    fault: 'caller',
    status: 409,
    retryable: false,
    message: 'The request for correction was answered already, otherwise. An answer stands.',
  },
  CORRECTION_LIMIT_REACHED: {
    fault: 'caller',
    status: 429,
    retryable: true,
    message: 'At most {limit} requests for correction may wait for an answer. Wait for those.',
  },
  STATISTICS_QUESTION_INVALID: {
    fault: 'caller',
    status: 400,
    retryable: false,
    message: 'No dataset answers this: {reason}. The query datasets lists what can be asked.',
  },
  STATISTICS_NOT_READY: {
    fault: 'ministry',
    status: 200,
    retryable: true,
    message: 'The source {ministry} is counting. Ask the same again in a few seconds.',
  },
  STATISTICS_BUDGET_SPENT: {
    fault: 'caller',
    status: 429,
    retryable: true,
    message: 'Today you have asked {limit} different questions for statistics. Ask new ones after midnight UTC.',
  },
  STATISTICS_UNAVAILABLE: {
    fault: 'gateway',
    status: 503,
    retryable: true,
    message: 'How much you have asked for today cannot be checked just now. Ask again later.',
  },
  SOURCE_UNAVAILABLE: {
    fault: 'ministry',
    status: 200,
    retryable: true,
    message: 'The source {ministry} cannot be reached. Its fields are null; ask again later.',
  },
  SOURCE_TIMEOUT: {
    fault: 'ministry',
    status: 200,
    retryable: true,
    message: 'The source {ministry} did not answer in time. Its fields are null; ask again later.',
  },
  SOURCE_INVALID: {
    fault: 'ministry',
    status: 200,
    retryable: false,
    message: 'The source {ministry} answered with something that does not fit the schema. What it concerns is null.',
  },
  SOURCE_UNAUTHENTICATED: {
    fault: 'ministry',
    status: 200,
    retryable: true,
    message:
      'The source {ministry} did not take the call for the gateway’s; both operators are told. Its fields are null.',
  },
  SOURCE_FAILED: {
    fault: 'ministry',
    status: 200,
    retryable: true,
    message: 'The source {ministry} reported an error of its own. What it concerns is null.',
  },
  RESULT_INVALID: {
    fault: 'ministry',
    status: 200,
    retryable: false,
    message: 'A value of the answer is none that the schema allows. It is null.',
  },
  GATEWAY_OVERLOADED: {
    fault: 'gateway',
    status: 503,
    retryable: true,
    message: 'The gateway has more to do than it can. Ask again later.',
  },
  WHAT_IF_BUSY: {
    fault: 'gateway',
    status: 503,
    retryable: true,
    message: 'Another change of the rules is being looked at. Ask again in some seconds.',
  },
  SIGN_IN_UNAVAILABLE: {
    fault: 'gateway',
    status: 503,
    retryable: true,
    message: 'Access tokens cannot be checked just now. Ask again later.',
  },
  LEDGER_UNAVAILABLE: {
    fault: 'gateway',
    status: 503,
    retryable: true,
    message: 'What is on record cannot be read or added to just now. Ask again later.',
  },
  RECORD_UNAVAILABLE: {
    fault: 'gateway',
    status: 503,
    retryable: true,
    message: 'What is told has to be written down first, and that cannot be done just now. Ask again later.',
  },
  INTERNAL: {
    fault: 'gateway',
    status: 500,
    retryable: true,
    message: 'The gateway failed. Quote the request id {requestId} to its operators.',
  },
} as const satisfies Record<string, ErrorDefinition>;

export type ErrorCode = keyof typeof errors;

/** Whose fault an error is: the caller's is said, a ministry's costs its own part of the answer, ours is masked. */
export type Fault = 'caller' | 'ministry' | 'gateway';

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
    message: 'The source {ministry} did not answer within {timeoutMs} ms. Its fields are null; ask again later.',
  },
  SOURCE_INVALID: {
    fault: 'ministry',
    status: 200,
    retryable: false,
    message: 'The source {ministry} answered with something that is not a GraphQL response. Its fields are null.',
  },
  INTERNAL: {
    fault: 'gateway',
    status: 500,
    retryable: true,
    message: 'The gateway failed. Quote the request id {requestId} to its operators.',
  },
} as const satisfies Record<string, ErrorDefinition>;

export type ErrorCode = keyof typeof errors;

import { GraphQLError, type GraphQLErrorOptions } from 'graphql';
import { type ErrorCode, errors } from './errors.ts';

/** What fills the `{…}` of a message. Never a personal datum: messages go to callers and codes to logs. */
export type ErrorDetails = Readonly<Record<string, string | number>>;

/**
 * An error from the table in `errors.ts`: its message is the table's, its `extensions` hold the code, the ministry that
 * it is about, and after how many seconds it is worth asking again, where there is one or the other.
 */
export class CodedError<Code extends ErrorCode = ErrorCode> extends GraphQLError {
  readonly code: Code;
  readonly details: ErrorDetails;

  constructor(code: Code, details: ErrorDetails = {}, options: Omit<GraphQLErrorOptions, 'extensions'> = {}) {
    const { ministry, retryAfterSeconds } = details;
    super(fill(errors[code].message, details), {
      ...options,
      extensions: {
        code,
        ...(ministry !== undefined && { ministry }),
        ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
      },
    });
    this.code = code;
    this.details = details;
  }

  /** HTTP status when the whole request fails with this error. */
  get status(): number {
    return errors[this.code].status;
  }
}

function fill(template: string, details: ErrorDetails): string {
  return template.replace(/\{(\w+)\}/g, (placeholder, name: string) => String(details[name] ?? placeholder));
}

import type { CodedError } from '../../schema/coded-error.ts';

/** A request that is not executed, for one or more reasons that are the caller's to mend. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly errors: readonly CodedError[];

  constructor(errors: readonly CodedError[]) {
    super(errors.map(({ message }) => message).join('\n'));
    this.errors = errors;
  }
}

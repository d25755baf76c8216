/** Something that the gateway's operator has to mend. The message says what to do; it is shown without a stack. */
export class OperatorError extends Error {
  override readonly name = 'OperatorError';
}

import { type CallRefusalCode, callRefusals } from '../../../schema/signed-calls/call-refusals.ts';

/** A call that is refused before anything of it is parsed. The message says what an operator can do. */
export class CallRefusal extends Error {
  override readonly name = 'CallRefusal';
  readonly code: CallRefusalCode;

  constructor(code: CallRefusalCode) {
    super(callRefusals[code]);
    this.code = code;
  }
}

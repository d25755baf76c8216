/** Why a command cannot do what was asked, in a sentence that tells what to do. Shown without a stack. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
}

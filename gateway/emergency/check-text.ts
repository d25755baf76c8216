import { CodedError } from '../../schema/coded-error.ts';

const MIN_CHARACTERS = 20;
const MAX_CHARACTERS = 500;

/**
 * What somebody wrote to account for what they did, without spaces around it.
 * @throws VALUE_INVALID when it is too short to say anything, or too long to be read
 */
export function checkText(text: string): string {
  const trimmed = text.trim();
  const length = [...trimmed].length;
  if (length < MIN_CHARACTERS || length > MAX_CHARACTERS || /[^\P{Cc}\n]/u.test(trimmed)) {
    throw new CodedError('VALUE_INVALID', {
      value: 'text',
      expected: `${MIN_CHARACTERS} to ${MAX_CHARACTERS} characters, and no control characters`,
    });
  }
  return trimmed;
}

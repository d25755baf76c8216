import { type Policy, PolicyError, readPolicy } from '../../schema/policy/read-policy.ts';
import { OperatorError } from '../operator-error.ts';

/**
 * Reads the folder of rules, once at start.
 * @throws OperatorError when a rule is wrong, with the file and the rule
 */
export function openPolicy(directory: string): Policy {
  try {
    return readPolicy(directory);
  } catch (cause) {
    if (!(cause instanceof PolicyError)) throw cause;
    throw new OperatorError(`The rules in ${directory} cannot be served.\n${cause.message}`, { cause });
  }
}

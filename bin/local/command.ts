import { type ParseArgsConfig, parseArgs } from 'node:util';
import { CommandError } from './command-error.ts';

/** Runs a command to its end. What it throws becomes exit code 1 and, when it tells the user what to do, one sentence. */
export async function runCommand(main: () => Promise<void>): Promise<void> {
  try {
    await main();
  } catch (error) {
    console.error(isSentence(error) ? error.message : error);
    process.exitCode = 1;
  }
}

/** Errors that we throw ourselves carry neither a class of JavaScript's own nor a code of the system. */
function isSentence(error: unknown): error is Error {
  return error instanceof CommandError || (error instanceof Error && error.constructor === Error && !('code' in error));
}

/**
 * Reads the arguments of a command.
 * @throws CommandError for an unknown or incomplete option
 */
export function readArguments<Options extends ParseArgsConfig>(config: Options) {
  try {
    return parseArgs(config);
  } catch (error) {
    // What Node says goes on with advice about arguments that begin with a dash.
    const [sentence = ''] = String(error instanceof Error ? error.message : error).split(/\. |$/m);
    throw new CommandError(`${sentence.replace(/\.?$/, '.')} --help lists the options.`);
  }
}

/** @throws CommandError that tells the range */
export function readInteger(option: string, text: string, { min, max }: { min: number; max: number }): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < min || value > max) {
    throw new CommandError(`${option} must be a whole number from ${min} to ${max}, not "${text}".`);
  }
  return value;
}

import { CommandError } from '../local/command-error.ts';

/**
 * Reads an option that is a time.
 * @throws CommandError that shows how one is written
 */
export function readTime(option: string, text: string | undefined): Date | undefined {
  if (text === undefined) return undefined;
  const time = new Date(text);
  if (Number.isNaN(time.getTime())) throw new CommandError(`${option} must be a time such as 2026-11-22T08:00Z.`);
  return time;
}

import { plantedHouseholds } from '../../subgraphs/_kit/people/planted/planted-households.ts';
import { MAX_CITIZENS } from '../../subgraphs/_kit/people/serials.ts';
import { readInteger } from './command.ts';

/** How many citizens are made up unless told. */
export const DEFAULT_CITIZENS = 10_000;

/** The planted people are always there. */
export const citizensRange = {
  min: plantedHouseholds.reduce((sum, { members }) => sum + members.length, 0),
  max: MAX_CITIZENS,
};

/**
 * Reads `--citizens`.
 * @throws CommandError that tells the range
 */
export function readCitizens(text: string | undefined): number | undefined {
  return text === undefined ? undefined : readInteger('--citizens', text, citizensRange);
}

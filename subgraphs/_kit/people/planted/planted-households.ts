import type { Household } from '../person.ts';
import { familyCases } from './family-cases.ts';
import { identityCases } from './identity-cases.ts';
import { plantHousehold } from './plant-household.ts';
import { registerCases } from './register-cases.ts';
import { showcase } from './showcase.ts';

/** The households of the people that tests and documentation rely on: the same in every run, listed in `docs/data.md`. */
export const plantedHouseholds: readonly Household[] = [
  showcase,
  ...identityCases,
  ...familyCases,
  ...registerCases,
].map(plantHousehold);

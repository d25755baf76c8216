import { plantedHouseholds } from '../../subgraphs/_kit/people/planted/planted-households.ts';

/** Says where the gateway is, and how it may be asked. */
export async function printWelcome(url: string): Promise<void> {
  console.log(`ready ${url}`);
}
export const _x = plantedHouseholds;

import type { Address } from '../../_kit/people/person.ts';
import { plantedHouseholds } from '../../_kit/people/planted/planted-households.ts';
import type { SeedRun } from '../../_kit/seeding/seed.ts';

export interface AddressBook {
  /**
   * Adds an address.
   * @param since  the first day that somebody is registered there
   * @returns      the number by which residences refer to it
   */
  add(address: Address, since: string): number;
}

/** The list of units of before July 2025 that the made-up people live in. */
const CODE_LIST_ON = '2022-08-29';
/** Days on which the register confirmed addresses; two before the mergers, two after. */
const CONFIRMATIONS = ['2023-12-31', '2024-12-31', '2025-07-01', '2026-01-15'] as const;

/** Numbers the addresses of one run, and settles which communes were split. */
export function createAddressBook({ add, random }: SeedRun): AddressBook {
  let lastId = 0;
  const splitCommunes = listPlantedSplits();
  // The list of units does not say which communes were split: here it is one in twenty, the same ones in every run.
  const isSplit = (code: string) => {
    const known = splitCommunes.get(code);
    if (known !== undefined) return known;
    const drawn = random('split-commune', code).chance(0.05);
    splitCommunes.set(code, drawn);
    return drawn;
  };
  return {
    add: ({ detail, commune, district, province, provinceSince2025 }, since) => {
      lastId += 1;
      const confirmations = CONFIRMATIONS.filter((day) => day > since);
      add(
        'address',
        lastId,
        detail,
        commune?.code ?? null,
        commune?.name ?? null,
        district.code,
        district.name,
        province.code,
        province.name,
        provinceSince2025.code,
        provinceSince2025.name,
        commune && isSplit(commune.code) ? 'AMBIGUOUS' : 'EXACT',
        CODE_LIST_ON,
        confirmations.length > 0 ? random('confirmation', String(lastId)).pick(confirmations) : since,
      );
      return lastId;
    },
  };
}

/** The communes that planted people stand for, known to be split from the first address on. */
function listPlantedSplits(): Map<string, boolean> {
  const households = plantedHouseholds.filter(({ members }) =>
    members.some(({ plantedCases }) => plantedCases.has('SPLIT_COMMUNE')),
  );
  return new Map(households.flatMap(({ address }) => (address.commune ? [[address.commune.code, true]] : [])));
}

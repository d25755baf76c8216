import { toDate } from './calendar.ts';
import type { Kin } from './family.ts';
import type { Lineage } from './lineage.ts';
import { drawName, fullNameOf } from './names.ts';
import type { Person, Unit } from './person.ts';
import type { Province } from './places.ts';
import type { Random } from './random.ts';
import type { Serials } from './serials.ts';

/** What is registered of somebody at birth, and stays. */
export type Birth = Pick<Person, 'personalId' | 'name' | 'dateOfBirth' | 'birthRegistration'>;

/** Registers the births of a household, where no two members have the same name. */
export function drawBirths(
  random: Random,
  serials: Serials,
  kins: readonly Kin[],
  residence: Province,
  lineageOf: (kin: Kin) => Lineage,
): ReadonlyMap<Kin, Birth> {
  const births = new Map<Kin, Birth>();
  const taken = new Set<string>();
  for (const kin of kins) {
    const dateOfBirth = toDate(kin.bornOn);
    const birthYear = Number(dateOfBirth.slice(0, 4));
    const lineage = lineageOf(kin);
    const birthRegistration = drawPlaceOfRegistration(random, kin, lineage.origin, residence);
    let name = drawName(random, lineage, kin.sex, birthYear);
    while (taken.has(fullNameOf(name))) name = drawName(random, lineage, kin.sex, birthYear);
    taken.add(fullNameOf(name));
    births.set(kin, {
      personalId: serials.nextPersonalId(birthRegistration.code, kin.sex, birthYear),
      name,
      dateOfBirth,
      birthRegistration,
    });
  }
  return births;
}

/** Where parents live is where their children are registered, mostly; who lives alone may have come from the origin. */
function drawPlaceOfRegistration(random: Random, kin: Kin, origin: Province, residence: Province): Unit {
  if (random.chance(0.0008)) return random.pick(COUNTRIES);
  const isWithParents = kin.father !== null || kin.mother !== null;
  const { code, name } = random.chance(isWithParents ? 0.88 : 0.1) ? residence : origin;
  return { code, name };
}

/** Codes of countries are not those of the circular, which were not found: from 900 they are made up. */
export const COUNTRIES: readonly Unit[] = [
  { code: '901', name: 'Lào' },
  { code: '902', name: 'Campuchia' },
  { code: '903', name: 'Liên bang Nga' },
  { code: '904', name: 'Cộng hòa Séc' },
  { code: '905', name: 'Đức' },
  { code: '906', name: 'Hoa Kỳ' },
  { code: '907', name: 'Hàn Quốc' },
  { code: '908', name: 'Nhật Bản' },
];

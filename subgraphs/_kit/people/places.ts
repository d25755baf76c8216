import vietnamProvinces from 'vietnam-provinces';
import type { Unit } from './person.ts';
import type { Random } from './random.ts';
import { readTable } from './table.ts';
import { weighted } from './weighted.ts';

/** A province of the 63-unit list, in force until 30 June 2025. */
export interface Province extends Unit {
  /** Province of the 34-unit list that it became or joined. */
  readonly successor: Unit;
  /** Census of 2019, from memory: a weight, not a fact. */
  readonly populationThousands: number;
  /** First digits of the 9-digit numbers that its police issued, from memory. */
  readonly legacyPrefixes: readonly string[];
  /** Year from which it issued 12-digit cards only, from memory. */
  readonly legacyUntil: number;
  readonly districts: readonly District[];
}

export interface District extends Unit {
  readonly communes: readonly Commune[];
}

export interface Commune extends Unit {
  readonly isUrban: boolean;
}

/** Where somebody lives; `commune` is null on the five island districts that have none. */
export interface Place {
  readonly province: Province;
  readonly district: District;
  readonly commune: Commune | null;
}

/** The 63 provinces with their 705 districts and 10,599 communes, in the order of their codes. */
export const provinces: readonly Province[] = readProvinces();

const provinceByCode = new Map(provinces.map((province) => [province.code, province]));

/** @throws RangeError when the 63-unit list has no such code */
export function getProvince(code: string): Province {
  const province = provinceByCode.get(code);
  if (province === undefined) throw new RangeError(`No province has the code ${code}`);
  return province;
}

/** Whether the code's province lies from Đà Nẵng southwards, where surnames are spelled Huỳnh and Võ. */
export function isSouthern(provinceCode: string): boolean {
  return provinceCode >= '048';
}

/** Draws a province by its population. */
export const drawProvince = weighted(provinces.map((province) => [province, province.populationThousands]));

/** Draws a place in the province: wards are fuller than rural communes, islands nearly empty. */
export function drawPlace(random: Random, province: Province): Place {
  let draw = placesOf.get(province);
  if (draw === undefined) {
    draw = weighted(listPlaces(province).map((place) => [place, populationWeight(place)]));
    placesOf.set(province, draw);
  }
  return draw(random);
}

const placesOf = new Map<Province, (random: Random) => Place>();

function listPlaces(province: Province): Place[] {
  return province.districts.flatMap((district): Place[] =>
    district.communes.length === 0
      ? [{ province, district, commune: null }]
      : district.communes.map((commune) => ({ province, district, commune })),
  );
}

/** Chosen so that 38 % of the people live in wards and townships, as in 2023. */
function populationWeight({ commune }: Place): number {
  if (commune === null) return 0.05;
  return commune.isUrban ? 1.8 : 1;
}

function readProvinces(): Province[] {
  const successors = new Map(readTable<keyof Unit>('provinces34.tsv').map((unit) => [unit.code, unit]));
  const communesOf = Map.groupBy(vietnamProvinces.wards as RegisterUnit[], (ward) => ward.district_code);
  const districtsOf = Map.groupBy(vietnamProvinces.districts as RegisterUnit[], (district) => district.province_code);
  return readTable<ProvinceColumn>('provinces63.tsv').map((row) => {
    const successor = successors.get(row.successor);
    if (successor === undefined) throw new Error(`provinces34.tsv lacks ${row.successor}`);
    return {
      code: row.code,
      name: row.name,
      successor,
      populationThousands: Number(row.population2019Thousands),
      legacyPrefixes: row.legacyPrefixes.split(' '),
      legacyUntil: Number(row.legacyUntil),
      // The register has the same codes with two digits.
      districts: (districtsOf.get(row.code.slice(1)) ?? []).map(({ code, name }) => ({
        code,
        name: tidy(name),
        communes: (communesOf.get(code) ?? []).map((ward) => ({
          code: ward.code,
          name: tidy(ward.name),
          isUrban: ward.unit !== 'Xã',
        })),
      })),
    };
  });
}

type ProvinceColumn = 'code' | 'name' | 'population2019Thousands' | 'successor' | 'legacyPrefixes' | 'legacyUntil';

/** What `vietnam-provinces` holds of a unit; its own type declarations refer to a file that it does not ship. */
interface RegisterUnit extends Unit {
  readonly unit: string;
  readonly province_code: string;
  readonly district_code: string;
}

/** The register has stray and doubled spaces in 20 names. Its tone marks stay as they are: that is how it spells. */
function tidy(name: string): string {
  return name.normalize('NFC').replace(/\s+/g, ' ').trim();
}

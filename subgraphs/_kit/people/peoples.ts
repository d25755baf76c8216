import type { Unit } from './person.ts';
import { type Province, provinces } from './places.ts';
import type { Random } from './random.ts';
import { readTable } from './table.ts';
import { weighted } from './weighted.ts';

/** One of the 54 peoples of the official list (dân tộc). */
export interface People extends Unit {
  /** Usual surnames; empty for the Kinh, whose surnames are weighted. */
  readonly surnames: readonly string[];
}

const peopleByCode = new Map(
  readTable<'code' | 'name' | 'surnames'>('peoples.tsv').map(({ code, name, surnames }) => [
    code,
    { code, name, surnames: surnames.split(' ').filter((surname) => surname !== '') } satisfies People,
  ]),
);

/** @throws RangeError when the list has no such code */
export function getPeople(code: string): People {
  const people = peopleByCode.get(code);
  if (people === undefined) throw new RangeError(`No people has the code ${code}`);
  return people;
}

export const KINH = getPeople('01');

/** Draws the people of somebody whose family is from the province. */
export function drawPeople(random: Random, province: Province): People {
  return drawOf.get(province)?.(random) ?? KINH;
}

const drawOf = new Map(
  readTable<'province' | 'peoples'>('peoples-by-province.tsv').map((row) => {
    const shares = row.peoples.split(' ').map((share): [People, number] => {
      const [code = '', percent] = share.split(':');
      return [getPeople(code), Number(percent)];
    });
    const kinhPercent = 100 - shares.reduce((sum, [, percent]) => sum + percent, 0);
    const province = provinces.find(({ code }) => code === row.province);
    if (province === undefined) throw new Error(`peoples-by-province.tsv: no province has the code ${row.province}`);
    return [province, weighted([[KINH, kinhPercent], ...shares])] as const;
  }),
);

import { type RawBuilder, sql } from 'kysely';
import { provinces } from '../people/places.ts';
import type { Axis, Dimension, DimensionValue, Title } from './dataset.ts';

/** A dimension of few values that no other one divides. */
export function dimension(code: string, title: Title, values: Readonly<Record<string, Title>>): Dimension {
  return { code, title, values: Object.entries(values).map(([value, words]) => ({ code: value, title: words })) };
}

/** `SEX`, the column `sex` */
export const sex = dimension(
  'SEX',
  { en: 'Sex', vi: 'Giới tính' },
  { MALE: { en: 'Male', vi: 'Nam' }, FEMALE: { en: 'Female', vi: 'Nữ' } },
);

/**
 * The sex that a personal ID was given for, where the register has no other word of it.
 * @see Circular 07/2016/TT-BCA, article 7: the fourth digit is even for men, odd for women
 */
export function sexOfPersonalId(personalId: string): RawBuilder<string> {
  return sql`CASE substr(${sql.ref(personalId)}, 4, 1)::integer % 2 WHEN 0 THEN 'MALE' ELSE 'FEMALE' END`;
}

/** The first age of each group but the first. */
const ages = [6, 15, 18, 25, 35, 45, 55, 65, 80];

const ageGroups: readonly DimensionValue[] = [0, ...ages].map((from, i) => {
  const next = ages[i];
  return next === undefined
    ? { code: `${from}+`, title: { en: `${from} and older`, vi: `Từ ${from} tuổi` } }
    : { code: `${from}-${next - 1}`, title: { en: `${from} to ${next - 1}`, vi: `${from} đến ${next - 1} tuổi` } };
});

/** `AGE_GROUP`, the column `age_group`: the age that is reached in this year. */
export const ageGroup: Dimension = {
  code: 'AGE_GROUP',
  title: { en: 'Age group', vi: 'Nhóm tuổi' },
  values: ageGroups,
};

/** The age group of somebody whose date of birth is text that begins with the year. */
export function ageGroupOf(dateOfBirth: string): RawBuilder<string> {
  const age = sql`extract(year FROM current_date)::integer - substr(${sql.ref(dateOfBirth)}, 1, 4)::integer`;
  return sql`(${sql.val(ageGroups.map(({ code }) => code))}::text[])[1 + width_bucket(${age}, ${sql.val(ages)}::integer[])]`;
}

/** Years of the Gregorian calendar, from the first to the present one; what is earlier counts as not known. */
export function years(code: string, title: Title, first: number): Dimension {
  const count = new Date().getUTCFullYear() - first + 1;
  const values = Array.from({ length: count }, (_, i) => String(first + i));
  return { code, title, values: values.map((year) => ({ code: year, title: { en: year, vi: year } })) };
}

const successors = [...new Map(provinces.map(({ successor }) => [successor.code, successor])).values()];

const provinceTitle: Title = { en: 'Province since 1 July 2025', vi: 'Tỉnh, thành phố từ 01/7/2025' };

/** `PROVINCE`, the column `province`: one of the 34, two digits. */
export const province: Dimension = {
  code: 'PROVINCE',
  title: provinceTitle,
  values: successors.map(({ code, name }) => ({ code, title: { en: name, vi: name } })),
};

/** `FORMER_PROVINCE`, the column `former_province`: one of the 63 of before, three digits. */
export const formerProvince: Dimension = {
  code: 'FORMER_PROVINCE',
  title: { en: 'Province until 30 June 2025', vi: 'Tỉnh, thành phố đến 30/6/2025' },
  values: provinces.map(({ code, name, successor }) => ({
    code,
    title: { en: name, vi: name },
    within: successor.code,
  })),
};

/**
 * `COMMUNE`, the column `commune`: one of the 10,599 of before 1 July 2025, five digits; on an island district without
 * communes D and the district's three digits. Counted alone.
 */
export const communes: Dimension = {
  code: 'COMMUNE',
  title: { en: 'Commune until 30 June 2025', vi: 'Xã, phường, thị trấn đến 30/6/2025' },
  values: provinces.flatMap((of) =>
    of.districts.flatMap((district) => {
      const units = district.communes.length > 0 ? district.communes : [{ ...district, code: `D${district.code}` }];
      return units.map(({ code, name }) => ({ code, title: { en: name, vi: name }, within: of.code }));
    }),
  ),
  isAlone: true,
};

/** For a register that knows provinces as they were; the column is `former_province`. */
export const provinces63: Axis = [province, formerProvince];

/** The code of a province since 2025 whose name the register has. */
export function provinceOfName(name: RawBuilder<unknown>): RawBuilder<string> {
  const names = successors.map((unit) => unit.name);
  const codes = successors.map(({ code }) => code);
  return sql`(${sql.val(codes)}::text[])[array_position(${sql.val(names)}::text[], ${name})]`;
}

import type { Unit } from '../../_kit/people/person.ts';
import { readTable } from '../../_kit/people/table.ts';

/** A made-up place of care. */
export interface Facility {
  /** The province's code since 2025 and a number from 901, which no real facility bears. */
  readonly code: string;
  readonly name: string;
  readonly level: Level;
  readonly province: string;
  readonly acceptsChipId: boolean;
}

type Level = 'PROVINCIAL' | 'DISTRICT' | 'COMMUNE' | 'PRIVATE';

const kinds: readonly (readonly [Level, string])[] = [
  ['PROVINCIAL', 'Bệnh viện Đa khoa'],
  ['DISTRICT', 'Trung tâm Y tế'],
  ['COMMUNE', 'Trạm Y tế'],
  ['COMMUNE', 'Trạm Y tế'],
  ['PRIVATE', 'Phòng khám Đa khoa'],
];

const names = [
  'Sông Xanh',
  'Đồi Mây',
  'Nắng Mai',
  'Suối Ngọc',
  'Hoa Gạo',
  'Cánh Buồm',
  'Rừng Thông',
  'Bến Trăng',
] as const;

/** 53.1 % of the facilities read the chip, as 6,996 of 13,166 did in August 2022. */
const CHIP_SHARE = 0.531;

/** All made-up facilities, five in each of the 34 provinces, in the order of their codes. */
export const facilities: readonly Facility[] = readTable<keyof Unit>('provinces34.tsv').flatMap((province, i) =>
  kinds.map(([level, kind], k) => {
    const index = i * kinds.length + k;
    return {
      code: `${province.code}${901 + k}`,
      name: `${kind} ${names[(i + 3 * k) % names.length]}`,
      level,
      province: province.name,
      // Spread evenly: true each time that the running total passes another whole facility.
      acceptsChipId: Math.floor((index + 1) * CHIP_SHARE) > Math.floor(index * CHIP_SHARE),
    };
  }),
);

const facilitiesByPlace = Map.groupBy(facilities, ({ code, level }) => `${code.slice(0, 2)} ${level}`);

/** @throws RangeError when the province, a code of the 34-unit list, has no facility of the level */
export function listFacilities(provinceCode: string, level: Level): readonly Facility[] {
  const found = facilitiesByPlace.get(`${provinceCode} ${level}`);
  if (found === undefined) throw new RangeError(`Province ${provinceCode} has no ${level} facility`);
  return found;
}

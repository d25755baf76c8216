import { provinces } from '../../_kit/people/places.ts';
import type { Random } from '../../_kit/people/random.ts';
import type { SeedRun } from '../../_kit/seeding/seed.ts';
import { provinceDigits } from './insurance-numbers.ts';

/** Made-up places of first registration, the same kinds in every province. "Mẫu" (sample) tells them from real ones. */
const KINDS = [
  'Bệnh viện Đa khoa Mẫu',
  'Trung tâm Y tế Mẫu Ban Mai',
  'Trung tâm Y tế Mẫu An Khang',
  'Phòng khám Đa khoa Mẫu Hoa Sen',
  'Trạm Y tế Mẫu Hướng Dương',
  'Trạm Y tế Mẫu Bình An',
] as const;

/** Adds all facilities. */
export function addFacilities(add: SeedRun['add']) {
  for (const { code, name } of provinces) {
    for (const [index, kind] of KINDS.entries())
      add('facility', facilityCode(code, index), `${kind} ${shortName(name)}`);
  }
}

/** Draws the code of a facility in the province. */
export function drawFacilityCode(random: Random, provinceCode: string): string {
  return facilityCode(provinceCode, random.integer(0, KINDS.length - 1));
}

/** The province's two digits and a serial from 900 on, where no real facility is. */
function facilityCode(provinceCode: string, index: number): string {
  return `${provinceDigits(provinceCode)}${900 + index}`;
}

/** `Thành phố Hà Nội` → `Hà Nội`. */
function shortName(provinceName: string): string {
  return provinceName.replace(/^(Thành phố|Tỉnh) /, '');
}

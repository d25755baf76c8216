import type { People } from './peoples.ts';
import type { Province } from './places.ts';
import type { Random } from './random.ts';

/** Draws the religion that a family has registered; null is none, which 86 % say. */
export function drawReligion(random: Random, people: People, province: Province): string | null {
  const shares = (people.code === '01' ? KINH_BY_PROVINCE[province.code] : BY_PEOPLE[people.code]) ?? {};
  let point = random.next();
  for (const [religion, share] of Object.entries({ ...USUAL, ...shares })) {
    point -= share;
    if (point < 0) return religion;
  }
  return null;
}

type Shares = Readonly<Record<string, number>>;

/** From memory, like all shares here; together they come out at the national ones. */
const USUAL: Shares = { 'Công giáo': 0.038, 'Phật giáo': 0.025, 'Tin lành': 0.003 };

const KINH_BY_PROVINCE: Readonly<Record<string, Shares>> = {
  '001': { 'Phật giáo': 0.03, 'Công giáo': 0.024 },
  '034': { 'Công giáo': 0.06 },
  '036': { 'Công giáo': 0.21 },
  '037': { 'Công giáo': 0.12 },
  '040': { 'Công giáo': 0.06 },
  '046': { 'Phật giáo': 0.2 },
  '066': { 'Công giáo': 0.12 },
  '068': { 'Công giáo': 0.24, 'Phật giáo': 0.08 },
  '072': { 'Cao Đài': 0.32 },
  '075': { 'Công giáo': 0.33 },
  '077': { 'Công giáo': 0.2, 'Phật giáo': 0.1 },
  '079': { 'Công giáo': 0.11, 'Phật giáo': 0.12 },
  '080': { 'Cao Đài': 0.05 },
  '082': { 'Cao Đài': 0.03 },
  '083': { 'Cao Đài': 0.04 },
  '087': { 'Phật giáo Hòa Hảo': 0.09 },
  '089': { 'Phật giáo Hòa Hảo': 0.4, 'Phật giáo': 0.08 },
  '092': { 'Phật giáo Hòa Hảo': 0.07 },
};

const HIGHLANDERS: Shares = { 'Tin lành': 0.3, 'Công giáo': 0.15 };

const BY_PEOPLE: Readonly<Record<string, Shares>> = {
  '04': { 'Phật giáo': 0.2 },
  '05': { 'Phật giáo': 0.9 },
  '08': { 'Tin lành': 0.2 },
  '10': HIGHLANDERS,
  '12': HIGHLANDERS,
  '13': HIGHLANDERS,
  '14': HIGHLANDERS,
  '16': HIGHLANDERS,
  '17': { 'Bà-la-môn': 0.4, 'Hồi giáo': 0.4 },
  '20': HIGHLANDERS,
  '22': HIGHLANDERS,
};

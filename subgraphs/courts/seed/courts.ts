import type { Unit } from '../../_kit/people/person.ts';
import { readTable } from '../../_kit/people/table.ts';

/** A made-up court. */
export interface SeededCourt {
  /** TA, the province's code since 2025 and a number from 901, which no real court bears. */
  readonly code: string;
  readonly name: string;
  readonly dissolvedOn: string | null;
  readonly successorCode: string | null;
}

/** The day on which regional courts took the place of the district courts. */
const REFORM = '2025-07-01';

const DISTRICTS = ['Sông Xanh', 'Đồi Mây', 'Nắng Mai', 'Suối Ngọc', 'Hoa Gạo', 'Cánh Buồm', 'Rừng Thông'] as const;

/** In each of the 34 provinces a regional court and the two district courts of before, the successors first. */
export const courts: readonly SeededCourt[] = readTable<keyof Unit>('provinces34.tsv').flatMap((province, i) => {
  const successorCode = `TA${province.code}901`;
  const name = province.name.replace(/^(Tỉnh|Thành phố) /, '');
  const districtCourt = (k: number) => ({
    code: `TA${province.code}${901 + k}`,
    name: `Tòa án nhân dân huyện ${DISTRICTS[(i + 3 * k) % DISTRICTS.length]}, ${name}`,
    dissolvedOn: REFORM,
    successorCode,
  });
  return [
    { code: successorCode, name: `Tòa án nhân dân khu vực 91 – ${name}`, dissolvedOn: null, successorCode: null },
    districtCourt(1),
    districtCourt(2),
  ];
});

const courtsByProvince = Map.groupBy(courts, ({ code }) => code.slice(2, 4));

/** The courts that were open on the day. `provinceCode` is of the 34-unit list. */
export function listCourts(provinceCode: string, date: string): readonly SeededCourt[] {
  return (courtsByProvince.get(provinceCode) ?? []).filter(
    ({ dissolvedOn }) => (dissolvedOn === null) === date >= REFORM,
  );
}

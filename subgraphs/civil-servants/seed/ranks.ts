import type { Person } from '../../_kit/people/person.ts';

/** A place in the civil service, with the pay that goes with it. Codes and factors are from memory. */
export interface Rank {
  /** Null where the grade has no code here. */
  readonly code: string | null;
  readonly position: string;
  readonly firstCoefficient: number;
  readonly stepCoefficient: number;
  readonly steps: number;
  readonly isSenior: boolean;
}

const A1 = { firstCoefficient: 2.34, stepCoefficient: 0.33, steps: 9, isSenior: false };
const A2 = { firstCoefficient: 4.4, stepCoefficient: 0.34, steps: 8, isSenior: true };
const A3 = { firstCoefficient: 6.2, stepCoefficient: 0.36, steps: 6, isSenior: true };
const A0 = { firstCoefficient: 2.1, stepCoefficient: 0.31, steps: 10, isSenior: false };
const B = { firstCoefficient: 1.86, stepCoefficient: 0.2, steps: 12, isSenior: false };

/** Ranks of an occupation from the lowest to the highest; only a judge's are without a code. */
const ladders = {
  CIVIL_SERVANT: [
    { code: '01.005', position: 'Nhân viên', ...B },
    { code: '01.004', position: 'Cán sự', ...A0 },
    { code: '01.003', position: 'Chuyên viên', ...A1 },
    { code: '01.002', position: 'Chuyên viên chính', ...A2 },
    { code: '01.001', position: 'Chuyên viên cao cấp', ...A3 },
  ],
  TEACHER: [
    { code: 'V.07.03.29', position: 'Giáo viên tiểu học hạng III', ...A1 },
    { code: 'V.07.05.15', position: 'Giáo viên trung học phổ thông hạng III', ...A1 },
    { code: 'V.07.05.14', position: 'Giáo viên trung học phổ thông hạng II', ...A2 },
  ],
  DOCTOR: [
    { code: 'V.08.01.03', position: 'Bác sĩ', ...A1 },
    { code: 'V.08.01.02', position: 'Bác sĩ chính', ...A2 },
    { code: 'V.08.01.01', position: 'Bác sĩ cao cấp', ...A3 },
  ],
  JUDGE: [
    { code: null, position: 'Thẩm phán bậc 1', ...A1 },
    { code: null, position: 'Thẩm phán bậc 2', ...A2 },
  ],
} as const;

/**
 * The ranks that somebody has gone through, the present one last; one step up in about ten years.
 * @param yearsServed  whole years since recruitment
 */
export function rankHistory({ occupation, schooling }: Person, yearsServed: number): readonly Rank[] {
  if (occupation === 'TEACHER') return ladders.TEACHER.slice(schooling === 'COLLEGE' ? 0 : 1, yearsServed < 18 ? 2 : 3);
  if (occupation === 'DOCTOR') return ladders.DOCTOR.slice(0, yearsServed < 12 ? 1 : yearsServed < 26 ? 2 : 3);
  if (occupation === 'JUDGE') return ladders.JUDGE.slice(0, yearsServed < 12 ? 1 : 2);
  if (schooling === 'COLLEGE') return ladders.CIVIL_SERVANT.slice(0, yearsServed < 8 ? 1 : 2);
  return ladders.CIVIL_SERVANT.slice(2, yearsServed < 11 ? 3 : yearsServed < 33 ? 4 : 5);
}

import { DATA_AS_OF, type Person } from '../../_kit/people/person.ts';
import type { Random } from '../../_kit/people/random.ts';
import type { SeedRun } from '../../_kit/seeding/seed.ts';

/** What is known of somebody's way through the service. */
export interface Career {
  readonly recruitedOn: string;
  /** Positions held, the present one last. */
  readonly positions: readonly string[];
  readonly agencyCode: string;
  /** Where it began. */
  readonly firstAgencyCode: string;
}

const AS_OF_YEAR = Number(DATA_AS_OF.slice(0, 4));

/** Adds what lies below a profile: periods of work, courses, languages, journeys, commendations and discipline. */
export function addCareer(add: SeedRun['add'], draw: Random, person: Person, career: Career) {
  const { personalId } = person;
  const firstYear = Number(career.recruitedOn.slice(0, 4));
  const isShown = person.plantedCases.has('SHOWCASE');
  addWorkPeriods(add, personalId, career);

  add('foreign_language', personalId, 'Tiếng Anh', draw.integer(2, isShown ? 4 : 5));
  if (draw.chance(0.08)) add('foreign_language', personalId, draw.pick(['Tiếng Pháp', 'Tiếng Trung']), 2);

  for (const { after, name, institution, certificate } of COURSES) {
    const from = firstYear + after;
    if (from >= AS_OF_YEAR || !(isShown || draw.chance(0.4))) continue;
    const month = draw.integer(1, 9);
    add('training', personalId, monthOf(from, month), monthOf(from, month + 2), name, institution, certificate);
  }

  for (let year = firstYear + 3; year < AS_OF_YEAR; year += 5) {
    if (isShown || draw.chance(0.3)) add('commendation', personalId, year, draw.pick(COMMENDATIONS));
  }

  if (isShown || draw.chance(0.12)) {
    const year = draw.integer(Math.max(firstYear + 1, 2015), AS_OF_YEAR - 1);
    const month = monthOf(year, draw.integer(1, 12));
    const purpose = isShown ? 'STUDY' : draw.pick(['DUTY', 'STUDY', 'PRIVATE']);
    add('foreign_trip', personalId, month, month, draw.pick(COUNTRIES), purpose);
  }

  const isDisciplined = person.plantedCases.has('SENSITIVE_CIVIL_SERVANT') || (!isShown && draw.chance(0.01));
  if (isDisciplined) {
    const year = Math.max(firstYear + 1, draw.integer(2014, AS_OF_YEAR - 1));
    const measure = draw.chance(0.7) ? 'REPRIMAND' : 'WARNING';
    add('discipline', personalId, `${year}-10-12`, measure, draw.pick(REASONS));
  }
}

/** The positions share the years since recruitment; the first ones were held where the career began. */
function addWorkPeriods(add: SeedRun['add'], personalId: string, career: Career) {
  const { recruitedOn, positions, agencyCode, firstAgencyCode } = career;
  const firstYear = Number(recruitedOn.slice(0, 4));
  const firstMonth = Number(recruitedOn.slice(5, 7));
  const years = Math.max(1, Math.floor((AS_OF_YEAR - firstYear) / positions.length));
  positions.forEach((position, i) => {
    const isLast = i === positions.length - 1;
    add(
      'work_period',
      personalId,
      monthOf(firstYear + i * years, firstMonth),
      isLast ? null : monthBefore(firstYear + (i + 1) * years, firstMonth),
      isLast ? agencyCode : firstAgencyCode,
      position,
    );
  });
}

function monthOf(year: number, month: number): string {
  return `${year}-${String(month).padStart(2, '0')}`;
}

function monthBefore(year: number, month: number): string {
  return month === 1 ? monthOf(year - 1, 12) : monthOf(year, month - 1);
}

/** Courses with the years of service after which people attend them. */
const COURSES = [
  {
    after: 1,
    name: 'Bồi dưỡng kiến thức pháp luật cho người mới tuyển dụng',
    institution: 'Trung tâm Bồi dưỡng Mẫu',
    certificate: 'Chứng nhận hoàn thành',
  },
  {
    after: 4,
    name: 'Kỹ năng sử dụng dịch vụ công trực tuyến',
    institution: 'Trung tâm Chuyển đổi số Mẫu',
    certificate: null,
  },
  {
    after: 10,
    name: 'Bồi dưỡng quản lý cấp phòng',
    institution: 'Trường Bồi dưỡng Cán bộ Mẫu',
    certificate: 'Chứng chỉ bồi dưỡng',
  },
] as const;

const COMMENDATIONS = ['Lao động tiên tiến', 'Chiến sĩ thi đua cơ sở', 'Giấy khen của thủ trưởng cơ quan'] as const;

const COUNTRIES = ['JP', 'KR', 'SG', 'FR', 'AU', 'LA'] as const;

const REASONS = [
  'Vi phạm thời hạn giải quyết hồ sơ',
  'Vi phạm nội quy cơ quan',
  'Thiếu trách nhiệm trong công việc',
] as const;

import { sql } from 'kysely';
import { dimension, provinces63, sex, sexOfPersonalId, years } from '../_kit/statistics/common-dimensions.ts';
import type { Dataset, Title } from '../_kit/statistics/dataset.ts';

const stages: Readonly<Record<string, Title>> = {
  KINDERGARTEN: { en: 'Kindergarten', vi: 'Mầm non' },
  PRIMARY: { en: 'Primary', vi: 'Tiểu học' },
  LOWER_SECONDARY: { en: 'Lower secondary', vi: 'Trung học cơ sở' },
  UPPER_SECONDARY: { en: 'Upper secondary', vi: 'Trung học phổ thông' },
  COLLEGE: { en: 'College', vi: 'Cao đẳng' },
  UNIVERSITY: { en: 'University', vi: 'Đại học' },
};

const learners: Dataset = {
  code: 'learners',
  title: { en: 'Learners', vi: 'Người học' },
  // A school's code begins with the digits of the province of before 1 July 2025.
  rows: sql`
    SELECT personal_id AS person, '0' || substr(school_code, 1, 2) AS former_province, stage,
      ${sexOfPersonalId('personal_id')} AS sex, status
    FROM learner JOIN school ON school.code = learner.school_code`,
  measures: [{ code: 'PEOPLE', title: { en: 'People', vi: 'Số người' }, unit: 'PERSON', of: 'rows' }],
  axes: [
    provinces63,
    [dimension('STAGE', { en: 'Stage', vi: 'Cấp học' }, stages)],
    [sex],
    [
      dimension(
        'STATUS',
        { en: 'Status', vi: 'Trạng thái' },
        {
          STUDYING: { en: 'Studying', vi: 'Đang học' },
          ON_LEAVE: { en: 'On leave', vi: 'Bảo lưu' },
          LEFT: { en: 'Left', vi: 'Đã thôi học' },
        },
      ),
    ],
  ],
};

const teachers: Dataset = {
  code: 'teachers',
  title: { en: 'Teachers', vi: 'Nhà giáo' },
  rows: sql`
    SELECT personal_id AS person, stage AS teaching_stage, since AS teaching_since
    FROM teacher JOIN school ON school.code = teacher.school_code`,
  measures: [{ code: 'PEOPLE', title: { en: 'People', vi: 'Số người' }, unit: 'PERSON', of: 'rows' }],
  axes: [
    [dimension('TEACHING_STAGE', { en: 'Stage that is taught', vi: 'Cấp dạy' }, stages)],
    [years('TEACHING_SINCE', { en: 'Teaching since', vi: 'Năm vào ngành' }, 1960)],
  ],
};

const examRegistrations: Dataset = {
  code: 'examRegistrations',
  title: { en: 'Registrations for the graduation exam', vi: 'Đăng ký dự thi tốt nghiệp trung học phổ thông' },
  rows: sql`
    SELECT personal_id AS person, year::text AS exam_year, CASE WHEN is_online THEN 'ONLINE' ELSE 'AT_SCHOOL' END AS channel
    FROM exam_registration`,
  measures: [{ code: 'REGISTRATIONS', title: { en: 'Registrations', vi: 'Số đăng ký' }, unit: 'THING', of: 'rows' }],
  axes: [
    [years('EXAM_YEAR', { en: 'Year of the exam', vi: 'Năm thi' }, 2015)],
    [
      dimension(
        'CHANNEL',
        { en: 'Registered', vi: 'Hình thức đăng ký' },
        { ONLINE: { en: 'Online', vi: 'Trực tuyến' }, AT_SCHOOL: { en: 'At school', vi: 'Tại trường' } },
      ),
    ],
  ],
};

export const statistics: readonly Dataset[] = [learners, teachers, examRegistrations];

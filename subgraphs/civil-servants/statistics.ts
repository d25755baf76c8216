import { sql } from 'kysely';
import {
  ageGroup,
  ageGroupOf,
  dimension,
  province,
  provinceOfName,
  sex,
  sexOfPersonalId,
  years,
} from '../_kit/statistics/common-dimensions.ts';
import type { Dataset } from '../_kit/statistics/dataset.ts';

const people: Dataset = {
  code: 'people',
  title: { en: 'Civil servants and public employees', vi: 'Cán bộ, công chức, viên chức' },
  rows: sql`
    SELECT personal_id AS person, ${provinceOfName(sql.ref('agency.province'))} AS province,
      civil_servant.kind AS employment, agency.kind AS agency_kind, ${sexOfPersonalId('personal_id')} AS sex,
      ${ageGroupOf('recorded_date_of_birth')} AS age_group
    FROM civil_servant LEFT JOIN agency ON agency.code = civil_servant.agency_code`,
  measures: [{ code: 'PEOPLE', title: { en: 'People', vi: 'Số người' }, unit: 'PERSON', of: 'rows' }],
  axes: [
    [province],
    [
      dimension(
        'EMPLOYMENT',
        { en: 'Employment', vi: 'Loại' },
        {
          CIVIL_SERVANT: { en: 'Civil servant', vi: 'Cán bộ, công chức' },
          PUBLIC_EMPLOYEE: { en: 'Public employee', vi: 'Viên chức' },
        },
      ),
    ],
    [
      dimension(
        'AGENCY_KIND',
        { en: 'Agency', vi: 'Cơ quan, đơn vị' },
        {
          ADMINISTRATION: { en: 'Administration', vi: 'Cơ quan hành chính' },
          SCHOOL: { en: 'School', vi: 'Cơ sở giáo dục' },
          HOSPITAL: { en: 'Hospital', vi: 'Cơ sở khám bệnh, chữa bệnh' },
          COURT: { en: 'Court', vi: 'Tòa án' },
        },
      ),
    ],
    [sex],
    [ageGroup],
  ],
};

const qualifications: Dataset = {
  code: 'qualifications',
  title: { en: 'Highest qualifications', vi: 'Trình độ cao nhất' },
  rows: sql`
    SELECT personal_id AS person, highest_qualification AS qualification, extract(year FROM recruited_on)::text AS recruited
    FROM civil_servant`,
  measures: [{ code: 'PEOPLE', title: { en: 'People', vi: 'Số người' }, unit: 'PERSON', of: 'rows' }],
  axes: [
    [
      dimension(
        'QUALIFICATION',
        { en: 'Qualification', vi: 'Trình độ' },
        {
          SECONDARY: { en: 'Secondary', vi: 'Trung cấp' },
          COLLEGE: { en: 'College', vi: 'Cao đẳng' },
          BACHELOR: { en: 'Bachelor', vi: 'Đại học' },
          MASTER: { en: 'Master', vi: 'Thạc sĩ' },
          DOCTORATE: { en: 'Doctorate', vi: 'Tiến sĩ' },
        },
      ),
    ],
    [years('RECRUITED', { en: 'Recruited in', vi: 'Năm tuyển dụng' }, 1970)],
  ],
};

export const statistics: readonly Dataset[] = [people, qualifications];

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

const vaccinatedPeople: Dataset = {
  code: 'vaccinatedPeople',
  title: { en: 'People vaccinated against COVID-19', vi: 'Người đã tiêm vắc xin phòng COVID-19' },
  rows: sql`
    SELECT profile.personal_id AS person, ${provinceOfName(sql.ref('facility.province'))} AS province,
      ${ageGroupOf('recorded_date_of_birth')} AS age_group, ${sexOfPersonalId('profile.personal_id')} AS sex, doses
    FROM profile
    JOIN (
      SELECT personal_id, count(*) AS doses FROM vaccination WHERE disease = 'COVID_19' GROUP BY personal_id
    ) AS covid ON covid.personal_id = profile.personal_id
    LEFT JOIN facility ON facility.code = profile.facility_code`,
  measures: [
    { code: 'PEOPLE', title: { en: 'People', vi: 'Số người' }, unit: 'PERSON', of: 'rows' },
    { code: 'DOSES', title: { en: 'Doses', vi: 'Số mũi tiêm' }, unit: 'THING', of: 'sum' },
  ],
  axes: [[province], [ageGroup], [sex]],
};

const doses: Dataset = {
  code: 'doses',
  title: { en: 'Doses of vaccines', vi: 'Mũi tiêm vắc xin' },
  rows: sql`
    SELECT personal_id AS person, disease, extract(year FROM administered_on)::text AS year FROM vaccination`,
  measures: [{ code: 'DOSES', title: { en: 'Doses', vi: 'Số mũi tiêm' }, unit: 'THING', of: 'rows' }],
  axes: [
    [
      dimension(
        'DISEASE',
        { en: 'Disease', vi: 'Bệnh' },
        {
          COVID_19: { en: 'COVID-19', vi: 'COVID-19' },
          TUBERCULOSIS: { en: 'Tuberculosis', vi: 'Lao' },
          HEPATITIS_B: { en: 'Hepatitis B', vi: 'Viêm gan B' },
          DIPHTHERIA_PERTUSSIS_TETANUS: { en: 'Diphtheria, pertussis, tetanus', vi: 'Bạch hầu, ho gà, uốn ván' },
          MEASLES: { en: 'Measles', vi: 'Sởi' },
        },
      ),
    ],
    [years('YEAR', { en: 'Year of the dose', vi: 'Năm tiêm' }, 2010)],
  ],
};

export const statistics: readonly Dataset[] = [vaccinatedPeople, doses];

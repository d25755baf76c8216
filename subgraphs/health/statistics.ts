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

const placeOfCare = provinceOfName(sql.ref('facility.province'));

export const statistics: readonly Dataset[] = [
  {
    code: 'people',
    title: { en: 'People in the health register', vi: 'Người có hồ sơ sức khỏe' },
    rows: sql`
      SELECT profile.personal_id AS person, ${placeOfCare} AS province,
        ${ageGroupOf('recorded_date_of_birth')} AS age_group, ${sexOfPersonalId('profile.personal_id')} AS sex,
        CASE WHEN doses IS NULL THEN '0' WHEN doses < 4 THEN doses::text ELSE '4+' END AS covid_doses
      FROM profile
      LEFT JOIN facility ON facility.code = profile.facility_code
      LEFT JOIN (
        SELECT personal_id, count(*) AS doses FROM vaccination WHERE disease = 'COVID_19' GROUP BY personal_id
      ) AS covid ON covid.personal_id = profile.personal_id`,
    measures: [{ code: 'PEOPLE', title: { en: 'People', vi: 'Số người' }, unit: 'PERSON', of: 'rows' }],
    axes: [
      [province],
      [ageGroup],
      [sex],
      [
        dimension(
          'COVID_DOSES',
          { en: 'Doses against COVID-19', vi: 'Số mũi vắc xin phòng COVID-19' },
          {
            0: { en: 'None', vi: 'Chưa tiêm' },
            1: { en: 'One', vi: 'Một mũi' },
            2: { en: 'Two', vi: 'Hai mũi' },
            3: { en: 'Three', vi: 'Ba mũi' },
            '4+': { en: 'Four and more', vi: 'Từ bốn mũi' },
          },
        ),
      ],
    ],
  },
  {
    code: 'doses',
    title: { en: 'Doses of vaccines', vi: 'Mũi tiêm vắc xin' },
    rows: sql`
      SELECT vaccination.personal_id AS person, ${placeOfCare} AS province, disease,
        extract(year FROM administered_on)::text AS year
      FROM vaccination LEFT JOIN facility ON facility.code = vaccination.facility_code`,
    measures: [{ code: 'DOSES', title: { en: 'Doses', vi: 'Số mũi' }, unit: 'THING', of: 'rows' }],
    axes: [
      [province],
      [
        dimension(
          'DISEASE',
          { en: 'Disease', vi: 'Bệnh' },
          {
            COVID_19: { en: 'COVID-19', vi: 'COVID-19' },
            TUBERCULOSIS: { en: 'Tuberculosis', vi: 'Lao' },
            HEPATITIS_B: { en: 'Hepatitis B', vi: 'Viêm gan B' },
            DIPHTHERIA_PERTUSSIS_TETANUS: {
              en: 'Diphtheria, pertussis, tetanus',
              vi: 'Bạch hầu, ho gà, uốn ván',
            },
            MEASLES: { en: 'Measles', vi: 'Sởi' },
          },
        ),
      ],
      [years('YEAR', { en: 'Year of the dose', vi: 'Năm tiêm' }, 2015)],
    ],
  },
];

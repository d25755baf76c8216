import { sql } from 'kysely';
import {
  ageGroup,
  ageGroupOf,
  dimension,
  provinces63,
  sex,
  sexOfPersonalId,
} from '../_kit/statistics/common-dimensions.ts';
import type { Dataset } from '../_kit/statistics/dataset.ts';

const people: Dataset = {
  code: 'people',
  title: { en: 'People with a social insurance number', vi: 'Người có mã số bảo hiểm xã hội' },
  // The place of care of the health insurance card stands for the place: its code begins with the province's digits.
  rows: sql`
    SELECT insured.personal_id AS person, '0' || substr(facility_code, 1, 2) AS former_province,
      ${ageGroupOf('recorded_date_of_birth')} AS age_group, ${sexOfPersonalId('insured.personal_id')} AS sex,
      coalesce(status, 'NONE') AS book_status
    FROM insured
    LEFT JOIN health_card ON health_card.personal_id = insured.personal_id
    LEFT JOIN book ON book.personal_id = insured.personal_id`,
  measures: [{ code: 'PEOPLE', title: { en: 'People', vi: 'Số người' }, unit: 'PERSON', of: 'rows' }],
  axes: [
    provinces63,
    [ageGroup],
    [sex],
    [
      dimension(
        'BOOK_STATUS',
        { en: 'Social insurance book', vi: 'Sổ bảo hiểm xã hội' },
        {
          CONTRIBUTING: { en: 'Contributing', vi: 'Đang đóng' },
          PAUSED: { en: 'Paused', vi: 'Tạm dừng đóng' },
          RECEIVING_PENSION: { en: 'Receiving a pension', vi: 'Đang hưởng lương hưu' },
          CLOSED: { en: 'Closed', vi: 'Đã kết thúc' },
          NONE: { en: 'None, health insurance only', vi: 'Không có, chỉ tham gia bảo hiểm y tế' },
        },
      ),
    ],
  ],
};

const pensions: Dataset = {
  code: 'pensions',
  title: { en: 'Pensions being paid', vi: 'Lương hưu, trợ cấp hằng tháng đang chi trả' },
  rows: sql`
    SELECT personal_id AS person, kind AS pension_kind, pay_channel, monthly_amount FROM pension WHERE monthly_amount > 0`,
  measures: [
    { code: 'PENSIONS', title: { en: 'Pensions', vi: 'Số người hưởng' }, unit: 'PERSON', of: 'rows' },
    {
      code: 'MONTHLY_AMOUNT',
      title: { en: 'Paid in a month', vi: 'Số tiền chi trả hằng tháng' },
      unit: 'VND',
      of: 'sum',
    },
  ],
  axes: [
    [
      dimension(
        'PENSION_KIND',
        { en: 'Kind', vi: 'Loại' },
        {
          RETIREMENT: { en: 'Retirement', vi: 'Hưu trí' },
          LOST_CAPACITY: { en: 'Lost capacity to work', vi: 'Mất sức lao động' },
        },
      ),
    ],
    [
      dimension(
        'PAY_CHANNEL',
        { en: 'Paid', vi: 'Hình thức chi trả' },
        {
          BANK_ACCOUNT: { en: 'To a bank account', vi: 'Qua tài khoản' },
          CASH: { en: 'In cash', vi: 'Tiền mặt' },
        },
      ),
    ],
  ],
};

const healthCards: Dataset = {
  code: 'healthCards',
  title: { en: 'Health insurance cards', vi: 'Thẻ bảo hiểm y tế' },
  rows: sql`SELECT personal_id AS person, insured_group, benefit_code::text AS benefit_code FROM health_card`,
  measures: [{ code: 'CARDS', title: { en: 'Cards', vi: 'Số thẻ' }, unit: 'PERSON', of: 'rows' }],
  axes: [
    [
      dimension(
        'INSURED_GROUP',
        { en: 'Group of insured people', vi: 'Nhóm đối tượng' },
        Object.fromEntries(
          ['DN', 'HX', 'CH', 'NN', 'TK', 'HC', 'XK', 'HT', 'TE', 'HN', 'CN', 'DT', 'HS', 'SV', 'GD'].map((code) => [
            code,
            { en: `Group ${code}`, vi: `Nhóm ${code}` },
          ]),
        ),
      ),
    ],
    [
      dimension(
        'BENEFIT_CODE',
        { en: 'Level of benefit', vi: 'Mức hưởng' },
        Object.fromEntries(['1', '2', '3', '4', '5'].map((code) => [code, { en: `Level ${code}`, vi: `Mức ${code}` }])),
      ),
    ],
  ],
};

export const statistics: readonly Dataset[] = [people, pensions, healthCards];

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

const taxpayers: Dataset = {
  code: 'taxpayers',
  title: { en: 'Taxpayers', vi: 'Người nộp thuế' },
  // The tax office of the oldest registration stands for the place.
  rows: sql`
    SELECT taxpayer.personal_id AS person, ${provinceOfName(sql`substr(office.authority, length('Thuế ') + 1)`)} AS province,
      ${ageGroupOf('recorded_date_of_birth')} AS age_group, ${sexOfPersonalId('taxpayer.personal_id')} AS sex
    FROM taxpayer
    LEFT JOIN (
      SELECT DISTINCT ON (personal_id) personal_id, authority FROM registration
      ORDER BY personal_id, registered_on, tax_code
    ) AS office ON office.personal_id = taxpayer.personal_id`,
  measures: [{ code: 'PEOPLE', title: { en: 'People', vi: 'Số người' }, unit: 'PERSON', of: 'rows' }],
  axes: [[province], [ageGroup], [sex]],
};

const registrations: Dataset = {
  code: 'registrations',
  title: { en: 'Tax registrations', vi: 'Đăng ký thuế' },
  rows: sql`
    SELECT personal_id AS person, type AS registration_type, status,
      CASE uses_e_invoice WHEN true THEN 'YES' WHEN false THEN 'NO' END AS e_invoice
    FROM registration`,
  measures: [{ code: 'REGISTRATIONS', title: { en: 'Registrations', vi: 'Số đăng ký' }, unit: 'THING', of: 'rows' }],
  axes: [
    [
      dimension(
        'REGISTRATION_TYPE',
        { en: 'Type', vi: 'Loại' },
        {
          INDIVIDUAL: { en: 'Individual', vi: 'Cá nhân' },
          HOUSEHOLD: { en: 'Household', vi: 'Hộ gia đình' },
          BUSINESS_HOUSEHOLD: { en: 'Business household', vi: 'Hộ kinh doanh' },
        },
      ),
    ],
    [
      dimension(
        'STATUS',
        { en: 'Status', vi: 'Trạng thái' },
        {
          ACTIVE: { en: 'Active', vi: 'Đang hoạt động' },
          SUSPENDED: { en: 'Suspended', vi: 'Tạm ngừng' },
          CLOSED: { en: 'Closed', vi: 'Đã đóng' },
        },
      ),
    ],
    [
      dimension(
        'E_INVOICE',
        { en: 'Electronic invoices', vi: 'Hóa đơn điện tử' },
        { YES: { en: 'In use', vi: 'Đã sử dụng' }, NO: { en: 'Not in use', vi: 'Chưa sử dụng' } },
      ),
    ],
  ],
};

const obligations: Dataset = {
  code: 'obligations',
  title: { en: 'Tax obligations of people', vi: 'Nghĩa vụ thuế của cá nhân' },
  rows: sql`
    SELECT personal_id AS person, kind AS tax_kind, substr(period, 1, 4) AS tax_year, amount
    FROM obligation WHERE amount > 0`,
  measures: [
    { code: 'AMOUNT', title: { en: 'Amount', vi: 'Số tiền' }, unit: 'VND', of: 'sum' },
    { code: 'OBLIGATIONS', title: { en: 'Obligations', vi: 'Số nghĩa vụ' }, unit: 'THING', of: 'rows' },
  ],
  axes: [
    [
      dimension(
        'TAX_KIND',
        { en: 'Tax', vi: 'Sắc thuế' },
        {
          PERSONAL_INCOME: { en: 'Personal income tax', vi: 'Thuế thu nhập cá nhân' },
          VALUE_ADDED: { en: 'Value added tax', vi: 'Thuế giá trị gia tăng' },
          NON_AGRICULTURAL_LAND: { en: 'Non-agricultural land use tax', vi: 'Thuế sử dụng đất phi nông nghiệp' },
        },
      ),
    ],
    [years('TAX_YEAR', { en: 'Year of the tax', vi: 'Năm tính thuế' }, 2015)],
  ],
};

export const statistics: readonly Dataset[] = [taxpayers, registrations, obligations];

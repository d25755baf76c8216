import { sql } from 'kysely';
import {
  ageGroup,
  ageGroupOf,
  communes,
  dimension,
  formerProvince,
  province,
  sex,
  years,
} from '../_kit/statistics/common-dimensions.ts';
import type { Dataset } from '../_kit/statistics/dataset.ts';

/** The living, by permanent residence. */
const citizens: Dataset = {
  code: 'citizens',
  title: { en: 'Citizens', vi: 'Công dân' },
  rows: sql`
    SELECT citizen.personal_id AS person, coalesce(commune_code, 'D' || district_code) AS commune,
      ${ageGroupOf('date_of_birth')} AS age_group, sex,
      CASE
        WHEN level IS NOT NULL THEN 'EID_LEVEL_' || level
        WHEN card.kind IN ('CCCD_CHIP', 'CAN_CUOC') THEN 'CHIP_CARD'
        WHEN card.kind IS NOT NULL THEN 'OLDER_CARD'
        ELSE 'NONE'
      END AS identification
    FROM citizen
    LEFT JOIN residence ON residence.personal_id = citizen.personal_id AND residence.kind = 'PERMANENT' AND ended_on IS NULL
    LEFT JOIN address ON address.address_id = residence.address_id
    LEFT JOIN (
      SELECT DISTINCT ON (personal_id) personal_id, kind FROM identity_card WHERE status = 'IN_USE'
      ORDER BY personal_id, issued_on DESC, number
    ) AS card ON card.personal_id = citizen.personal_id
    LEFT JOIN eid_account ON eid_account.personal_id = citizen.personal_id AND eid_account.status = 'ACTIVE'
    WHERE date_of_death IS NULL`,
  measures: [{ code: 'PEOPLE', title: { en: 'People', vi: 'Số người' }, unit: 'PERSON', of: 'rows' }],
  axes: [
    [province, formerProvince, communes],
    [ageGroup],
    [sex],
    [
      dimension(
        'IDENTIFICATION',
        { en: 'Highest means of identification', vi: 'Phương tiện định danh cao nhất' },
        {
          NONE: { en: 'None', vi: 'Không có' },
          OLDER_CARD: { en: 'Identity card without a chip', vi: 'Thẻ không gắn chíp' },
          CHIP_CARD: { en: 'Identity card with a chip', vi: 'Thẻ gắn chíp' },
          EID_LEVEL_1: { en: 'Active e-ID account of level 1', vi: 'Tài khoản định danh điện tử mức độ 1' },
          EID_LEVEL_2: { en: 'Active e-ID account of level 2', vi: 'Tài khoản định danh điện tử mức độ 2' },
        },
      ),
    ],
  ],
};

const households: Dataset = {
  code: 'households',
  title: { en: 'Households', vi: 'Hộ gia đình' },
  // A household counts as one person, so that ten people are ten households at least.
  rows: sql`
    SELECT min(personal_id) AS person, CASE WHEN count(*) < 7 THEN count(*)::text ELSE '7+' END AS household_size
    FROM household_member GROUP BY household_number`,
  measures: [{ code: 'HOUSEHOLDS', title: { en: 'Households', vi: 'Số hộ' }, unit: 'THING', of: 'rows' }],
  axes: [
    [
      dimension(
        'HOUSEHOLD_SIZE',
        { en: 'Members', vi: 'Số thành viên' },
        {
          1: { en: 'One', vi: 'Một' },
          2: { en: 'Two', vi: 'Hai' },
          3: { en: 'Three', vi: 'Ba' },
          4: { en: 'Four', vi: 'Bốn' },
          5: { en: 'Five', vi: 'Năm' },
          6: { en: 'Six', vi: 'Sáu' },
          '7+': { en: 'Seven and more', vi: 'Từ bảy' },
        },
      ),
    ],
  ],
};

const identityCards: Dataset = {
  code: 'identityCards',
  title: { en: 'Identity cards in use', vi: 'Thẻ căn cước, căn cước công dân đang sử dụng' },
  rows: sql`
    SELECT personal_id AS person, kind AS card_kind, extract(year FROM issued_on)::text AS issued
    FROM identity_card WHERE status = 'IN_USE'`,
  measures: [{ code: 'CARDS', title: { en: 'Cards', vi: 'Số thẻ' }, unit: 'THING', of: 'rows' }],
  axes: [
    [
      dimension(
        'CARD_KIND',
        { en: 'Kind of card', vi: 'Loại thẻ' },
        {
          CMND9: { en: 'Identity card of 9 digits', vi: 'Chứng minh nhân dân 09 số' },
          CMND12: { en: 'Identity card of 12 digits', vi: 'Chứng minh nhân dân 12 số' },
          CCCD_BARCODE: { en: 'Citizen card with a barcode', vi: 'Căn cước công dân mã vạch' },
          CCCD_CHIP: { en: 'Citizen card with a chip', vi: 'Căn cước công dân gắn chíp' },
          CAN_CUOC: { en: 'Identity card since 2024', vi: 'Thẻ căn cước' },
        },
      ),
    ],
    [years('ISSUED', { en: 'Year of issue', vi: 'Năm cấp' }, 1976)],
  ],
};

const eidAccounts: Dataset = {
  code: 'eidAccounts',
  title: { en: 'E-ID accounts', vi: 'Tài khoản định danh điện tử' },
  rows: sql`
    SELECT personal_id AS person, 'LEVEL_' || level AS eid_level, status AS eid_status,
      extract(year FROM registered_on)::text AS registered
    FROM eid_account`,
  measures: [{ code: 'ACCOUNTS', title: { en: 'Accounts', vi: 'Số tài khoản' }, unit: 'PERSON', of: 'rows' }],
  axes: [
    [
      dimension(
        'EID_LEVEL',
        { en: 'Level', vi: 'Mức độ' },
        { LEVEL_1: { en: 'Level 1', vi: 'Mức độ 1' }, LEVEL_2: { en: 'Level 2', vi: 'Mức độ 2' } },
      ),
    ],
    [
      dimension(
        'EID_STATUS',
        { en: 'Status', vi: 'Trạng thái' },
        {
          NOT_ACTIVATED: { en: 'Not activated', vi: 'Chưa kích hoạt' },
          ACTIVE: { en: 'Active', vi: 'Đã kích hoạt' },
          LOCKED: { en: 'Locked', vi: 'Đã khóa' },
        },
      ),
    ],
    [years('REGISTERED', { en: 'Year of registration', vi: 'Năm đăng ký' }, 2021)],
  ],
};

export const statistics: readonly Dataset[] = [citizens, households, identityCards, eidAccounts];

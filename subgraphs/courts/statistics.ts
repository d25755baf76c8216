import { sql } from 'kysely';
import { dimension, province, years } from '../_kit/statistics/common-dimensions.ts';
import type { Dataset } from '../_kit/statistics/dataset.ts';

const cases: Dataset = {
  code: 'cases',
  title: { en: 'Cases', vi: 'Vụ án, vụ việc' },
  // One party stands for a case, so that ten people are ten parties to ten cases at least. TA and two digits of the
  // province begin a court's code.
  rows: sql`
    SELECT lead.person, substr(court_code, 3, 2) AS province, kind AS case_kind, stage,
      extract(year FROM accepted_on)::text AS accepted
    FROM court_case
    JOIN (SELECT register_number, min(personal_id) AS person FROM party GROUP BY register_number) AS lead
      ON lead.register_number = court_case.register_number`,
  measures: [{ code: 'CASES', title: { en: 'Cases', vi: 'Số vụ' }, unit: 'THING', of: 'rows' }],
  axes: [
    [province],
    [
      dimension(
        'CASE_KIND',
        { en: 'Kind', vi: 'Loại án' },
        {
          CIVIL: { en: 'Civil', vi: 'Dân sự' },
          MARRIAGE_AND_FAMILY: { en: 'Marriage and family', vi: 'Hôn nhân và gia đình' },
          COMMERCIAL: { en: 'Commercial', vi: 'Kinh doanh, thương mại' },
          LABOUR: { en: 'Labour', vi: 'Lao động' },
          ADMINISTRATIVE: { en: 'Administrative', vi: 'Hành chính' },
          CRIMINAL: { en: 'Criminal', vi: 'Hình sự' },
        },
      ),
    ],
    [
      dimension(
        'STAGE',
        { en: 'Stage', vi: 'Giai đoạn' },
        {
          ACCEPTED: { en: 'Accepted', vi: 'Đã thụ lý' },
          SUSPENDED: { en: 'Suspended', vi: 'Tạm đình chỉ' },
          DISCONTINUED: { en: 'Discontinued', vi: 'Đình chỉ' },
          SETTLED: { en: 'Settled', vi: 'Hòa giải thành' },
          JUDGED: { en: 'Judged', vi: 'Đã xét xử sơ thẩm' },
          JUDGED_ON_APPEAL: { en: 'Judged on appeal', vi: 'Đã xét xử phúc thẩm' },
        },
      ),
    ],
    [years('ACCEPTED', { en: 'Year of acceptance', vi: 'Năm thụ lý' }, 2015)],
  ],
};

const parties: Dataset = {
  code: 'parties',
  title: { en: 'Parties to cases', vi: 'Người tham gia tố tụng' },
  rows: sql`
    SELECT personal_id AS person, role, CASE WHEN is_eid_verified THEN 'YES' ELSE 'NO' END AS eid_verified FROM party`,
  measures: [{ code: 'PARTIES', title: { en: 'Parties', vi: 'Số lượt người' }, unit: 'THING', of: 'rows' }],
  axes: [
    [
      dimension(
        'ROLE',
        { en: 'Role', vi: 'Tư cách tham gia' },
        {
          PLAINTIFF: { en: 'Plaintiff', vi: 'Nguyên đơn' },
          DEFENDANT: { en: 'Defendant', vi: 'Bị đơn' },
          INTERESTED_PERSON: { en: 'Interested person', vi: 'Người có quyền lợi, nghĩa vụ liên quan' },
          REPRESENTATIVE: { en: 'Representative', vi: 'Người đại diện' },
          SUSPECT: { en: 'Suspect', vi: 'Bị can' },
          ACCUSED: { en: 'Accused', vi: 'Bị cáo' },
          VICTIM: { en: 'Victim', vi: 'Bị hại' },
          WITNESS: { en: 'Witness', vi: 'Người làm chứng' },
          APPELLANT: { en: 'Appellant', vi: 'Người kháng cáo' },
        },
      ),
    ],
    [
      dimension(
        'EID_VERIFIED',
        { en: 'Identity verified electronically', vi: 'Đã xác thực điện tử' },
        { YES: { en: 'Yes', vi: 'Đã xác thực' }, NO: { en: 'No', vi: 'Chưa xác thực' } },
      ),
    ],
  ],
};

export const statistics: readonly Dataset[] = [cases, parties];

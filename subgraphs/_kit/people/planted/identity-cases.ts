import type { PlantedHousehold } from './plant-household.ts';

/** Cases 1–4, 6 and 9–10: who somebody is. */
export const identityCases: readonly PlantedHousehold[] = [
  // 1: only the number tells these two apart.
  {
    at: '13639',
    detail: 'Số 8 đường Trần Phú',
    members: [
      {
        personalId: '036190990101',
        name: 'Nguyễn Thị Hoa',
        sex: 'FEMALE',
        dateOfBirth: '1990-03-08',
        occupation: 'EMPLOYEE',
        cases: ['SAME_NAME_AND_BIRTH_DATE'],
      },
    ],
  },
  {
    at: '14776',
    detail: 'Số 21 đường Quang Trung',
    members: [
      {
        personalId: '038190990102',
        name: 'Nguyễn Thị Hoa',
        sex: 'FEMALE',
        dateOfBirth: '1990-03-08',
        occupation: 'FARMER',
        cases: ['SAME_NAME_AND_BIRTH_DATE'],
      },
    ],
  },
  // 2, within a province: one man, not yet merged, with his parents in both records.
  {
    at: '06691',
    detail: 'Số 5 đường Lê Lợi',
    members: [
      {
        personalId: '022049990203',
        name: 'Trần Văn Thành',
        sex: 'MALE',
        dateOfBirth: '1949-01-10',
        spousePersonalId: '022152990204',
        occupation: 'PENSIONER',
      },
      {
        personalId: '022152990204',
        name: 'Phạm Thị Nhàn',
        sex: 'FEMALE',
        dateOfBirth: '1952-07-19',
        spousePersonalId: '022049990203',
        relationToHead: 'SPOUSE',
      },
      {
        personalId: '022075990201',
        name: 'Trần Văn Bình',
        sex: 'MALE',
        dateOfBirth: '1975-04-30',
        relationToHead: 'CHILD',
        fatherPersonalId: '022049990203',
        motherPersonalId: '022152990204',
        occupation: 'EMPLOYEE',
        legacyIdNumbers: [{ number: '109990201', status: 'CONFIRMED', issuedOn: '1993-02-15' }],
        cases: ['TWO_PERSONAL_IDS'],
      },
      {
        personalId: '022075990202',
        name: 'Trần Văn Bình',
        sex: 'MALE',
        dateOfBirth: '1975-04-30',
        relationToHead: 'CHILD',
        fatherPersonalId: '022049990203',
        motherPersonalId: '022152990204',
        hasChipCard: false,
        eidLevel: 0,
        phone: null,
        occupation: 'NONE',
        cases: ['TWO_PERSONAL_IDS'],
      },
    ],
  },
  // 2, across provinces: one woman who moved south; her mother stands in both records.
  {
    at: '16672',
    detail: 'Số 17 đường Phan Bội Châu',
    members: [
      {
        personalId: '040158990207',
        name: 'Hồ Thị Lành',
        sex: 'FEMALE',
        dateOfBirth: '1958-12-01',
        maritalStatus: 'WIDOWED',
        childPersonalIds: ['040182990205', '075182990206'],
      },
      {
        personalId: '040182990205',
        name: 'Lê Thị Hạnh',
        sex: 'FEMALE',
        dateOfBirth: '1982-08-25',
        relationToHead: 'CHILD',
        motherPersonalId: '040158990207',
        hasChipCard: false,
        eidLevel: 0,
        occupation: 'NONE',
        cases: ['TWO_PERSONAL_IDS'],
      },
    ],
  },
  {
    at: '25996',
    detail: 'Số 90 đường Cách Mạng Tháng Tám',
    members: [
      {
        personalId: '075182990206',
        name: 'Lê Thị Hạnh',
        sex: 'FEMALE',
        dateOfBirth: '1982-08-25',
        from: '040',
        motherPersonalId: '040158990207',
        occupation: 'EMPLOYEE',
        cases: ['TWO_PERSONAL_IDS'],
      },
    ],
  },
  // 3: the old numbers lead to the living ones.
  {
    at: '20230',
    detail: 'Số 33 đường Bà Triệu',
    members: [
      {
        personalId: '048195990301',
        name: 'Võ Ngọc Khánh',
        sex: 'FEMALE',
        dateOfBirth: '1995-10-12',
        supersededPersonalIds: [{ personalId: '048095990302', reason: 'SEX_CORRECTED', supersededOn: '2023-05-04' }],
        schooling: 'BACHELOR',
        occupation: 'EMPLOYEE',
        cases: ['REESTABLISHED_PERSONAL_ID'],
      },
    ],
  },
  {
    at: '21586',
    detail: 'Số 4 đường Nguyễn Huệ',
    members: [
      {
        personalId: '052060990303',
        name: 'Huỳnh Văn Sáng',
        sex: 'MALE',
        dateOfBirth: '1960-02-02',
        supersededPersonalIds: [
          { personalId: '052061990304', reason: 'BIRTH_YEAR_CORRECTED', supersededOn: '2022-11-18' },
        ],
        occupation: 'PENSIONER',
        cases: ['REESTABLISHED_PERSONAL_ID'],
      },
    ],
  },
  // 4: one 9-digit number, two people.
  {
    at: '09187',
    detail: 'Số 2 đường Ngô Quyền',
    members: [
      {
        personalId: '027072990401',
        name: 'Đỗ Hữu Thắng',
        sex: 'MALE',
        dateOfBirth: '1972-06-06',
        legacyIdNumbers: [{ number: '129990401', status: 'CONFLICT', issuedOn: '1990-09-09' }],
        cases: ['SHARED_LEGACY_NUMBER'],
      },
    ],
  },
  {
    at: '09187',
    detail: 'Số 40 đường Nguyễn Trãi',
    members: [
      {
        personalId: '027174990402',
        name: 'Ngô Thị Thơm',
        sex: 'FEMALE',
        dateOfBirth: '1974-01-23',
        legacyIdNumbers: [
          { number: '129990401', status: 'CONFLICT', issuedOn: '1992-03-30' },
          { number: '129990402', status: 'CONFIRMED', issuedOn: '2009-07-14' },
        ],
        occupation: 'FARMER',
        cases: ['SHARED_LEGACY_NUMBER'],
      },
    ],
  },
  // 6: a woman whose number says man.
  {
    at: '26740',
    detail: 'Số 101 đường Hai Bà Trưng',
    members: [
      {
        personalId: '079092990601',
        name: 'Phan Thị Ngọc Trâm',
        sex: 'FEMALE',
        dateOfBirth: '1992-12-24',
        schooling: 'COLLEGE',
        occupation: 'EMPLOYEE',
        cases: ['WRONG_SEX_DIGIT'],
      },
    ],
  },
  // 9
  {
    at: '00007',
    detail: 'Số 66 đường Điện Biên Phủ',
    members: [
      {
        personalId: '904199990901',
        name: 'Đặng Thu Hà',
        sex: 'FEMALE',
        dateOfBirth: '1999-05-17',
        schooling: 'BACHELOR',
        occupation: 'EMPLOYEE',
        cases: ['BORN_ABROAD'],
      },
    ],
  },
  // 10
  {
    at: '13285',
    detail: 'Số 7 đường Lê Hồng Phong',
    members: [
      {
        personalId: '035144991001',
        name: 'Đinh Thị Sen',
        sex: 'FEMALE',
        dateOfBirth: '1944-01-01',
        birthDateKnown: 'YEAR',
        maritalStatus: 'WIDOWED',
        eidLevel: 0,
        schooling: 'NONE',
        cases: ['BIRTH_YEAR_ONLY'],
      },
    ],
  },
];

import type { PlantedHousehold } from './plant-household.ts';

/** Cases 7–8, 15–18 and 20: what a register, an account or a ministry makes of somebody. */
export const registerCases: readonly PlantedHousehold[] = [
  // 7: names that tone marks can be put on in two ways.
  {
    at: '13639',
    detail: 'Số 44 đường Trần Phú',
    members: [
      {
        personalId: '036187990701',
        name: 'Phạm Thị Hòa',
        sex: 'FEMALE',
        dateOfBirth: '1987-02-26',
        occupation: 'EMPLOYEE',
        cases: ['INSURED_NAME_TYPO'],
      },
    ],
  },
  {
    at: '14776',
    detail: 'Số 6 đường Nguyễn Du',
    members: [
      {
        personalId: '038191990702',
        name: 'Lê Thị Thủy',
        sex: 'FEMALE',
        dateOfBirth: '1991-11-11',
        occupation: 'EMPLOYEE',
        cases: ['INSURED_NAME_TYPO'],
      },
    ],
  },
  // 8
  {
    at: '20227',
    detail: 'Số 71 đường Điện Biên Phủ',
    members: [
      {
        personalId: '048083990801',
        name: 'Phan Thanh Tùng',
        sex: 'MALE',
        dateOfBirth: '1983-01-15',
        schooling: 'BACHELOR',
        occupation: 'EMPLOYEE',
        monthlyIncome: 21_000_000,
        cases: ['TWO_TAX_CODES'],
      },
    ],
  },
  // 15: nothing special, so that only the ministry that is down is missing.
  {
    at: '06688',
    detail: 'Số 10 đường Trần Hưng Đạo',
    members: [
      {
        personalId: '022086991501',
        name: 'Đoàn Mạnh Cường',
        sex: 'MALE',
        dateOfBirth: '1986-08-18',
        schooling: 'BACHELOR',
        occupation: 'CIVIL_SERVANT',
        monthlyIncome: 11_500_000,
        cases: ['MINISTRY_DOWN'],
      },
    ],
  },
  // 16
  {
    at: '24775',
    detail: 'Số 29 đường Phan Chu Trinh',
    members: [
      {
        personalId: '068193991601',
        name: 'Dương Thị Quỳnh Như',
        sex: 'FEMALE',
        dateOfBirth: '1993-06-13',
        schooling: 'BACHELOR',
        occupation: 'EMPLOYEE',
        monthlyIncome: 13_000_000,
        cases: ['CONSENT_WITHDRAWN'],
      },
    ],
  },
  // 17; level 2 is the showcase.
  {
    at: '16673',
    detail: 'Số 11 đường Lê Lợi',
    members: [
      {
        personalId: '040058991701',
        name: 'Hồ Sỹ Quang',
        sex: 'MALE',
        dateOfBirth: '1958-05-19',
        eidLevel: 0,
        phone: null,
        occupation: 'FARMER',
        cases: ['EID_NONE'],
      },
    ],
  },
  {
    at: '16675',
    detail: 'Số 38 đường Nguyễn Trãi',
    members: [
      {
        personalId: '040201991702',
        name: 'Phan Văn Đạt',
        sex: 'MALE',
        dateOfBirth: '2001-04-04',
        hasChipCard: false,
        eidLevel: 1,
        cases: ['EID_LEVEL_1'],
      },
    ],
  },
  // 18
  {
    at: '26734',
    detail: 'Số 130 đường Hai Bà Trưng',
    members: [
      {
        personalId: '079173991801',
        name: 'Võ Thị Minh Nguyệt',
        sex: 'FEMALE',
        dateOfBirth: '1973-03-21',
        schooling: 'MASTER',
        occupation: 'JUDGE',
        monthlyIncome: 24_000_000,
        cases: ['SENSITIVE_JUDGE'],
      },
    ],
  },
  {
    at: '26905',
    detail: 'Số 77 đường Điện Biên Phủ',
    members: [
      {
        personalId: '079081991802',
        name: 'Huỳnh Quốc Bảo',
        sex: 'MALE',
        dateOfBirth: '1981-12-03',
        schooling: 'BACHELOR',
        occupation: 'POLICE',
        monthlyIncome: 19_000_000,
        cases: ['SENSITIVE_POLICE'],
      },
    ],
  },
  {
    at: '00007',
    detail: 'Số 15 đường Hoàng Diệu',
    members: [
      {
        personalId: '001176991803',
        name: 'Tạ Thị Hồng Vân',
        sex: 'FEMALE',
        dateOfBirth: '1976-09-28',
        ethnicity: { code: '02', name: 'Tày' },
        religion: 'Công giáo',
        schooling: 'MASTER',
        occupation: 'CIVIL_SERVANT',
        monthlyIncome: 20_000_000,
        cases: ['SENSITIVE_CIVIL_SERVANT'],
      },
    ],
  },
  // 20: rents a room near the factory, which never reported its worker.
  {
    at: '21559',
    detail: 'Số 9 đường Trần Hưng Đạo',
    members: [
      {
        personalId: '052199992001',
        name: 'Ngô Thị Yến Nhi',
        sex: 'FEMALE',
        dateOfBirth: '1999-08-01',
        lodges: { at: '25966', detail: 'Phòng 6, số 112 đường Hùng Vương', since: '2025-02-10' },
        occupation: 'EMPLOYEE',
        monthlyIncome: 7_500_000,
        cases: ['RENT_SUPPORT_WITHOUT_INSURANCE'],
      },
    ],
  },
];

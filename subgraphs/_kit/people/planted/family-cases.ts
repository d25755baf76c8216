import type { PlantedHousehold, PlantedPerson } from './plant-household.ts';

/** Cases 5, 11–14 and 19: where somebody lives, and with whom. */
export const familyCases: readonly PlantedHousehold[] = [
  // 5: the head has left and nobody took over.
  {
    at: '31120',
    detail: 'Số 14 đường Trần Hưng Đạo',
    members: [
      {
        personalId: '092170990501',
        name: 'Huỳnh Thị Cúc',
        sex: 'FEMALE',
        dateOfBirth: '1970-09-15',
        relationToHead: 'SPOUSE',
        maritalStatus: 'DIVORCED',
        cases: ['HOUSEHOLD_WITHOUT_HEAD'],
      },
      {
        personalId: '092096990502',
        name: 'Lâm Quốc Việt',
        sex: 'MALE',
        dateOfBirth: '1996-02-11',
        relationToHead: 'CHILD',
        motherPersonalId: '092170990501',
        occupation: 'EMPLOYEE',
        cases: ['HOUSEHOLD_WITHOUT_HEAD'],
      },
    ],
  },
  {
    at: '25966',
    detail: 'Số 58 đường Hùng Vương',
    members: [
      {
        personalId: '074080990503',
        name: 'Bùi Tấn Lộc',
        sex: 'MALE',
        dateOfBirth: '1980-07-07',
        spousePersonalId: '074183990504',
        occupation: 'BUSINESS_OWNER',
        monthlyIncome: 25_000_000,
        cases: ['HOUSEHOLD_WITH_TWO_HEADS'],
      },
      {
        personalId: '074183990504',
        name: 'Võ Thị Kim Phượng',
        sex: 'FEMALE',
        dateOfBirth: '1983-03-29',
        spousePersonalId: '074080990503',
        cases: ['HOUSEHOLD_WITH_TWO_HEADS'],
      },
    ],
  },
  // 11: dead for half a year, the telephone still answers.
  {
    at: '19783',
    detail: 'Số 3 đường Lý Thường Kiệt',
    members: [
      {
        personalId: '046155991102',
        name: 'Tô Thị Nguyệt',
        sex: 'FEMALE',
        dateOfBirth: '1955-08-08',
        maritalStatus: 'WIDOWED',
      },
      {
        personalId: '046051991101',
        name: 'Trương Đình Phúc',
        sex: 'MALE',
        dateOfBirth: '1951-11-20',
        relationToHead: 'SPOUSE',
        maritalStatus: 'MARRIED',
        dateOfDeath: '2025-12-17',
        eidLevel: 0,
        monthlyIncome: null,
        cases: ['DECEASED_WITH_LIVE_SIM'],
      },
    ],
  },
  // 12: the elder is of the age for a card and has none, the younger need not have one.
  {
    at: '24118',
    detail: 'Số 27 đường Quang Trung',
    members: [
      {
        personalId: '066184991203',
        name: 'Lê Thị Thanh Tâm',
        sex: 'FEMALE',
        dateOfBirth: '1984-04-18',
        maritalStatus: 'DIVORCED',
        schooling: 'COLLEGE',
        occupation: 'TEACHER',
        monthlyIncome: 10_200_000,
      },
      {
        personalId: '066211991201',
        name: 'Cao Gia Huy',
        sex: 'MALE',
        dateOfBirth: '2011-01-30',
        relationToHead: 'CHILD',
        motherPersonalId: '066184991203',
        hasChipCard: false,
        eidLevel: 0,
        phone: null,
        cases: ['CHILD_WITHOUT_CARD'],
      },
      {
        personalId: '066316991202',
        name: 'Cao Bảo Trân',
        sex: 'FEMALE',
        dateOfBirth: '2016-10-03',
        relationToHead: 'CHILD',
        motherPersonalId: '066184991203',
        cases: ['CHILD_WITHOUT_CARD'],
      },
    ],
  },
  // 13: Bồ Đề went to three new wards in 2025, so the old address alone does not tell the new one.
  {
    at: '00139',
    detail: 'Số 250 đường Hoàng Diệu',
    members: [
      {
        personalId: '001078991301',
        name: 'Vũ Đức Long',
        sex: 'MALE',
        dateOfBirth: '1978-06-16',
        schooling: 'BACHELOR',
        occupation: 'EMPLOYEE',
        monthlyIncome: 16_000_000,
        cases: ['SPLIT_COMMUNE'],
      },
    ],
  },
  // 14: Côn Đảo
  {
    at: '755',
    detail: 'Khu dân cư số 9',
    members: [
      {
        personalId: '077089991401',
        name: 'Hồ Minh Hải',
        sex: 'MALE',
        dateOfBirth: '1989-09-19',
        cases: ['ISLAND_WITHOUT_COMMUNE'],
      },
    ],
  },
  // 19: each pays household health insurance, the later ones less.
  {
    at: '31513',
    detail: 'Số 19 đường Ngô Quyền',
    members: [
      insuredByHousehold({
        personalId: '094070991901',
        name: 'Trần Văn Phước',
        sex: 'MALE',
        dateOfBirth: '1970-05-05',
        spousePersonalId: '094172991902',
        occupation: 'FARMER',
      }),
      insuredByHousehold({
        personalId: '094172991902',
        name: 'Nguyễn Thị Bích Vân',
        sex: 'FEMALE',
        dateOfBirth: '1972-10-10',
        spousePersonalId: '094070991901',
        relationToHead: 'SPOUSE',
      }),
      insuredByHousehold({
        personalId: '094094991903',
        name: 'Trần Minh Nhựt',
        sex: 'MALE',
        dateOfBirth: '1994-03-03',
        relationToHead: 'CHILD',
        fatherPersonalId: '094070991901',
        motherPersonalId: '094172991902',
      }),
      insuredByHousehold({
        personalId: '094197991904',
        name: 'Trần Thị Thu Ngân',
        sex: 'FEMALE',
        dateOfBirth: '1997-07-27',
        relationToHead: 'CHILD',
        fatherPersonalId: '094070991901',
        motherPersonalId: '094172991902',
      }),
      insuredByHousehold({
        personalId: '094200991905',
        name: 'Trần Hoàng Duy',
        sex: 'MALE',
        dateOfBirth: '2000-12-12',
        relationToHead: 'CHILD',
        fatherPersonalId: '094070991901',
        motherPersonalId: '094172991902',
      }),
    ],
  },
];

function insuredByHousehold(person: PlantedPerson): PlantedPerson {
  return { occupation: 'SELF_EMPLOYED', monthlyIncome: 5_000_000, ...person, cases: ['HOUSEHOLD_DISCOUNT'] };
}

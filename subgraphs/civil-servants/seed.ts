import { DATA_AS_OF, type Person } from '../_kit/people/person.ts';
import type { Random } from '../_kit/people/random.ts';
import { recordCopy } from '../_kit/seeding/recorded-copy.ts';
import type { Seed, SeedRun } from '../_kit/seeding/seed.ts';
import { type Agencies, createAgencies } from './seed/agencies.ts';
import { addCareer } from './seed/career.ts';
import { rankHistory } from './seed/ranks.ts';

/**
 * Those who work in offices, public schools, public hospitals and courts; not the police, whose profiles are kept
 * elsewhere. Five in a hundred names or birth dates are written otherwise than in the population database, since these
 * profiles were copied from paper.
 */
export const seed: Seed = {
  tables: {
    agency: ['code', 'name', 'kind', 'province'],
    civil_servant: [
      'personal_id',
      'recorded_name',
      'recorded_date_of_birth',
      'kind',
      'recruited_on',
      'agency_code',
      'position',
      'rank_code',
      'highest_qualification',
      'major',
      'has_asset_declaration_duty',
      'salary_step',
      'salary_coefficient',
      'party_joined_on',
      'political_theory',
    ],
    foreign_language: ['personal_id', 'language', 'level'],
    work_period: ['personal_id', 'from_month', 'until_month', 'agency_code', 'position'],
    training: ['personal_id', 'from_month', 'until_month', 'name', 'institution', 'certificate'],
    commendation: ['personal_id', 'year', 'title'],
    foreign_trip: ['personal_id', 'from_month', 'until_month', 'country', 'purpose'],
    discipline: ['personal_id', 'decided_on', 'measure', 'reason'],
    relative: ['personal_id', 'relative_personal_id', 'relation'],
  },
  open: (run) => {
    const agencies = createAgencies(run.add);
    return (household) => {
      for (const person of household.members) addPerson(run, person, agencies);
    };
  },
};

/** Share of the doctors who work in public hospitals. */
const PUBLIC_DOCTORS = 0.7;
const AS_OF_YEAR = Number(DATA_AS_OF.slice(0, 4));

function addPerson({ add, random }: SeedRun, person: Person, agencies: Agencies) {
  const draw = random('profile', person.personalId);
  if (person.dateOfDeath !== null || (person.occupation === 'DOCTOR' && !draw.chance(PUBLIC_DOCTORS))) return;
  const agencyCode = agencies.find(person);
  if (agencyCode === null) return;

  const recruitedOn = drawRecruitment(draw, person);
  const recruitmentYear = Number(recruitedOn.slice(0, 4));
  const ranks = rankHistory(person, AS_OF_YEAR - recruitmentYear);
  const rank = ranks.at(-1);
  if (rank === undefined) return;

  const copy = recordCopy(draw, person, 0.05);
  const isOfficial = person.occupation === 'CIVIL_SERVANT' || person.occupation === 'JUDGE';
  const yearsInRank = Math.floor((AS_OF_YEAR - recruitmentYear) / ranks.length);
  const salaryStep = Math.min(rank.steps, 1 + Math.floor(yearsInRank / 3));
  const coefficient = Math.round(100 * (rank.firstCoefficient + rank.stepCoefficient * (salaryStep - 1))) / 100;
  const party = drawParty(draw, person, recruitmentYear, rank.isSenior);
  add(
    'civil_servant',
    person.personalId,
    copy.name.toUpperCase(),
    copy.dateOfBirth,
    isOfficial ? 'CIVIL_SERVANT' : 'PUBLIC_EMPLOYEE',
    recruitedOn,
    agencyCode,
    rank.position,
    rank.code,
    qualificationOf(person),
    draw.pick(MAJORS[person.occupation] ?? ['Quản lý nhà nước']),
    person.occupation === 'JUDGE' || rank.isSenior,
    salaryStep,
    coefficient,
    party.joinedOn,
    party.theory,
  );
  addRelatives(add, person);
  addCareer(add, draw, person, {
    recruitedOn,
    positions: ranks.map(({ position }) => position),
    agencyCode,
    firstAgencyCode: agencies.findEarlier(agencyCode),
  });
}

/** Most are recruited soon after they have learned their profession, and nobody after the year before last. */
function drawRecruitment(draw: Random, { dateOfBirth, age, occupation }: Person): string {
  const earliest = occupation === 'DOCTOR' || occupation === 'JUDGE' ? 24 : 22;
  const ageThen = Math.min(age - 1, earliest + draw.integer(0, 6));
  const year = Math.min(AS_OF_YEAR - 1, Number(dateOfBirth.slice(0, 4)) + Math.max(21, ageThen));
  return `${year}-${draw.pick(['01-15', '03-01', '07-01', '09-01', '11-15'])}`;
}

function drawParty(draw: Random, person: Person, recruitmentYear: number, isSenior: boolean) {
  const isMember = person.plantedCases.has('SHOWCASE') || draw.chance(isSenior ? 0.75 : 0.35);
  if (!isMember) return { joinedOn: null, theory: null };
  const year = Math.min(AS_OF_YEAR - 1, recruitmentYear + draw.integer(1, 8));
  const joinedOn = `${year}-${draw.pick(['02-03', '05-19', '09-02'])}`;
  return { joinedOn, theory: isSenior ? draw.pick(['INTERMEDIATE', 'ADVANCED']) : draw.pick(['ELEMENTARY', null]) };
}

const MAJORS: Partial<Record<Person['occupation'], readonly string[]>> = {
  CIVIL_SERVANT: ['Quản lý nhà nước', 'Luật', 'Kế toán', 'Công nghệ thông tin', 'Kinh tế'],
  TEACHER: ['Sư phạm Toán', 'Sư phạm Ngữ văn', 'Sư phạm Tiếng Anh', 'Sư phạm Vật lý', 'Giáo dục tiểu học'],
  DOCTOR: ['Y đa khoa', 'Nội khoa', 'Ngoại khoa', 'Nhi khoa'],
  JUDGE: ['Luật'],
};

function qualificationOf({ schooling }: Person): string {
  switch (schooling) {
    case 'COLLEGE':
    case 'BACHELOR':
    case 'MASTER':
      return schooling;
    case 'DOCTOR':
      return 'DOCTORATE';
    default:
      return 'SECONDARY';
  }
}

function addRelatives(add: SeedRun['add'], person: Person) {
  const declare = (relativePersonalId: string | null, relation: string) => {
    if (relativePersonalId !== null) add('relative', person.personalId, relativePersonalId, relation);
  };
  declare(person.fatherPersonalId, 'FATHER');
  declare(person.motherPersonalId, 'MOTHER');
  declare(person.spousePersonalId, 'SPOUSE');
  for (const childPersonalId of person.childPersonalIds) declare(childPersonalId, 'CHILD');
}

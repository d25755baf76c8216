import type { Person } from './person.ts';
import type { District, Place } from './places.ts';
import type { Random } from './random.ts';
import { reservedTaxCode } from './serials.ts';

type Employer = NonNullable<Person['employer']>;

/** Occupations at a public body. */
export type PublicOccupation = keyof typeof PUBLIC_BODIES;

/** Draws a made-up company of the province; the first ones employ the most. */
export function drawCompany(random: Random, { province }: Place): Employer {
  const count = Math.max(30, Math.floor(province.populationThousands / 10));
  const n = Math.floor(random.next() ** 2 * count);
  const word = COMPANY_WORDS[n % COMPANY_WORDS.length];
  return getEmployer(
    `9${province.code.slice(1)}${String(n).padStart(3, '0')}`,
    () => `Công ty TNHH Mẫu ${word} ${n + 1}`,
  );
}

/** The public body of the district where people of the occupation work. */
export function publicBodyOf(occupation: PublicOccupation, { district }: Place): Employer {
  const { kind, name } = PUBLIC_BODIES[occupation];
  return getEmployer(`8${district.code}${kind}0`, () => name(district));
}

/** All employers made so far; at most some 9,500 companies and 4,230 public bodies. */
const employers = new Map<string, Employer>();

/** @param serial  6 digits in the reserved tax codes */
function getEmployer(serial: string, name: () => string): Employer {
  let employer = employers.get(serial);
  if (employer === undefined) {
    employer = { name: name(), taxCode: reservedTaxCode(serial) };
    employers.set(serial, employer);
  }
  return employer;
}

const PUBLIC_BODIES = {
  CIVIL_SERVANT: { kind: 0, name: ({ name }: District) => `Ủy ban nhân dân ${name}` },
  TEACHER: { kind: 1, name: ({ name }: District) => `Trường học Mẫu ${name}` },
  DOCTOR: { kind: 2, name: ({ name }: District) => `Bệnh viện đa khoa ${name}` },
  POLICE: { kind: 3, name: ({ name }: District) => `Công an ${name}` },
  JUDGE: { kind: 4, name: ({ name }: District) => `Tòa án nhân dân ${name}` },
} as const;

/** "Mẫu" (sample) in each name keeps them apart from real companies. */
const COMPANY_WORDS = [
  'An Phát',
  'Sao Mai',
  'Hưng Thịnh',
  'Đại Lộc',
  'Thành Công',
  'Việt Tiến',
  'Bình Minh',
  'Hòa Phúc',
  'Trường Sơn',
  'Kim Long',
  'Nam Cường',
  'Đông Á',
] as const;

/** A family, its lodger, its debtor and its opponent; everybody is somebody's relative, surety or adversary. */
export const PEOPLE = ['an', 'binh', 'chi', 'dung', 'em', 'giang', 'former'] as const;

export type PersonName = (typeof PEOPLE)[number];

/** So many such families live in the city, each with consents of its own. */
export const FAMILIES = 24;

/** What ministries hold of one person. Fields with arguments are functions, as resolvers take them. */
export type Person = Readonly<Record<string, unknown>> & {
  readonly personalId: string;
  readonly fullName: string | null;
  readonly dateOfBirth: string | null;
  readonly isProtected: boolean | null;
};

export interface City {
  readonly people: ReadonlyMap<string, Person>;
  readonly debts: ReadonlyMap<string, object>;
  readonly firms: ReadonlyMap<string, object>;
  readonly legacyIdHolders: ReadonlyMap<string, object>;
  /** Root fields of the ministries. */
  readonly roots: Readonly<Record<string, unknown>>;
}

export function personalIdOf(family: number, name: PersonName): string {
  return `0010900${String(family).padStart(3, '0')}${String(PEOPLE.indexOf(name) + 1).padStart(2, '0')}`;
}

/** The number of an old card. */
export function legacyIdOf(family: number, name: PersonName): string {
  return personalIdOf(family, name).slice(-9);
}

/** @param isProtected  whether nothing may be told of someone */
export function createCity(isProtected: (family: number, name: PersonName) => boolean): City {
  const people = new Map<string, Person>();
  const debts = new Map<string, object>();
  const firms = new Map<string, object>();
  const hearings: unknown[] = [];
  for (let family = 0; family < FAMILIES; family++) {
    const created = createFamily(family, (name) => isProtected(family, name));
    for (const person of created.people) people.set(person.personalId, person);
    for (const debt of created.debts) debts.set(debt.id, debt);
    for (const firm of created.firms) firms.set(firm.code, firm);
    if (family < 2) hearings.push(...created.hearings);
  }
  const living = [...people.values()].filter(({ fullName }) => fullName !== null);
  const find = (family: number, name: PersonName) => people.get(personalIdOf(family, name));
  return {
    people,
    debts,
    firms,
    legacyIdHolders: new Map(
      living.map((person) => [
        person.personalId.slice(-9),
        { number: person.personalId.slice(-9), citizens: [person] },
      ]),
    ),
    roots: {
      registrySize: people.size,
      oldest: find(0, 'dung'),
      mayor: find(1, 'an'),
      council: ({ first }: { readonly first?: number | null }) =>
        [find(0, 'an'), null, find(2, 'em'), find(0, 'giang'), find(0, 'an')].slice(0, first ?? 3),
      rates: ({ year }: { readonly year?: number | null }) => [1, year ?? 2],
      hearings,
    },
  };
}

function createFamily(family: number, isProtected: (name: PersonName) => boolean) {
  const firms = [1, 2].map((n) => ({
    __typename: 'Firm',
    code: `f${family}-${n}`,
    turnover: family * 10 + n,
    owner: undefined as unknown,
  }));
  const debts = [1, 2, 3, 4].map((n) => ({
    __typename: 'Debt',
    id: `d${family}-${n}`,
    amount: family * 1_000 + n,
    surety: undefined as unknown,
    creditor: n === 2 ? null : firms[n % 2],
    ruling: n === 3 ? null : `ruling ${family}-${n}`,
    notes: n === 1 ? [] : [`note ${family}-${n}`],
  }));
  const members = PEOPLE.map((name, index) => createPerson(family, name, index + 1, isProtected(name)));
  const [an, binh, chi, dung, em, giang, former] = members as [Member, Member, Member, Member, Member, Member, Member];
  an.spouse = binh;
  binh.spouse = an;
  an.children = ({ first }) => [chi, dung].slice(0, first ?? 2);
  binh.children = an.children;
  chi.spouse = giang;
  giang.spouse = chi;
  const household = {
    size: 4,
    income: family * 100,
    head: an,
    members: [an, binh, chi, giang].map((citizen, n) => ({
      role: `role ${n}`,
      since: `since ${family}-${n}`,
      citizen,
    })),
  };
  for (const member of [an, binh, chi, giang]) member.household = household;
  em.household = { size: 1, income: null, head: em, members: [{ role: 'alone', since: null, citizen: em }] };
  chi.guardian = binh;
  dung.guardian = firms[0];
  an.guardian = em;
  for (const [n, firm] of firms.entries()) firm.owner = members[n + 2];
  for (const [n, debt] of debts.entries()) debt.surety = members[(n + 1) % 6];
  an.debts = [debts[0], debts[2]];
  binh.debts = [debts[1]];
  em.debts = [debts[3], debts[0]];
  const hearings = [
    { day: 1, about: debts[0], sides: [an, { __typename: 'Plaintiff', citizen: em, demand: 50 + family }] },
    { day: 2, about: null, sides: [binh, giang] },
  ];
  an.hearings = hearings;
  em.hearings = hearings.slice(0, 1);
  former.supersededBy = an;
  return { people: members, debts, firms, hearings };
}

type Member = ReturnType<typeof createPerson>;

/** A number that was replaced leads to the present one, and nothing else is known of it. */
function createPerson(family: number, name: PersonName, n: number, isProtected: boolean) {
  const own = `${name} ${family}`;
  const isFormer = name === 'former';
  return {
    __typename: 'Citizen',
    personalId: personalIdOf(family, name),
    fullName: isFormer ? null : `Nguyễn ${own}`,
    dateOfBirth: isFormer ? null : `19${50 + n}-01-0${n}`,
    sex: isFormer ? null : n % 2 === 0 ? 'FEMALE' : 'MALE',
    dateOfDeath: null,
    isProtected: isFormer ? null : isProtected,
    supersededBy: undefined as unknown,
    supersededPersonalIds: name === 'an' ? [{ personalId: personalIdOf(family, 'former') }] : [],
    religion: ({ short }: { readonly short?: boolean | null }) =>
      isFormer ? null : `religion${short ? '' : ` ${own}`}`,
    spouse: null as unknown,
    children: (_: { readonly first?: number | null }): unknown => null,
    household: null as unknown,
    papers: isFormer
      ? null
      : [
          { __typename: 'Passport', number: `passport ${own}`, issued: 2000 + n, visas: [`visa ${own}`] },
          { __typename: 'Licence', number: `licence ${own}`, issued: n === 2 ? null : 2010 + n, kinds: ['A', 'B'] },
        ].slice(0, n % 3),
    guardian: null as unknown,
    taxCode: n === 5 || isFormer ? null : `tax ${own}`,
    greeting(this: { readonly sex?: unknown }) {
      return `Dear ${this.sex}`;
    },
    bracket(this: { readonly household?: BracketHousehold | null }, { year }: { readonly year?: number | null }) {
      return this.household ? `${this.household.size}/${this.household.income}/${year ?? 'now'}` : null;
    },
    debts: [] as unknown[],
    hearings: [] as unknown[],
    summons(this: { readonly greeting?: unknown }) {
      return `Summons: ${textOf(this, this.greeting)}`;
    },
    fine(this: { readonly bracket?: unknown }) {
      return `Fine for ${textOf(this, this.bracket)}`;
    },
    bloodGroup: isFormer ? null : `blood ${own}`,
    doses: ({ first }: { readonly first?: number | null }) =>
      isFormer
        ? null
        : [1, 2]
            .map((dose) => ({ vaccine: `vaccine ${dose}`, lot: `lot ${dose} ${own}`, witness: null }))
            .slice(0, first ?? 2),
    diet(this: { readonly religion?: unknown }) {
      return `Diet of ${textOf(this, this.religion)}`;
    },
  };
}

interface BracketHousehold {
  readonly size: number;
  readonly income: number | null;
}

/** What a field is made from: a value where it came in a representation, a function of the person where it did not. */
function textOf(person: unknown, value: unknown): unknown {
  return typeof value === 'function' ? value.call(person, {}) : value;
}

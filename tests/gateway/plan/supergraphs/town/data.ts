import type { Data } from '../../federation/data.ts';

export const PERSONAL_IDS = ['m1', 'm2', 'm3', 'u1', 'p2'];

/** A town in which everyone is someone's relative, debtor or opponent. */
export function createData(): Data {
  const firms = ['f1', 'f2'].map((code, index) => ({
    __typename: 'Firm',
    code,
    turnover: (index + 1) * 1_000,
    owner: null as unknown,
  }));
  const debts = [1, 2, 3, 4].map((n) => ({
    __typename: 'Debt',
    id: `d${n}`,
    amount: n * 100,
    surety: null as unknown,
    creditor: n === 2 ? null : firms[n % 2],
    ruling: n === 3 ? null : `ruling ${n}`,
    notes: n === 1 ? [] : [`note ${n}`],
  }));
  const citizens = PERSONAL_IDS.map((personalId, index) => {
    const n = index + 1;
    return {
      __typename: 'Citizen',
      personalId,
      name: ({ short }: { short?: boolean | null }) => (short ? `C${n}` : `Citizen ${n}`),
      sex: n % 2 === 0 ? 'FEMALE' : 'MALE',
      religion: n === 4 ? null : `religion ${n}`,
      taxCode: n === 5 ? null : `tax ${n}`,
      spouse: null as unknown,
      children: (_: { first?: number | null }): unknown => null,
      household: null as unknown,
      papers: [
        { __typename: 'Passport', number: `passport ${n}`, issued: 2000 + n, visas: [`visa ${n}`] },
        { __typename: 'Licence', number: `licence ${n}`, issued: n === 2 ? null : 2010 + n, kinds: ['A', 'B'] },
      ].slice(0, n % 3),
      guardian: null as unknown,
      debts: debts.filter((_, index) => index % 5 === n - 1 || (n === 5 && index === 3)),
      hearings: [] as unknown[],
      greeting(this: { sex: string | null }) {
        return `Dear ${this.sex}`;
      },
      bracket(this: { household: { size: number; income: number | null } | null }, { year }: { year?: number | null }) {
        return this.household && `${this.household.size}/${this.household.income}/${year ?? 'now'}`;
      },
    };
  });
  const [an, binh, chi, dung, em] = citizens as [Citizen, Citizen, Citizen, Citizen, Citizen];
  type Citizen = (typeof citizens)[number];
  an.spouse = binh;
  binh.spouse = an;
  an.children = ({ first }) => [chi, dung].slice(0, first ?? 2);
  binh.children = an.children;
  const household = {
    size: 3,
    income: 900,
    head: an,
    members: [an, binh, chi].map((citizen, index) => ({ role: `role ${index}`, since: `since ${index}`, citizen })),
  };
  for (const member of [an, binh, chi]) member.household = household;
  em.household = { size: 1, income: null, head: em, members: [{ role: 'alone', since: null, citizen: em }] };
  chi.guardian = binh;
  dung.guardian = firms[0];
  for (const [index, firm] of firms.entries()) firm.owner = citizens[index + 2];
  for (const [index, debt] of debts.entries()) debt.surety = citizens[(index + 1) % 5];
  const hearings = [
    { day: 1, about: debts[0], sides: [an, { __typename: 'Plaintiff', citizen: em, demand: 50 }] },
    { day: 2, about: null, sides: [binh] },
  ];
  an.hearings = hearings;
  em.hearings = hearings.slice(0, 1);

  return {
    roots: {
      Query: {
        citizen: ({ personalId }: { personalId: string }) =>
          citizens.find((citizen) => citizen.personalId === personalId) ?? null,
        citizens: ({ first }: { first?: number | null }) => [an, null, em, binh, an].slice(0, first ?? 3),
        registered: citizens.length,
        oldest: dung,
        hearings,
      },
    },
    entities: [...citizens, ...debts, ...firms],
  };
}

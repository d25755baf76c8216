import { localSubgraph } from '../../../../gateway/citizen/local-subgraph.ts';
import { compose } from '../../support/test-graph.ts';
import { startTestMinistry } from '../../support/test-ministry.ts';

export interface Person {
  readonly personalId: string;
  readonly fullName: string;
  dateOfBirth: string;
  dateOfDeath: string | null;
  isProtected: boolean;
  /** The number that replaced this one. */
  supersededBy: string | null;
  supersededPersonalIds: readonly { readonly personalId: string }[];
  relatives: { readonly relation: string; readonly personalId: string }[];
}

export type Name = 'an' | 'binh' | 'chi' | 'dung' | 'guarded';

/** A made-up country of one register, in which a test moves people about. An is Chi's mother; Chi is a child. */
export async function startSmallCountry() {
  const people: Record<Name, Person> = {
    an: createPerson('001190900001', 'Nguyễn Thị An', '1990-02-28'),
    binh: createPerson('001085900002', 'Trần Văn Bình', '1985-06-01'),
    chi: createPerson('001315900003', 'Trần Thị Chi', '2015-06-01'),
    dung: createPerson('001080900004', 'Lê Văn Dũng', '1980-01-01'),
    guarded: createPerson('001190900005', 'Võ Thị Kín', '1990-03-31'),
  };
  people.chi.relatives = [{ relation: 'MOTHER', personalId: people.an.personalId }];
  people.an.relatives = [{ relation: 'CHILD', personalId: people.chi.personalId }];
  people.guarded.isProtected = true;
  const byNumber = new Map(Object.values(people).map((person) => [person.personalId, person]));
  const registry = await startTestMinistry('registry', types, {
    Citizen: {
      __resolveReference: ({ personalId }: Pick<Person, 'personalId'>) => byNumber.get(personalId) ?? null,
      sex: () => 'FEMALE',
      supersededBy: ({ supersededBy }: Person) => supersededBy && byNumber.get(supersededBy),
      relatives: ({ relatives }: Person) =>
        relatives.map(({ relation, personalId }) => ({ relation, citizen: byNumber.get(personalId) })),
      phoneNumber: () => '0719900001',
      email: () => 'somebody@example.vn',
      allergies: () => 'none known',
    },
  });
  return {
    people,
    registry,
    /** Gives somebody a new number, under which the register knows them from now on. */
    replaceNumber(name: Name, personalId: string): void {
      const former = people[name];
      people[name] = { ...former, personalId, supersededPersonalIds: [former] };
      byNumber.set(personalId, people[name]);
      byNumber.set(former.personalId, { ...former, supersededBy: personalId });
    },
    supergraphSdl: compose([localSubgraph, registry]),
    stop: registry.stop,
  };
}

export type SmallCountry = Awaited<ReturnType<typeof startSmallCountry>>;

function createPerson(personalId: string, fullName: string, dateOfBirth: string): Person {
  const unknown = {
    dateOfDeath: null,
    isProtected: false,
    supersededBy: null,
    supersededPersonalIds: [],
    relatives: [],
  };
  return { personalId, fullName, dateOfBirth, ...unknown };
}

const types = `
  enum Sex { FEMALE MALE }
  enum Relation { MOTHER FATHER LEGAL_REPRESENTATIVE SPOUSE CHILD }
  type FormerNumber { personalId: PersonalId! }
  type Relative { relation: Relation! citizen: Citizen! }
  type Citizen @key(fields: "personalId") {
    personalId: PersonalId!
    "The name. (Họ tên.)"
    fullName: String @personal(scope: "person.name", class: BASIC)
    "The day of birth. (Ngày sinh.)"
    dateOfBirth: PartialDate @personal(scope: "person.birth", class: BASIC)
    sex: Sex @personal(scope: "person.sex", class: BASIC)
    dateOfDeath: Date @personal(scope: "person.death", class: BASIC)
    isProtected: Boolean @personal(scope: "person.protection", class: RESTRICTED)
    supersededBy: Citizen @personal(scope: "person.number", class: BASIC)
    supersededPersonalIds: [FormerNumber!] @personal(scope: "person.number", class: BASIC)
    relatives: [Relative!] @personal(scope: "person.family", class: BASIC)
    "The phone number; null when none is recorded. (Số điện thoại.)"
    phoneNumber: String @personal(scope: "person.contact", class: BASIC)
    "The e-mail address. (Thư điện tử.)"
    email: String @personal(scope: "person.contact", class: BASIC)
    "Allergies. (Dị ứng.)"
    allergies: String @personal(scope: "person.health", class: SENSITIVE)
  }
`;

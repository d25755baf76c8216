import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import { localSubgraph } from '../../../gateway/citizen/local-subgraph.ts';
import { startTestMinistry, type TestMinistry } from './test-ministry.ts';

/** Two ministries and the gateway's own subgraph, composed. */
export interface TestGraph {
  /** Holds the identity fields. */
  readonly registry: TestMinistry;
  readonly treasury: TestMinistry;
  readonly supergraphSdl: string;
  stop(): Promise<void>;
}

/** Known to both ministries. The household is An, her son Bình, and someone whose number no register has. */
export const an = '001190900001';
export const binh = '001215900002';
export const unregistered = '001190900003';
/** In the treasury's books only. */
export const stranger = '001190900004';

/** Known to both ministries; nothing may be told about her. */
export const guarded = '001190900005';

/** Numbers of 9 digits: of one, of two whom name and birth tell apart or do not, of one who is protected, of nobody. */
export const legacyIds = {
  ofAn: '011900001',
  ofAnAndBinh: '011900002',
  ofAnAndNamesake: '011900003',
  ofGuarded: '011900004',
  ofNobody: '011900005',
} as const;

const statedPurpose = 'purpose: { code: "whole-person", dossier: "T-1" }';

/** The field of a query by which a clerk names somebody; those whom no register has under a name that would be theirs. */
export function citizenField(personalId: string): string {
  const { fullName, dateOfBirth } = personOf(personalId);
  const name = `fullName: "${fullName}", dateOfBirth: "${dateOfBirth}"`;
  return `citizen(personalId: "${personalId}", ${name}, ${statedPurpose})`;
}

/** The same by the variables of `named`: `query (${namedBy}) { ${citizenByVariables} { … } }`. */
export const namedBy = '$id: PersonalId!, $name: String, $born: PartialDate';
export const citizenByVariables = `citizen(personalId: $id, fullName: $name, dateOfBirth: $born, ${statedPurpose})`;

export function named(personalId: string) {
  const { fullName, dateOfBirth } = personOf(personalId);
  return { id: personalId, name: fullName, born: dateOfBirth };
}

export async function startTestGraph(): Promise<TestGraph> {
  const registry = await startTestMinistry('registry', registryTypes, {
    Query: {
      registrySize: () => people.size,
      citizens: (_: unknown, { personalIds }: { readonly personalIds: readonly string[] }) =>
        personalIds.map((personalId) => people.get(personalId) ?? null),
    },
    Mutation: { renameCitizen: () => 'done' },
    Citizen: {
      __resolveReference: ({ personalId }: Reference) => people.get(personalId) ?? null,
      household: () => ({ members: [an, binh, unregistered].map((personalId) => ({ citizen: { personalId } })) }),
    },
    LegacyIdHolders: {
      __resolveReference: ({ number }: { readonly number: string }) => {
        const citizens = legacyIdHolders.get(number);
        return citizens ? { number, citizens } : null;
      },
    },
  });
  const treasury = await startTestMinistry('treasury', treasuryTypes, {
    Query: { rates: () => [1, 2] },
    Citizen: {
      __resolveReference: (reference: Reference) => (accounts.has(reference.personalId) ? reference : null),
      taxCode: ({ personalId }: Reference) => accounts.get(personalId) ?? null,
      earnings: () => [{ year: 2025, amount: 120_000_000 }],
      greeting: ({ sex }: { readonly sex: string }) => `greeting for ${sex}`,
    },
  });
  return {
    registry,
    treasury,
    supergraphSdl: compose([localSubgraph, registry, treasury]),
    stop: async () => void (await Promise.all([registry.stop(), treasury.stop()])),
  };
}

/** @throws when the subgraphs do not compose */
export function compose(subgraphs: readonly { readonly name: string; readonly url: string; readonly sdl: string }[]) {
  const { supergraphSdl, errors } = composeServices(
    subgraphs.map(({ name, url, sdl }) => ({ name, url, typeDefs: parse(sdl) })),
  );
  if (!supergraphSdl) throw new Error((errors ?? []).map(({ message }) => message).join('\n'));
  return supergraphSdl;
}

/** What the registry holds of somebody, or a name for those whom it does not know. */
export function personOf(personalId: string) {
  return people.get(personalId) ?? { fullName: 'Lê Văn Vô', dateOfBirth: '1990-01-01' };
}

interface Reference {
  readonly personalId: string;
}

const people = new Map(
  [
    {
      personalId: an,
      fullName: 'Nguyễn Thị An',
      dateOfBirth: '1990-02-28',
      sex: 'FEMALE',
      phoneNumber: '0719900001',
      isProtected: false,
    },
    {
      personalId: binh,
      fullName: 'Trần Văn Bình',
      dateOfBirth: '2015-06-01',
      sex: 'MALE',
      phoneNumber: null,
      isProtected: false,
    },
    {
      personalId: guarded,
      fullName: 'Võ Thị Kín',
      dateOfBirth: '1990-03-31',
      sex: 'FEMALE',
      phoneNumber: null,
      isProtected: true,
    },
  ].map((person) => [
    person.personalId,
    { ...person, dateOfDeath: null, supersededBy: null, supersededPersonalIds: [] },
  ]),
);

const namesakeOfAn = { ...people.get(an), personalId: '001190900006' };

const legacyIdHolders = new Map<string, readonly unknown[]>([
  [legacyIds.ofAn, [people.get(an)]],
  [legacyIds.ofAnAndBinh, [people.get(an), people.get(binh)]],
  [legacyIds.ofAnAndNamesake, [people.get(an), namesakeOfAn]],
  [legacyIds.ofGuarded, [people.get(guarded)]],
]);

const accounts = new Map([
  [an, '0100900001'],
  [stranger, '0100900004'],
  [guarded, '0100900005'],
]);

const registryTypes = `
  type Query {
    citizens(personalIds: [PersonalId!]!): [Citizen]
    registrySize: Int @personal(scope: "statistics.size", class: PUBLIC)
  }
  type Mutation { renameCitizen(name: String!): String @personal(scope: "statistics.rename", class: PUBLIC) }
  enum Sex { FEMALE MALE }
  type Citizen @key(fields: "personalId") {
    personalId: PersonalId!
    fullName: String @personal(scope: "person.name", class: BASIC)
    dateOfBirth: PartialDate @personal(scope: "person.birth", class: BASIC)
    sex: Sex @personal(scope: "person.sex", class: BASIC)
    dateOfDeath: Date @personal(scope: "person.death", class: BASIC)
    isProtected: Boolean @personal(scope: "person.protection", class: RESTRICTED)
    supersededBy: Citizen @personal(scope: "person.number", class: BASIC)
    supersededPersonalIds: [FormerNumber!] @personal(scope: "person.number", class: BASIC)
    phoneNumber: String @personal(scope: "person.phone", class: BASIC)
    household: Household @personal(scope: "person.household", class: BASIC)
  }
  type LegacyIdHolders @key(fields: "number") @inaccessible {
    number: LegacyIdNumber!
    citizens: [Citizen!] @personal(scope: "person.legacy-ids", class: RESTRICTED)
  }
  type FormerNumber { personalId: PersonalId! }
  type Household { members: [Member] }
  type Member { citizen: Citizen }
`;

const treasuryTypes = `
  type Query { rates(year: Int, label: String): [Int] @personal(scope: "tax.rates", class: PUBLIC) }
  enum Sex { FEMALE MALE }
  type Citizen @key(fields: "personalId") {
    personalId: PersonalId!
    sex: Sex @external
    taxCode: String @personal(scope: "tax.code", class: BASIC)
    earnings: [Earning] @personal(scope: "tax.earnings", class: SENSITIVE)
    greeting: String @requires(fields: "sex") @personal(scope: "tax.greeting", class: BASIC)
  }
  type Earning { year: Int amount: Vnd }
`;

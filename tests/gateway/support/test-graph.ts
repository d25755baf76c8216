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

export async function startTestGraph(): Promise<TestGraph> {
  const registry = await startTestMinistry('registry', registryTypes, {
    Query: { registrySize: () => people.size },
    Mutation: { renameCitizen: () => 'done' },
    Citizen: {
      __resolveReference: ({ personalId }: Reference) => people.get(personalId) ?? null,
      household: () => ({ members: [an, binh, unregistered].map((personalId) => ({ citizen: { personalId } })) }),
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

interface Reference {
  readonly personalId: string;
}

const people = new Map(
  [
    { personalId: an, fullName: 'Nguyễn Thị An', dateOfBirth: '1990-02-28', sex: 'FEMALE' },
    { personalId: binh, fullName: 'Trần Văn Bình', dateOfBirth: '2015-06-01', sex: 'MALE' },
  ].map((person) => [person.personalId, person]),
);

const accounts = new Map([
  [an, '0100900001'],
  [stranger, '0100900004'],
]);

const registryTypes = `
  type Query { registrySize: Int @personal(scope: "statistics.size", class: PUBLIC) }
  type Mutation { renameCitizen(name: String!): String @personal(scope: "statistics.rename", class: PUBLIC) }
  enum Sex { FEMALE MALE }
  type Citizen @key(fields: "personalId") {
    personalId: PersonalId!
    fullName: String @personal(scope: "person.name", class: BASIC)
    dateOfBirth: PartialDate @personal(scope: "person.birth", class: BASIC)
    sex: Sex @personal(scope: "person.sex", class: BASIC)
    supersededBy: Citizen @personal(scope: "person.number", class: BASIC)
    household: Household @personal(scope: "person.household", class: BASIC)
  }
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

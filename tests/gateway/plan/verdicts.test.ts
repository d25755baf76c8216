import { describe, expect, test } from '@jest/globals';
import { type GraphQLSchema, parse } from 'graphql';
import type { FieldRegister } from '../../../gateway/disclosure/field-register.ts';
import { FieldSet } from '../../../gateway/disclosure/field-set.ts';
import type { Disclosure, Verdict } from '../../../gateway/disclosure/verdict.ts';
import type { Path } from './federation/answer.ts';
import { readAnswer } from './federation/answer.ts';
import { findAsked } from './federation/find-asked.ts';
import { forAllOperations, TIMEOUT_MS } from './federation/property.ts';
import { compile, createEnvironment } from './federation/run-compiled.ts';
import { runMonolith } from './federation/run-monolith.ts';
import { runRedacted } from './federation/run-redacted.ts';
import { SubgraphHost } from './federation/subgraph-host.ts';
import { loadTestSupergraph } from './federation/test-supergraph.ts';
import { PERSONAL_IDS } from './supergraphs/town/data.ts';

const town = await loadTestSupergraph('town');
const register = town.register as FieldRegister;

/** What a field is made from that is open may be fetched for it, though it is not told. */
const REQUIRED: Readonly<Record<string, readonly string[]>> = {
  'Citizen.greeting': ['Citizen.sex'],
  'Citizen.bracket': ['Citizen.household', 'Household.income'],
};

describe('with another verdict on each citizen', () => {
  test(
    'an answer holds every open value and no withheld one, and says so at each place',
    async () => {
      await forAllOperations(town, 'query', 100, async ({ document, variables, chance }) => {
        const disclosure = decideByChance(chance);
        const answer = await run(document, variables, disclosure);
        const expected = await runRedacted(town, register, disclosure, document, variables);
        expect(JSON.stringify(answer.data)).toBe(JSON.stringify(expected.data));
        expect(answer.errors.map(({ code }) => code)).toEqual(answer.errors.map(() => 'WITHHELD'));
        const told = sorted(answer.errors.map(({ path }) => path ?? []));
        if (expected.withheld.length <= 100) expect(told).toEqual(sorted(expected.withheld));
        else expect(told).toHaveLength(100);
      });
    },
    TIMEOUT_MS,
  );

  test(
    'no subgraph is asked for what is withheld from the one it is about',
    async () => {
      await forAllOperations(town, 'query', 100, async ({ document, variables, chance }) => {
        const disclosure = decideByChance(chance);
        const host = new SubgraphHost(town);
        const answer = compile(town, document, createEnvironment(town, host), disclosure);
        await answer(variables);
        for (const call of host.calls) {
          const { owners, coordinates } = findAsked(call, town.subgraphs.get(call.subgraph) as GraphQLSchema);
          for (const coordinate of coordinates)
            expect([coordinate, mayAsk(disclosure, owners, coordinate)]).toEqual([coordinate, true]);
        }
      });
    },
    TIMEOUT_MS,
  );
});

test(
  'when everything is open, cutting fetches at citizens changes no answer',
  async () => {
    const everything = { open: FieldSet.of(register.fields.keys()), reasonFor: () => 'NOT_IN_PURPOSE' as const };
    const disclosure = { decide: () => undefined, verdictOn: () => everything, verdictOnNobody: everything };
    await forAllOperations(town, 'query', 100, async ({ document, variables }) => {
      const answer = await run(document, variables, disclosure);
      const whole = await runMonolith(town, document, variables);
      expect(JSON.stringify(answer.data)).toBe(JSON.stringify(whole.data));
      expect(answer.errors).toEqual([]);
    });
  },
  TIMEOUT_MS,
);

test('a hundred withheld fields are told one by one, and no more', async () => {
  const nothing = { open: FieldSet.none, reasonFor: () => 'NOT_IN_PURPOSE' as const };
  const disclosure = { decide: () => undefined, verdictOn: () => nothing, verdictOnNobody: nothing };
  const names = Array.from({ length: 103 }, (_, index) => `name${index}: name`);
  const document = parse(`{ citizen(personalId: "m1") { ${names.join(' ')} } }`);
  const answer = compile(town, document, createEnvironment(town, new SubgraphHost(town)), disclosure);
  const { errors } = JSON.parse(await answer({}));
  expect(errors).toHaveLength(100);
});

test('without a disclosure nothing that is marked is asked for', async () => {
  const host = new SubgraphHost(town);
  const answer = compile(town, parse('{ citizens { name } }'), createEnvironment(town, host));
  await expect(answer({})).rejects.toThrow('without a disclosure');
  expect(host.calls.every(({ subgraph }) => subgraph === 'door')).toBe(true);
});

async function run(document: Parameters<typeof compile>[1], variables: object, disclosure: Disclosure) {
  const answer = compile(town, document, createEnvironment(town, new SubgraphHost(town)), disclosure);
  return readAnswer(await answer(variables as Record<string, unknown>));
}

/** Verdicts that open some three quarters, or a quarter, of the register; one citizen is never decided on. */
function decideByChance(chance: number): Disclosure {
  const undecided = PERSONAL_IDS[chance % 7];
  const verdicts = new Map<unknown, Verdict>();
  const decided = new Set<unknown>();
  const none: Verdict = { open: FieldSet.none, reasonFor: () => 'NOT_IN_PURPOSE' };
  for (const [number, personalId] of [...PERSONAL_IDS, undefined].entries()) {
    const share = scatter(chance, number) % 2 === 0 ? 3 : 1;
    const open = register.fields.filter(({ index }) => scatter(chance, number * 1_000 + index) % 4 < share);
    verdicts.set(personalId, { open: FieldSet.of(open.map(({ index }) => index)), reasonFor: () => 'RESTRICTED' });
  }
  return {
    async decide(personalIds) {
      for (const personalId of personalIds) if (personalId !== undecided) decided.add(personalId);
    },
    verdictOn: (personalId) => (personalId !== undecided && verdicts.get(personalId)) || none,
    verdictOnNobody: verdicts.get(undefined) ?? none,
  };
}

function scatter(one: number, other: number): number {
  let value = Math.imul(one ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(other + 1, 0xc2b2ae35);
  value = Math.imul(value ^ (value >>> 15), 0x2c1b3c6d);
  return (value ^ (value >>> 13)) >>> 0;
}

/** About what is reached from a citizen a call does not tell whose it is: then it is open for someone, or for nobody's. */
function mayAsk(disclosure: Disclosure, owners: readonly string[] | undefined, coordinate: string): boolean {
  const { verdictOnNobody } = disclosure;
  if (!owners)
    return [verdictOnNobody, ...PERSONAL_IDS.map(disclosure.verdictOn)].some((verdict) =>
      mayFetch(verdict, coordinate),
    );
  if (owners.length === 0) return mayFetch(verdictOnNobody, coordinate);
  return owners.every((personalId) => mayFetch(disclosure.verdictOn(personalId), coordinate));
}

function mayFetch({ open }: Verdict, coordinate: string): boolean {
  const isOpen = (name: string): boolean => {
    const field = register.find(name);
    return field === undefined || open.has(field.index);
  };
  return (
    isOpen(coordinate) ||
    Object.entries(REQUIRED).some(([name, required]) => isOpen(name) && required.includes(coordinate))
  );
}

function sorted(paths: readonly Path[]): string[] {
  return paths.map((path) => path.join('/')).sort();
}

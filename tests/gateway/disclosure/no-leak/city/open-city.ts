import { findAsked } from '../../../plan/federation/find-asked.ts';
import { scatter } from '../consents.ts';
import { openWorld } from '../open-world.ts';
import type { Bearer, Named, Population, World } from '../world.ts';
import { type City, createCity, FAMILIES, legacyIdOf, PEOPLE, type PersonName, personalIdOf } from './people.ts';
import { cityPurposes, startCity } from './start-city.ts';

/** A gateway over the made-up city, with everybody's consents in its database. */
export async function openCity(): Promise<World> {
  // Who is protected cannot be asked about, so more of those are who come up beside others.
  const oneIn = (name: PersonName): number => (name === 'an' || name === 'binh' ? 9 : 2);
  const city = createCity((family, name) => scatter(family * 100 + PEOPLE.indexOf(name)) % oneIn(name) === 0);
  const started = await startCity(city);
  return await openWorld({
    supergraphSdl: started.supergraphSdl,
    purposesDirectory: cityPurposes,
    population: createPopulation(city),
    madeFrom: {
      'Citizen.greeting': ['Citizen.sex'],
      'Citizen.bracket': ['Citizen.household', 'Household.income'],
      'Citizen.summons': ['Citizen.greeting', 'Citizen.sex'],
      'Citizen.fine': ['Citizen.bracket', 'Citizen.household', 'Household.income'],
      'Citizen.diet': ['Citizen.religion'],
    },
    resolveRoot(field, args) {
      const value = city.roots[field];
      return typeof value === 'function' ? value(args) : value;
    },
    takeAsked: () =>
      started.ministries.flatMap(({ name, calls, schema }) =>
        calls.splice(0).map(({ query, variables }) => findAsked({ subgraph: name, text: query, variables }, schema)),
      ),
    stop: started.stop,
  });
}

function createPopulation({ people }: City): Population {
  const find = (personalId: string): Bearer | undefined => {
    const person = people.get(personalId);
    const bearer = (person?.['supersededBy'] as typeof person) ?? person;
    if (!bearer) return undefined;
    const former = bearer['supersededPersonalIds'] as readonly { readonly personalId: string }[];
    return {
      ...bearer,
      personalIds: [bearer.personalId, ...former.map((number) => number.personalId)],
      isProtected: bearer.isProtected === true,
      source: bearer,
    };
  };
  const families = Array.from({ length: FAMILIES }, (_, family) =>
    PEOPLE.flatMap((name): Named[] => {
      const personalId = personalIdOf(family, name);
      const { fullName, dateOfBirth } = find(personalId) ?? {};
      if (!fullName || !dateOfBirth) return [];
      const legacyId = name === 'former' ? undefined : legacyIdOf(family, name);
      return [{ personalId, fullName, dateOfBirth, legacyId }];
    }),
  );
  return { families, personalIds: [...people.keys()], find };
}

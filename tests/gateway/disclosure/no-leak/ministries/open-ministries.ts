import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { purposesDirectory } from '../../../../../schema/purposes/read-purposes.ts';
import { listMinistries } from '../../../../../subgraphs/_kit/list-ministries.ts';
import type { Ministry } from '../../../../../subgraphs/_kit/ministry.ts';
import { generateHouseholds } from '../../../../../subgraphs/_kit/people/generate-households.ts';
import type { Person } from '../../../../../subgraphs/_kit/people/person.ts';
import { buildSchema, serveMinistry } from '../../../../../subgraphs/_kit/serve-ministry.ts';
import { CITIZENS, openSubject } from '../../../../contract/open-subject.ts';
import { personalIds } from '../../../../contract/people.ts';
import { wholeSelection } from '../../../../contract/whole-selection.ts';
import { watchDoors } from '../../../../e2e/support/asked-fields.ts';
import { openDoor } from '../../../../e2e/support/recording-door.ts';
import { listUrls } from '../../../../e2e/support/stack.ts';
import { askEntities, type Entity } from '../../../../support/ask.ts';
import { openTestPostgres, type TestPostgres } from '../../../../support/postgres.ts';
import { openWorld } from '../open-world.ts';
import type { Bearer, Named, Population, World } from '../world.ts';

const supergraphSdl = readFileSync(join(import.meta.dirname, '../../../../../schema/supergraph.graphql'), 'utf8');

/** A gateway over all ministries and their real databases. What is true of a citizen, the ministries are asked before. */
export async function openMinistries(): Promise<World> {
  const postgres = await openTestPostgres();
  const ministries = await listMinistries();
  const served = await Promise.all(ministries.map((ministry) => serve(ministry, postgres)));
  const doors = await Promise.all(served.map((ministry) => openDoor(ministry, (answer) => answer)));
  const held: Entity[][] = [];
  // One after the other: they all share this process.
  for (const { readEverything } of served) held.push(await readEverything());
  const registers = createRegisters(held);
  return await openWorld({
    supergraphSdl,
    purposesDirectory,
    postgres,
    population: createPopulation(registers),
    madeFrom: {},
    resolveRoot: () => null,
    takeAsked: watchDoors(doors, ministries),
    environment: { GATEWAY_SUBGRAPH_URLS: listUrls(doors) },
    async stop() {
      await Promise.all(doors.map((door) => door.close()));
      await Promise.all(served.map(({ close }) => close()));
    },
  });
}

async function serve(ministry: Ministry, postgres: TestPostgres) {
  const { appUrl: databaseUrl } = await openSubject(postgres, ministry);
  const { url, close } = await serveMinistry(ministry, {
    host: '127.0.0.1',
    port: 0,
    databaseUrl,
    gatewayKeys: undefined,
  });
  return {
    name: ministry.name,
    url,
    close,
    async readEverything() {
      const everything = wholeSelection(buildSchema(ministry), 'Citizen');
      const read: Entity[] = [];
      for (let start = 0; start < personalIds.length; start += AT_ONCE) {
        const { entities, errors } = await askEntities(url, everything, personalIds.slice(start, start + AT_ONCE));
        if (!entities || errors) throw new Error(`${ministry.name} did not tell everything: ${JSON.stringify(errors)}`);
        read.push(...entities.filter((entity) => entity !== null));
      }
      return read;
    },
  };
}

/** Few enough for a busy machine to answer in time. */
const AT_ONCE = 50;

/** All that is held of everybody: by personal ID, what the oracle reads field by field. */
type Registers = ReadonlyMap<string, Readonly<Record<string, unknown>>>;

function createRegisters(held: readonly (readonly Readonly<Record<string, unknown>>[])[]): Registers {
  const registers = new Map<string, Record<string, unknown>>();
  for (const entity of held.flat()) {
    const personalId = String(entity['personalId']);
    const record = registers.get(personalId) ?? { personalId };
    for (const [field, value] of Object.entries(entity)) record[field] = leadOn(value);
    registers.set(personalId, record);
  }
  return registers;

  /** Where a ministry tells the number of another citizen, all that is held of that one can be read on. */
  function leadOn(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(leadOn);
    if (typeof value !== 'object' || value === null) return value;
    if ('__typename' in value && value.__typename === 'Citizen' && 'personalId' in value) {
      const { personalId } = value;
      return () => registers.get(String(personalId)) ?? { personalId };
    }
    return Object.fromEntries(Object.entries(value).map(([field, below]) => [field, leadOn(below)]));
  }
}

/** Small enough for every family to come up, and with those that were planted for their peculiarities. */
const FAMILIES = 60;

function createPopulation(registers: Registers): Population {
  const households = [...generateHouseholds({ citizens: CITIZENS })];
  const numbers = households.flatMap(({ members }) =>
    members.flatMap(({ legacyIdNumbers }) => legacyIdNumbers.map(({ number }) => number)),
  );
  const isUnique = (number: string): boolean => numbers.filter((other) => other === number).length === 1;
  const find = (personalId: string): Bearer | undefined => {
    const record = registers.get(personalId);
    const living = callable(record?.['supersededBy']) ?? record;
    if (typeof living?.['fullName'] !== 'string') return undefined;
    const former = (living['supersededPersonalIds'] ?? []) as readonly { readonly personalId: string }[];
    const number = String(living['personalId']);
    return {
      personalId: number,
      personalIds: [number, ...former.map((one) => one.personalId)],
      fullName: living['fullName'],
      dateOfBirth: String(living['dateOfBirth']),
      isProtected: living['isProtected'] !== false,
      source: living,
    };
  };
  const nameBy = (personalId: string, { legacyIdNumbers }: Person): Named[] => {
    const { fullName, dateOfBirth } = find(personalId) ?? {};
    if (!fullName || !dateOfBirth) return [];
    return [
      { personalId, fullName, dateOfBirth, legacyId: legacyIdNumbers.find(({ number }) => isUnique(number))?.number },
    ];
  };
  return {
    families: households
      .slice(0, FAMILIES)
      .map(({ members }) =>
        members.flatMap((member) => [
          ...nameBy(member.personalId, member),
          ...member.supersededPersonalIds.flatMap(({ personalId }) =>
            nameBy(personalId, { ...member, legacyIdNumbers: [] }),
          ),
        ]),
      ),
    personalIds,
    find,
  };
}

function callable(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'function' ? value() : undefined;
}

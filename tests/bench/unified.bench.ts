import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gatherSubgraphs } from '../../bin/gather-subgraphs.ts';
import { CommandError } from '../../bin/local/command-error.ts';
import { fillDatabases } from '../../bin/local/fill-databases.ts';
import { openLocalPostgres } from '../../bin/local/postgres/open-local-postgres.ts';
import { composeSubgraphs } from '../../schema/composition/compose-subgraphs.ts';
import type { SubgraphDefinition } from '../../schema/composition/subgraph.ts';
import { variableName } from '../../subgraphs/_kit/config.ts';
import { listMinistries } from '../../subgraphs/_kit/list-ministries.ts';
import { generateHouseholds } from '../../subgraphs/_kit/people/generate-households.ts';
import type { Person } from '../../subgraphs/_kit/people/person.ts';
import type { Scenario } from './scenario.ts';
import { startSubgraphs } from './start-subgraphs.ts';

const directory = join(import.meta.dirname, 'unified');

/** The unified view of one citizen after the other, from every ministry over PostgreSQL; the kit's own code. */
const unified: Scenario = {
  question: 'What does the unified view of a citizen cost, asked for distinct citizens?',

  async open({ citizens, directory: data }, running) {
    const databaseUrls = await fillAll(join(data, 'postgres'), citizens, running);
    const ministries = await startSubgraphs(
      join(directory, 'ministries-process.ts'),
      Object.fromEntries(
        [...databaseUrls].flatMap(([name, url]) => [
          [variableName(name, 'DATABASE_URL'), url],
          [variableName(name, 'PORT'), '0'],
          // The peers do not sign.
          [variableName(name, 'ALLOW_UNSIGNED'), 'true'],
        ]),
      ),
      running,
    );
    const keys = await startSubgraphs(join(directory, 'citizen-keys-process.ts'), {}, running);

    const inside = (await gatherSubgraphs()).map((subgraph) => at(ministries.urls, subgraph));
    const outside = inside.map((subgraph) => at(keys.urls, subgraph));
    return {
      subgraphs: outside,
      supergraphSdl: compose(outside),
      ours: {
        supergraphSdl: withoutMarks(compose(inside)),
        environment: { GATEWAY_ALLOW_UNMARKED_SUPERGRAPH: 'true', GATEWAY_ALLOW_ANONYMOUS: 'true' },
      },
      requests: {
        query: readFileSync(join(directory, 'view.graphql'), 'utf8'),
        variables: shuffled(listPeople(citizens)),
        headers: {},
      },
      countSourceCalls: ministries.countCalls,
    };
  },
};
export default unified;

async function fillAll(path: string, citizens: number, running: AsyncDisposableStack) {
  const postgres = await openLocalPostgres({ directory: path });
  running.defer(postgres.close);
  return (await fillDatabases(postgres, await listMinistries(), citizens)).databaseUrls;
}

/** The subgraph at another address, where there is one of its name. */
function at(urls: Readonly<Record<string, string>>, subgraph: SubgraphDefinition): SubgraphDefinition {
  return { ...subgraph, url: urls[subgraph.name] ?? subgraph.url };
}

function compose(subgraphs: readonly SubgraphDefinition[]): string {
  const { supergraphSdl, problems } = composeSubgraphs(subgraphs);
  if (problems) throw new CommandError('The ministries do not compose. `npm run compose` tells why.');
  return supergraphSdl;
}

/** Nothing is withheld from anyone, as by the gateways beside ours. */
function withoutMarks(supergraphSdl: string): string {
  return supergraphSdl.replaceAll(/(?<!directive) @personal\([^)]*\)/g, '');
}

/** Without the planted people, whose records are exceptions. */
function listPeople(citizens: number): NamedPerson[] {
  return [...generateHouseholds({ citizens })]
    .flatMap(({ members }) => members)
    .filter(({ plantedCases }) => plantedCases.size === 0)
    .map(({ personalId, fullName, dateOfBirth }) => ({ personalId, fullName, dateOfBirth }));
}

/** A citizen as a clerk names one; the variables of the view. */
type NamedPerson = Pick<Person, 'personalId' | 'fullName' | 'dateOfBirth'>;

/** In an order that is the same in every run, and has nothing to do with the order in the tables. */
function shuffled(people: readonly NamedPerson[]): NamedPerson[] {
  return people.toSorted((a, b) => scatter(a.personalId) - scatter(b.personalId));
}

function scatter(personalId: string): number {
  return (Number(personalId.slice(-6)) * 7_368_787) % 1_000_003;
}

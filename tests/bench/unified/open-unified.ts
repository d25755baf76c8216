import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gatherSubgraphs } from '../../../bin/gather-subgraphs.ts';
import { CommandError } from '../../../bin/local/command-error.ts';
import { fillDatabases } from '../../../bin/local/fill-databases.ts';
import type { LocalServer } from '../../../bin/local/postgres/local-server.ts';
import { openLocalPostgres } from '../../../bin/local/postgres/open-local-postgres.ts';
import { composeSubgraphs } from '../../../schema/composition/compose-subgraphs.ts';
import type { SubgraphDefinition } from '../../../schema/composition/subgraph.ts';
import { variableName } from '../../../subgraphs/_kit/config.ts';
import { listMinistries } from '../../../subgraphs/_kit/list-ministries.ts';
import { generateHouseholds } from '../../../subgraphs/_kit/people/generate-households.ts';
import type { Person } from '../../../subgraphs/_kit/people/person.ts';
import type { OpenScenario, ScenarioOptions } from '../scenario.ts';
import { type RunningSubgraphs, startSubgraphs } from '../start-subgraphs.ts';
import type { SubgraphUrls } from '../subgraphs-process.ts';

const directory = import.meta.dirname;

export interface UnifiedGraph {
  /** Open to anyone and unsigned, as the peers are. */
  readonly open: OpenScenario;
  /** As it is, with the marks of personal data. */
  readonly markedSupergraphSdl: string;
  readonly postgres: LocalServer;
  /** The real ones, whatever stands before them. */
  readonly ministries: RunningSubgraphs;
  /** The logins that may read, by ministry. */
  readonly databaseUrls: ReadonlyMap<string, string>;
}

/**
 * The unified view of one citizen after the other, from every ministry over PostgreSQL; the kit's own code.
 * @param putBefore  starts what gateways ask in place of the ministries
 */
export async function openUnified(
  { citizens, directory: data }: ScenarioOptions,
  running: AsyncDisposableStack,
  putBefore = async (ministries: RunningSubgraphs) => ministries,
): Promise<UnifiedGraph> {
  const postgres = await openLocalPostgres({ directory: join(data, 'postgres') });
  running.defer(postgres.close);
  const { databaseUrls } = await fillDatabases(postgres, await listMinistries(), citizens);
  const ministries = await startMinistries(databaseUrls, { ALLOW_UNSIGNED: 'true' }, running);
  const asked = await putBefore(ministries);
  const keys = await startSubgraphs(join(directory, 'citizen-keys-process.ts'), {}, running);

  const inside = (await gatherSubgraphs()).map((subgraph) => at(asked.urls, subgraph));
  const markedSupergraphSdl = compose(inside);
  const outside = inside.map((subgraph) => at(keys.urls, subgraph));
  const open = {
    subgraphs: outside,
    supergraphSdl: compose(outside),
    ours: {
      supergraphSdl: withoutMarks(markedSupergraphSdl),
      environment: { GATEWAY_ALLOW_UNMARKED_SUPERGRAPH: 'true', GATEWAY_ALLOW_ANONYMOUS: 'true' },
    },
    requests: {
      query: readFileSync(join(directory, 'view.graphql'), 'utf8'),
      variables: shuffled(listPeople(citizens)),
      headers: [{}],
    },
    countSourceCalls: asked.countCalls,
  };
  return { open, markedSupergraphSdl, postgres, ministries, databaseUrls };
}

/**
 * Starts a process with all ministries.
 * @param settings  by name, such as `ALLOW_UNSIGNED`; the same for each
 */
export function startMinistries(
  databaseUrls: ReadonlyMap<string, string>,
  settings: Readonly<Record<string, string>>,
  running: AsyncDisposableStack,
): Promise<RunningSubgraphs> {
  const environment = [...databaseUrls].flatMap(([name, url]) =>
    Object.entries({ DATABASE_URL: url, PORT: '0', ...settings }).map(([setting, value]) => [
      variableName(name, setting),
      value,
    ]),
  );
  return startSubgraphs(join(directory, 'ministries-process.ts'), Object.fromEntries(environment), running);
}

/** The value of `GATEWAY_SUBGRAPH_URLS`. */
export function listGatewayUrls(urls: SubgraphUrls): string {
  return Object.entries(urls)
    .map(([name, url]) => `${name}=${url}`)
    .join(',');
}

/** The subgraph at another address, where there is one of its name. */
function at(urls: SubgraphUrls, subgraph: SubgraphDefinition): SubgraphDefinition {
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

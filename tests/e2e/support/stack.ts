import { listMinistries } from '../../../subgraphs/_kit/list-ministries.ts';
import { makeGatewayDatabase } from '../../gateway/support/gateway-database.ts';
import { createLedgerFiles } from '../../support/ledger-files.ts';
import { openTestPostgres } from '../../support/postgres.ts';
import { createSigningKeyFiles } from '../../support/signing-key.ts';
import { openTestIssuer, type TestIssuer } from '../../support/tokens.ts';
import { type DeployedMinistry, deployMinistry } from './deployed-ministry.ts';
import { openDoor, type RecordingDoor } from './recording-door.ts';
import { type RunningGateway, startGateway } from './running-gateway.ts';

/** The whole house in real processes: PostgreSQL, one process for each ministry, and the gateway. */
export interface Stack {
  readonly ministries: readonly DeployedMinistry[];
  /** Whose tokens the gateways take. */
  readonly issuer: TestIssuer;
  /** Serves the committed supergraph over all ministries. */
  readonly gateway: RunningGateway;
  /** Another gateway. */
  readonly addGateway: (environment: Readonly<Record<string, string>>) => Promise<RunningGateway>;
  /** A door before each ministry. */
  readonly addDoors: (rewrite?: (answer: string) => string) => Promise<RecordingDoor[]>;
  /** All that operators and callers get to read beside data: every log, and every error that was answered. */
  readonly traces: () => Promise<string>;
  /** Stops everything, what was added included. */
  readonly close: () => Promise<void>;
}

/** @param environment `GATEWAY_…` variables of the gateway over all ministries */
export async function startStack(environment: Readonly<Record<string, string>> = {}): Promise<Stack> {
  const running = new AsyncDisposableStack();
  try {
    return await assemble(running, environment);
  } catch (error) {
    await running.disposeAsync();
    throw error;
  }
}

async function assemble(running: AsyncDisposableStack, environment: Readonly<Record<string, string>>): Promise<Stack> {
  const postgres = running.adopt(await openTestPostgres(), (server) => server.close());
  const issuer = running.adopt(await openTestIssuer(), (provider) => provider.close());
  const keys = running.adopt(await createSigningKeyFiles(), (files) => files.remove());
  const ledgerFiles = running.adopt(await createLedgerFiles(), (files) => files.remove());
  const databaseUrl = await makeGatewayDatabase(postgres);
  const deploying = (await listMinistries()).map((ministry) => deployMinistry(postgres, ministry, keys.publicKeysPath));
  // When one fails, the others are still on their way.
  running.defer(async () => void (await Promise.all(deploying.map((deployed) => deployed.then(stop, () => {})))));
  const ministries = await Promise.all(deploying);
  const gateways: RunningGateway[] = [];
  const addGateway: Stack['addGateway'] = async (variables) => {
    const own = { GATEWAY_SIGNING_KEY: keys.privateKeyPath, GATEWAY_DATABASE_URL: databaseUrl };
    const environment = { ...own, ...ledgerFiles.environment, ...variables };
    const gateway = running.adopt(await startGateway(issuer, environment), stop);
    gateways.push(gateway);
    return gateway;
  };
  const gateway = await addGateway({ GATEWAY_SUBGRAPH_URLS: listUrls(ministries), ...environment });

  return {
    ministries,
    issuer,
    gateway,
    addGateway,
    async addDoors(rewrite = (answer) => answer) {
      const doors = await Promise.all(ministries.map((ministry) => openDoor(ministry, rewrite)));
      for (const door of doors) running.defer(door.close);
      return doors;
    },
    async traces() {
      const printed = [...ministries, ...gateways].map(({ output }) => output());
      const answered = gateways.map(({ answeredErrors }) => answeredErrors());
      return [...printed, ...answered, await postgres.log()].join('\n');
    },
    close: () => running.disposeAsync(),
  };
}

function stop(process: { readonly stop: () => Promise<void> }): Promise<void> {
  return process.stop();
}

/** The value of `GATEWAY_SUBGRAPH_URLS`. */
export function listUrls(places: readonly { readonly name: string; readonly url: string }[]): string {
  return places.map(({ name, url }) => `${name}=${url}`).join(',');
}

import { join } from 'node:path';
import { settings } from '../../gateway/config.ts';
import { readMinistryConfig } from '../../subgraphs/_kit/config.ts';
import { listMinistries } from '../../subgraphs/_kit/list-ministries.ts';
import type { Ministry } from '../../subgraphs/_kit/ministry.ts';
import { DEFAULT_CITIZENS } from './citizens-option.ts';
import { CommandError } from './command-error.ts';
import { fillDatabases } from './fill-databases.ts';
import { demandFreePort, findFreePort } from './free-port.ts';
import { makeLedgerFiles } from './ledger-files.ts';
import { makeGatewayDatabase } from './make-gateway-database.ts';
import { GATEWAY_PORT, SIGN_IN_PORT } from './ports.ts';
import { openLocalPostgres } from './postgres/open-local-postgres.ts';
import { startSignIn } from './sign-in/start-sign-in.ts';
import { makeSigningKey } from './signing-key.ts';
import { startGateway } from './start-gateway.ts';
import { startMinistries } from './start-ministries.ts';
import type { StartOptions } from './start-options.ts';

export interface LocalSetUp {
  /** `http://127.0.0.1:4000/graphql` */
  readonly url: string;
  /** Of the OpenID provider: `http://127.0.0.1:4009` */
  readonly issuer: string;
  /** Rejects when a part of it has ended, with a CommandError that names it. */
  readonly broken: Promise<never>;
}

/**
 * Brings everything up: databases, ministries, OpenID provider, gateway.
 * @param running  is given what has to be stopped, and stops it in the opposite order
 * @throws CommandError that tells what to do
 */
export async function startLocalSetUp(options: StartOptions, running: AsyncDisposableStack): Promise<LocalSetUp> {
  const ministries = await listMinistries();
  const ports = await choosePorts(options.port, ministries);

  const { databaseUrls, gatewayDatabaseUrl, data, citizens, ended } = await openDatabases(ministries, options, running);
  const places = ministries.map(({ name }) => ({
    name,
    port: ports.ministries.get(name) ?? 0,
    databaseUrl: databaseUrls.get(name) ?? '',
  }));

  const signingKeyPath = await makeSigningKey(data, running);
  const origin = `http://127.0.0.1:${ports.gateway}`;
  const served = await startMinistries(places, `${origin}/.well-known/jwks.json`);
  running.defer(served.stop);
  const signIn = await startSignIn({
    port: ports.signIn,
    gatewayOrigin: origin,
    keysFile: data === undefined ? undefined : join(data, SIGN_IN_KEYS),
    citizens: citizens ?? options.citizens ?? DEFAULT_CITIZENS,
  });
  running.defer(signIn.stop);
  const gateway = await startGateway({
    port: ports.gateway,
    ministryUrls: served.urls,
    issuer: signIn.issuer,
    signingKeyPath,
    ...(data !== undefined &&
      gatewayDatabaseUrl !== undefined && {
        database: { url: gatewayDatabaseUrl, ledger: await makeLedgerFiles(data) },
      }),
  });
  running.defer(gateway.stop);

  return {
    url: `${origin}/graphql`,
    issuer: signIn.issuer,
    broken: Promise.race([
      breaks('The gateway', gateway.ended),
      breaks('The process of the ministries', served.ended),
      breaks('The sign-in provider', signIn.ended),
      breaks('PostgreSQL', ended),
    ]),
  };
}

/** Lies in the data directory: with what the provider signs. */
const SIGN_IN_KEYS = 'sign-in-keys.json';

interface Ports {
  readonly gateway: number;
  readonly signIn: number;
  /** By ministry; any free port where there is none. */
  readonly ministries: ReadonlyMap<string, number>;
}

async function choosePorts(gateway: number, ministries: readonly Ministry[]): Promise<Ports> {
  if (gateway === 0) return { gateway: await findFreePort(), signIn: await findFreePort(), ministries: new Map() };
  const shift = gateway - GATEWAY_PORT;
  const signIn = SIGN_IN_PORT + shift;
  const shifted = new Map(ministries.map(({ name, port }) => [name, port + shift]));
  await demandFreePort(gateway, 'the gateway');
  await demandFreePort(signIn, 'the sign-in provider');
  for (const [name, port] of shifted) await demandFreePort(port, `the ministry ${name}`);
  return { gateway, signIn, ministries: shifted };
}

interface Databases {
  /** The login that may read, by ministry. */
  readonly databaseUrls: ReadonlyMap<string, string>;
  /** The gateway's own, by the login that may write; undefined when the environment names one. */
  readonly gatewayDatabaseUrl: string | undefined;
  /** The data directory; undefined when there is no local server. */
  readonly data: string | undefined;
  /** How many citizens were made up on the local server; undefined when there is none. */
  readonly citizens: number | undefined;
  /** Settles when the local server has ended; never when there is none. */
  readonly ended: Promise<string>;
}

/** Who is told of a database of their own uses that one as it is. The others get one on a local server. */
async function openDatabases(
  ministries: readonly Ministry[],
  { data, fresh, citizens }: StartOptions,
  running: AsyncDisposableStack,
): Promise<Databases> {
  const given = new Map<string, string>();
  for (const ministry of ministries) {
    const { databaseUrl } = readMinistryConfig(ministry);
    if (databaseUrl !== undefined) given.set(ministry.name, databaseUrl);
  }
  const local = ministries.filter(({ name }) => !given.has(name));
  const isGatewayLocal = process.env[settings.databaseUrl.variable] === undefined;
  if (local.length === 0 && !isGatewayLocal) {
    const none = { gatewayDatabaseUrl: undefined, data: undefined, citizens: undefined };
    return { databaseUrls: given, ...none, ended: new Promise(() => {}) };
  }

  console.log(`PostgreSQL runs over ${data}`);
  const postgres = await openLocalPostgres({ directory: data, fresh });
  running.defer(postgres.close);
  const made = await fillDatabases(postgres, local, citizens);
  return {
    databaseUrls: new Map([...given, ...made.databaseUrls]),
    gatewayDatabaseUrl: isGatewayLocal ? await makeGatewayDatabase(postgres) : undefined,
    data,
    citizens: made.citizens,
    ended: postgres.ended,
  };
}

async function breaks(what: string, ended: Promise<string>): Promise<never> {
  throw new CommandError(`${what} has ended unexpectedly (${await ended}). Everything else was stopped.`);
}

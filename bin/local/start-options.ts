import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';
import { citizensRange, DEFAULT_CITIZENS, readCitizens } from './citizens-option.ts';
import { readArguments, readInteger } from './command.ts';
import { canEnter, getServerAccount, isRoot } from './server-account.ts';

/** What `npm start` was asked for. */
export interface StartOptions {
  readonly citizens: number | undefined;
  /** Of the gateway; 0 takes free ports for everything. */
  readonly port: number;
  readonly data: string;
  readonly fresh: boolean;
}

const checkout = dirname(dirname(import.meta.dirname));
/** Leaves room for the ministries, which listen above the gateway. */
const portRange = { min: 0, max: 65_000 };

export const startHelp = `npm start
  Brings up everything on this machine: PostgreSQL with a database for each ministry, made-up citizens in them, every
  ministry's subgraph, an OpenID provider with made-up accounts, and the gateway. Ctrl-C stops it all. A ministry whose
  <NAME>_DATABASE_URL is set is served from that database as it is.

npm start -- [options]
  --citizens N  How many citizens to make up, from ${citizensRange.min} to ${citizensRange.max}; ${DEFAULT_CITIZENS} unless told.
  --port N      Where the gateway listens on 127.0.0.1; 4000 unless told, the ministries from N+1 on, and
                the OpenID provider at N+9. 0 takes any free ports.
  --data DIR    Where the databases lie; .data in the checkout unless told.
  --fresh       Throw the data away and make it anew.
  --help        This text.`;

/**
 * Reads the arguments of `npm start`.
 * @returns undefined when help was asked for
 * @throws CommandError for what cannot be meant
 */
export async function readStartOptions(): Promise<StartOptions | undefined> {
  const { values } = readArguments({
    options: {
      citizens: { type: 'string' },
      port: { type: 'string', default: '4000' },
      data: { type: 'string' },
      fresh: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return undefined;
  return {
    citizens: readCitizens(values.citizens),
    port: readInteger('--port', values.port, portRange),
    data: values.data ?? (await chooseDataDirectory()),
    fresh: values.fresh,
  };
}

/**
 * `.data` in the checkout. As root PostgreSQL runs as another account; when that one cannot enter the checkout, as
 * under `/root`, the data lies under `/var/lib`.
 * @see docs/decisions/0002-postgresql-without-its-own-account.md
 */
export async function chooseDataDirectory(): Promise<string> {
  if (!isRoot() || canEnter(checkout, await getServerAccount())) return join(checkout, '.data');
  return `/var/lib/citizen-graph-${createHash('sha256').update(checkout).digest('hex').slice(0, 8)}`;
}

import { readFile } from 'node:fs/promises';
import type { Logger } from 'pino';
import { readMinistryConfig, type TlsFiles, variableName } from '../../subgraphs/_kit/config.ts';
import type { Ministry } from '../../subgraphs/_kit/ministry.ts';
import { type MinistryTls, type ServedMinistry, serveMinistry } from '../../subgraphs/_kit/serve-ministry.ts';
import { CommandError } from './command-error.ts';

/**
 * Serves a ministry as its own variables say.
 * @throws CommandError when they name no database, do not say whose calls are answered, or the port is in use
 */
export async function serveFromEnvironment(ministry: Ministry, logger: Logger): Promise<ServedMinistry> {
  const { databaseUrl, host, port, gatewayKeys, allowUnsigned, tls: files } = readMinistryConfig(ministry);
  if (databaseUrl === undefined) throw missingVariable(ministry, 'DATABASE_URL');
  if (gatewayKeys === undefined && !allowUnsigned) throw missingKeys(ministry);
  if (allowUnsigned) logger.warn({ ministry: ministry.name }, 'UNSIGNED CALLS ARE ANSWERED: whoever reaches it is');
  const tls = files && (await readTls(files));
  const served = serveMinistry(ministry, { host, port, databaseUrl, gatewayKeys, tls, logger });
  return await served.catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE') throw error;
    throw new CommandError(
      `Port ${port} on ${host} is in use. Stop what listens there, or choose another port with ${variableName(ministry.name, 'PORT')}.`,
    );
  });
}

/** @throws CommandError when a file cannot be read */
async function readTls({ cert, key, ca }: TlsFiles): Promise<MinistryTls> {
  const read = (path: string): Promise<string> =>
    readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
      throw new CommandError(`${path} cannot be read (${error.code}). Give the right path and permission.`);
    });
  return { cert: await read(cert), key: await read(key), ca: ca === undefined ? undefined : await read(ca) };
}

function missingKeys({ name }: Ministry): CommandError {
  return new CommandError(
    `${variableName(name, 'GATEWAY_KEYS')} is not set. Give it the gateway's public keys, such as https://gateway.example/.well-known/jwks.json or a file of them, or set ${variableName(name, 'ALLOW_UNSIGNED')}=true to answer whoever asks.`,
  );
}

/** What to say when a ministry is not told where its database is. */
export function missingVariable(ministry: Ministry, setting: 'DATABASE_URL' | 'MIGRATION_DATABASE_URL'): CommandError {
  const login = setting === 'DATABASE_URL' ? 'that may read' : 'that owns the tables';
  return new CommandError(
    `${variableName(ministry.name, setting)} is not set. Give it the login ${login}, such as postgres://user:password@host:5432/database.`,
  );
}

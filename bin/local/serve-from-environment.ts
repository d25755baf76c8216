import type { Logger } from 'pino';
import { readMinistryConfig, variableName } from '../../subgraphs/_kit/config.ts';
import type { Ministry } from '../../subgraphs/_kit/ministry.ts';
import { type ServedMinistry, serveMinistry } from '../../subgraphs/_kit/serve-ministry.ts';
import { CommandError } from './command-error.ts';

/**
 * Serves a ministry as its own variables say.
 * @throws CommandError when they name no database, do not say whose calls are answered, or the port is in use
 */
export async function serveFromEnvironment(ministry: Ministry, logger: Logger): Promise<ServedMinistry> {
  const { databaseUrl, host, port, gatewayKeys, allowUnsigned } = readMinistryConfig(ministry);
  if (databaseUrl === undefined) throw missingVariable(ministry, 'DATABASE_URL');
  if (gatewayKeys === undefined && !allowUnsigned) throw missingKeys(ministry);
  if (allowUnsigned) logger.warn({ ministry: ministry.name }, 'UNSIGNED CALLS ARE ANSWERED: whoever reaches it is');
  const served = serveMinistry(ministry, { host, port, databaseUrl, gatewayKeys, logger });
  return await served.catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE') throw error;
    throw new CommandError(
      `Port ${port} on ${host} is in use. Stop what listens there, or choose another port with ${variableName(ministry.name, 'PORT')}.`,
    );
  });
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

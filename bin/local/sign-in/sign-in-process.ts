import { once } from 'node:events';
import { createServer } from 'node:http';
import { runCommand } from '../command.ts';
import { CommandError } from '../command-error.ts';
import { createCitizenAccounts } from './citizen-accounts.ts';
import { createProvider } from './provider.ts';
import { getSignInKeys } from './sign-in-keys.ts';
import type { SignInOptions } from './start-sign-in.ts';

/** The process of the sample OpenID provider. Its one argument is its `SignInOptions` as JSON. It tells its parent when it listens. */
await runCommand(async () => {
  const { port, gatewayOrigin, keysFile, citizens }: SignInOptions = JSON.parse(process.argv[2] ?? '');
  const keys = await getSignInKeys(keysFile);
  const provider = createProvider({
    issuer: `http://127.0.0.1:${port}`,
    gatewayOrigin,
    keys,
    citizens: createCitizenAccounts(citizens, keys.secret),
  });
  const server = createServer(provider.callback()).listen(port, '127.0.0.1');
  await once(server, 'listening').catch(() => {
    throw new CommandError(`Port ${port} on 127.0.0.1 is in use. Choose another with --port.`);
  });
  process.once('SIGTERM', () => {
    server.close();
    server.closeAllConnections();
  });
  process.send?.('listening');
  // Only the server keeps the process going.
  process.channel?.unref();
});

import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { CommandError } from './command-error.ts';

/** A TCP port of 127.0.0.1 that nothing listens on now. */
export async function findFreePort(): Promise<number> {
  return await listen(0);
}

/**
 * Makes sure that the port can be listened on now, before work is done that would be in vain.
 * @param who  whom it is for: `the gateway`
 * @throws CommandError when it cannot
 */
export async function demandFreePort(port: number, who: string): Promise<void> {
  await listen(port).catch((error: NodeJS.ErrnoException) => {
    const reason = error.code === 'EADDRINUSE' ? 'is in use by another program' : 'is closed to you by the system';
    throw new CommandError(`Port ${port} on 127.0.0.1, meant for ${who}, ${reason}. Choose another with --port.`);
  });
}

/** Listens for a moment and returns the port. */
async function listen(wanted: number): Promise<number> {
  const server = createServer().listen(wanted, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

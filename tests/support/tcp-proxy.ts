import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

export interface TcpProxy {
  readonly port: number;
  /** Leads new connections to another port. */
  readonly retarget: (port: number) => void;
  /** Passes nothing on any more, as a frozen server or a broken network would; connections stay open. */
  readonly freeze: () => void;
  /** Passes everything on again, what waited included. */
  readonly thaw: () => void;
  /** Breaks all connections. New ones are taken. */
  readonly disconnect: () => void;
  /** How many clients are connected. */
  readonly countClients: () => number;
  readonly close: () => Promise<void>;
}

/** Stands between a client and a local server. */
export async function openTcpProxy(targetPort: number): Promise<TcpProxy> {
  const sockets = new Set<Socket>();
  const clients = new Set<Socket>();
  let port = targetPort;
  let isFrozen = false;
  const forward = (from: Socket, to: Socket) => {
    sockets.add(from);
    from.on('data', (bytes) => to.write(bytes));
    from.on('error', () => to.destroy());
    from.on('close', () => {
      sockets.delete(from);
      to.destroy();
    });
    if (isFrozen) from.pause();
  };
  const server = createServer((client) => {
    const target = connect(port, '127.0.0.1');
    clients.add(client);
    client.on('close', () => clients.delete(client));
    forward(client, target);
    forward(target, client);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The proxy has no port');

  const disconnect = () => {
    for (const socket of sockets) socket.destroy();
  };

  return {
    port: address.port,
    retarget: (newPort) => {
      port = newPort;
    },
    freeze: () => {
      isFrozen = true;
      for (const socket of sockets) socket.pause();
    },
    thaw: () => {
      isFrozen = false;
      for (const socket of sockets) socket.resume();
    },
    disconnect,
    countClients: () => clients.size,
    close: async () => {
      disconnect();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

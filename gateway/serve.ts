import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import type { Config } from './config.ts';
import { endpointUrl } from './endpoint-url.ts';
import { errorCode } from './error-code.ts';
import { addExplorer } from './explorer/explorer.ts';
import { openGateway } from './gateway.ts';
import { watchEventLoopDelay } from './http/event-loop-delay.ts';
import { followRequests } from './http/requests-in-flight.ts';
import { createServer } from './http/server.ts';
import type { Log } from './log.ts';
import { OperatorError } from './operator-error.ts';

export interface Service {
  /** `http://127.0.0.1:4000/graphql` */
  readonly url: string;
  /** Takes no new connection, lets what is in flight finish within the drain time-out, and closes. */
  drain(): Promise<void>;
}

/**
 * Loads the supergraph and listens.
 * @throws OperatorError when either cannot be done
 */
export async function serve(config: Config, log: Log): Promise<Service> {
  const gateway = await openGateway(config, log);
  let isDraining = false;
  const eventLoopDelay = watchEventLoopDelay();
  const server = createServer({
    gateway,
    config,
    log,
    isDraining: () => isDraining,
    isOverloaded: () =>
      inFlight.count() > config.maxRequestsInFlight || eventLoopDelay.meanMs > config.maxEventLoopDelayMs,
  });
  if (config.explorerClient !== undefined) serveExplorer(server, config.explorerClient, config.issuer);
  const inFlight = followRequests(server);
  await listen(server, config);
  const { port } = server.server.address() as AddressInfo;

  return {
    url: endpointUrl(config.host, port),
    async drain() {
      isDraining = true;
      const closed = server.close();
      await Promise.race([inFlight.whenNone(), sleep(config.drainTimeoutMs, undefined, { ref: false })]);
      server.server.closeAllConnections();
      await closed;
      eventLoopDelay.close();
      await gateway.close();
    },
  };
}

/** @throws OperatorError when nobody could sign in */
function serveExplorer(server: FastifyInstance, clientId: string, issuer: string | undefined): void {
  if (issuer === undefined) throw new OperatorError('GATEWAY_EXPLORER_CLIENT is set, so set GATEWAY_ISSUER as well.');
  addExplorer(server, { issuer, clientId });
}

async function listen(server: FastifyInstance, { host, port }: Config): Promise<void> {
  try {
    await server.listen({ host, port });
  } catch (cause) {
    const mend = listenMends.get(errorCode(cause));
    if (!mend) throw cause;
    throw new OperatorError(`Cannot listen on ${host}, port ${port}: ${mend}`, { cause });
  }
}

const listenMends = new Map([
  ['EADDRINUSE', 'the port is in use. Stop the program that uses it, or set GATEWAY_PORT to another.'],
  ['EACCES', 'the system does not permit this port. Set GATEWAY_PORT to one from 1024 on.'],
  ['EADDRNOTAVAIL', 'this machine does not have the address. Set GATEWAY_HOST to one that it has.'],
  ['ENOTFOUND', 'there is no such host. Set GATEWAY_HOST to an address of this machine.'],
]);

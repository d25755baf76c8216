import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';
import { runCommand } from '../../bin/local/command.ts';

/** Where subgraphs listen, by name: `{ tax: 'http://127.0.0.1:40123/graphql' }`. */
export type SubgraphUrls = Readonly<Record<string, string>>;

/**
 * A process that serves subgraphs for `startSubgraphs`. It tells its parent where they are, and when asked, how many
 * calls they have got. Node itself publishes each request that its servers get, so what is served knows nothing of it.
 */
export async function runSubgraphsProcess(serve: () => Promise<SubgraphUrls>): Promise<void> {
  await runCommand(async () => {
    let calls = 0;
    subscribe('http.server.request.start', (message) => {
      const { request } = message as { readonly request: IncomingMessage };
      if (request.method === 'POST') calls++;
    });
    process.send?.(await serve());
    process.on('message', () => process.send?.(calls));
    process.once('SIGTERM', () => process.exit());
  });
}

import { pino } from 'pino';
import { listMinistries } from '../../subgraphs/_kit/list-ministries.ts';
import { runCommand } from './command.ts';
import { serveFromEnvironment } from './serve-from-environment.ts';

/**
 * The process that serves every ministry in the local set-up. It tells its parent where each one is reached:
 * `{ tax: 'http://127.0.0.1:4007/graphql', … }`.
 */
await runCommand(async () => {
  const logger = pino({ level: 'warn' });
  const served = await Promise.all(
    (await listMinistries()).map(async (ministry) => {
      const { url, close } = await serveFromEnvironment(ministry, logger);
      return { name: ministry.name, url, close };
    }),
  );
  process.once('SIGTERM', () => Promise.all(served.map(({ close }) => close())));
  process.send?.(Object.fromEntries(served.map(({ name, url }) => [name, url])));
  // Only what is served keeps the process going.
  process.channel?.unref();
});

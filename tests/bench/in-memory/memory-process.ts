import { runSubgraphsProcess, type SubgraphUrls } from '../subgraphs-process.ts';
import { openRememberingServer } from './remembering-server.ts';

/** Stands before all ministries, in one process as they are. `MINISTRY_URLS` is the JSON of their addresses. */
await runSubgraphsProcess(async () => {
  const urls: SubgraphUrls = JSON.parse(process.env['MINISTRY_URLS'] ?? '{}');
  const opening = Object.entries(urls).map(async ([name, url]) => {
    const server = await openRememberingServer(url, ({ message }) => console.error(`${name}: ${message}`));
    return [name, server.url];
  });
  return Object.fromEntries(await Promise.all(opening));
});

import { pino } from 'pino';
import { serveFromEnvironment } from '../../../bin/local/serve-from-environment.ts';
import { listMinistries } from '../../../subgraphs/_kit/list-ministries.ts';
import { runSubgraphsProcess } from '../subgraphs-process.ts';

/** All ministries, as `npm start` serves them: in one process, over PostgreSQL. */
await runSubgraphsProcess(async () => {
  const logger = pino({ level: 'warn' });
  const ministries = await listMinistries();
  const served = await Promise.all(ministries.map((ministry) => serveFromEnvironment(ministry, logger)));
  return Object.fromEntries(ministries.map(({ name }, i) => [name, served[i]?.url ?? '']));
});

import { readFileSync } from 'node:fs';

/** The types of statistics, which the gateway passes on from ministries to callers as they are. */
const types = readFileSync(new URL('statistics.graphql', import.meta.url), 'utf8');

/** What the gateway's own subgraph needs beside its root fields. */
export const statisticsTypes = types;

/** What a ministry with datasets has beside its own types. No operation of a caller reaches it. */
export const ministryStatisticsSdl = `${types}
${readFileSync(new URL('ministry-statistics.graphql', import.meta.url), 'utf8')}`;

import { readFileSync } from 'node:fs';

/** The types of statistics, which the gateway passes on from ministries to callers as they are. */
export const statisticsTypes = readFileSync(new URL('statistics.graphql', import.meta.url), 'utf8');

/** What a ministry with datasets has beside its own types. No operation of a caller reaches it. */
export const ministryStatisticsSdl = `${statisticsTypes}
${readFileSync(new URL('ministry-statistics.graphql', import.meta.url), 'utf8')}`;

/** The root field that tells of a subgraph that it has datasets. */
export const ministryStatisticsField = 'ministryStatistics';

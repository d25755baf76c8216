import type { MinistryStatistics } from './open-statistics.ts';
import type { Question } from './question.ts';

interface StatisticsContext {
  readonly statistics: MinistryStatistics;
}

/** The root fields of `schema/ministry-statistics.graphql`, the same for every ministry with datasets. */
export const statisticsResolvers = {
  ministryDatasets: (_root: unknown, _args: unknown, { statistics }: StatisticsContext) =>
    statistics.ministryDatasets(),
  ministryStatistics: (_root: unknown, question: Question, { statistics }: StatisticsContext) =>
    statistics.ministryStatistics(question),
};

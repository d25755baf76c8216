import { CodedError } from '../../schema/coded-error.ts';
import type { Caller } from '../caller/caller.ts';
import type { RequestOrigin } from '../fetch/request-origin.ts';
import type { Source } from '../fetch/source.ts';
import { askMinistry, createMinistryOperation } from './ask-ministry.ts';
import type { SpendQuestion } from './budget.ts';
import {
  type Dataset,
  datasetsData,
  type Statistics as Numbers,
  type StatisticsRefusal,
  statisticsData,
} from './ministry-answers.ts';
import type { StatisticsQuestion } from './question.ts';

/** The counts of all ministries. What may be told the ministries decide: small cells never leave them. */
export interface Statistics {
  /** The datasets of all ministries; in place of those of a ministry that fails, its error. */
  listDatasets(origin: RequestOrigin): Promise<readonly (Dataset | CodedError)[]>;
  /**
   * @param caller  one who may ask; it is taken from their budget
   * @throws STATISTICS_BUDGET_SPENT, STATISTICS_UNAVAILABLE, STATISTICS_QUESTION_INVALID, STATISTICS_NOT_READY; SOURCE_…
   */
  count(question: StatisticsQuestion, caller: Caller, origin: RequestOrigin): Promise<Numbers>;
}

/** @param sources  the ministries that have datasets */
export function createStatistics(sources: readonly Source[], spendQuestion: SpendQuestion): Statistics {
  return {
    async listDatasets(origin) {
      const lists = await Promise.all(
        sources.map(async (source): Promise<readonly (Dataset | CodedError)[]> => {
          try {
            return (await askMinistry(source, listing, {}, origin)).ministryDatasets;
          } catch (error) {
            if (error instanceof CodedError) return [error];
            throw error;
          }
        }),
      );
      return lists.flat();
    },

    async count(question, caller, origin) {
      await spendQuestion(caller, question);
      const { dataset: id, measure = null, groupBy, filter } = question;
      const [ministry, dataset] = [id.slice(0, id.indexOf('.')), id.slice(id.indexOf('.') + 1)];
      const source = sources.find(({ name }) => name === ministry);
      if (!source) throw new CodedError('STATISTICS_QUESTION_INVALID', { reason: refusals.DATASET_UNKNOWN });
      const { statistics, refusal } = (
        await askMinistry(source, counting, { dataset, measure, groupBy, filter }, origin)
      ).ministryStatistics;
      if (statistics) return statistics;
      if (refusal === 'NOT_COUNTED_YET') throw new CodedError('STATISTICS_NOT_READY', { ministry });
      if (!refusal) throw new CodedError('SOURCE_INVALID', { ministry });
      throw new CodedError('STATISTICS_QUESTION_INVALID', { reason: refusals[refusal] });
    },
  };
}

const refusals: Readonly<Record<Exclude<StatisticsRefusal, 'NOT_COUNTED_YET'>, string>> = {
  DATASET_UNKNOWN: 'there is no such dataset',
  MEASURE_UNKNOWN: 'the dataset has no such measure',
  DIMENSION_UNKNOWN: 'the dataset has no such dimension',
  VALUE_UNKNOWN: 'a dimension has no such value',
  DIMENSIONS_CLASH:
    'two of the dimensions cannot be combined, since one divides the other or is too fine to be crossed with others',
  TOO_MANY_CELLS: 'the answer would have more than 5,000 cells: group by less, or filter',
};

const listing = createMinistryOperation(
  `query Datasets {
    ministryDatasets {
      id
      ministry
      title { en vi }
      measures { code title { en vi } unit }
      dimensions { code title { en vi } within isAlone values { code title { en vi } within } }
    }
  }`,
  datasetsData,
);

const counting = createMinistryOperation(
  `query Statistics($dataset: ID!, $measure: ID, $groupBy: [ID!]!, $filter: [StatisticsFilter!]!) {
    ministryStatistics(dataset: $dataset, measure: $measure, groupBy: $groupBy, filter: $filter) {
      statistics {
        dataset
        measure { code title { en vi } unit }
        asOf
        total { keys value isSuppressed }
        cells { keys value isSuppressed }
      }
      refusal
    }
  }`,
  statisticsData,
);

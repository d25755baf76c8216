/** What a caller asks of a dataset. */
export interface StatisticsQuestion {
  /** The ministry and its name for the dataset: `health.doses`. */
  readonly dataset: string;
  readonly measure?: string | null;
  readonly groupBy: readonly string[];
  readonly filter: readonly { readonly dimension: string; readonly value: string }[];
}

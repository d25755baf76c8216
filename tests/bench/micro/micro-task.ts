/** A part of the gateway that is measured alone, in this process. */
export interface MicroTask {
  readonly name: string;
  /** What is done once, in a sentence's part: `plan and compile the nested query`. */
  readonly what: string;
  /** Gets everything ready. */
  readonly open: () => Promise<OpenTask>;
}

export interface OpenTask {
  readonly run: () => undefined | Promise<unknown>;
  /** How many times one run does what the task measures. */
  readonly count: number;
}

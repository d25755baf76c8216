/** Keeps in mind, for the present day of UTC, what each analyst has asked. */
export interface AskedQuestions {
  /**
   * Adds a question, unless it is there already.
   * @param asker   who asks, as the OpenID provider names them
   * @param digest  stands for the question
   * @returns       false when it is new and the asker has asked so many others today
   */
  add(asker: string, digest: string, maxQuestions: number): Promise<boolean>;
}

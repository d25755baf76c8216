/** What has to be known of somebody who comes up in an answer before anything is asked about them. */
export interface Standing {
  /** True unless the register says that nothing stands against telling about them. */
  readonly isProtected: boolean;
  /** All the numbers that they bear or bore, in any order: what they consented to under one holds. */
  readonly personalIds: readonly string[];
}

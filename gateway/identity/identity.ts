/** What a register says of who bears a personal ID. */
export interface Identity {
  /** The number in use, also when one that it replaced was asked for. */
  readonly personalId: string;
  /** Whether the number that was asked for is one that was replaced. */
  readonly isSuperseded: boolean;
  /** Numbers that the one in use replaced, as far as it is known. */
  readonly formerPersonalIds: readonly string[];
  readonly fullName: string | null;
  /** `YYYY-MM-DD`, or less where the register knows no more. */
  readonly dateOfBirth: string | null;
  /** `MALE` or `FEMALE`. */
  readonly sex: string | null;
  readonly isDeceased: boolean;
  /** True unless the register says that nothing stands against telling about the citizen. */
  readonly isProtected: boolean;
}

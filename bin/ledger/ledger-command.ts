/** One thing that `npm run ledger` can do. */
export interface LedgerCommand {
  /** The usage and what it does, with its own options. */
  readonly help: string;
  /** @throws CommandError that tells what to do, or what was found wrong */
  readonly run: (args: string[]) => Promise<void>;
}

/** What a verification slip states. It holds no value of any field: those lie in the dossier beside it. */
export interface Slip {
  /** Id of the record in the ledger. */
  readonly record: string;
  /** When the sources were asked, RFC 3339. */
  readonly asOf: string;
  readonly agency: string | null;
  readonly purpose: string | null;
  readonly dossier: string | null;
  /** Of whom: SHA-256 over salt and personal ID; null where that is nobody. */
  readonly subject: { readonly sha256: string; readonly salt?: string } | null;
  readonly relative: boolean;
  /** What the purpose rests on, as it is cited. */
  readonly basis: readonly string[];
  /** Coordinates of fields that the law opened, told with a value. */
  readonly told: readonly string[];
  /** Fields of which nothing was on record, or could be fetched. */
  readonly empty: readonly string[];
  /** Fields that a consent opened, told with a value. */
  readonly byConsent: readonly {
    readonly consent: string;
    readonly version: number;
    readonly told: readonly string[];
  }[];
  /** Fields that were compared with what the caller stated. */
  readonly compared: readonly string[];
  /** Subgraphs that were asked. */
  readonly sources: readonly string[];
  readonly ledger: {
    /** Hash of the record's leaf, Base64. */
    readonly leaf: string;
    readonly index: number;
    /** Of the tree that the checkpoint signs. */
    readonly size: number;
    /** A signed note, C2SP tlog-checkpoint. */
    readonly checkpoint: string;
  };
}

/** What the gateway tells the page: `gateway/explorer/explorer.ts` writes it into the document. */
export interface Settings {
  /** The OpenID provider. */
  readonly issuer: string;
  /** As what this page is registered there. */
  readonly clientId: string;
  /** Where operations are sent. */
  readonly endpoint: string;
  readonly examples: readonly Example[];
}

/** An operation to begin with. */
export interface Example {
  /** Whom it is for: `clerk`. */
  readonly roles: readonly string[];
  readonly title: string;
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
}

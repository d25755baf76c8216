/** An operation that is registered for this portal. What it asks for stands in the manifest; here is what it is called by. */
export interface RegisteredOperation<Data, Variables> {
  readonly name: string;
  /** SHA-256 of the document. */
  readonly hash: string;
  /** Only for the compiler: what goes in and what comes out. */
  readonly types?: { readonly data: Data; readonly variables: Variables };
}

export interface ClientOptions {
  /** Such as `https://graph.example/graphql`. */
  readonly url: string;
  /**
   * The access token with which the portal acts for the citizen who is signed in (RFC 8693). Asked for anew for every
   * operation, so that whoever keeps tokens can renew them.
   */
  readonly accessToken: () => Promise<string>;
  /** How long an operation may take, in milliseconds. Default: 10,000. */
  readonly timeoutMs?: number;
}

export interface Answer<Data> {
  readonly data: Data;
  /** Fields that are null, and why: withheld from this purpose, or their source is away. */
  readonly missing: readonly MissingField[];
}

export interface MissingField {
  /** `me.vaccinations` */
  readonly path: string;
  /** `WITHHELD`, `SOURCE_UNAVAILABLE`, …: see docs/errors.md. */
  readonly code: string;
  readonly message: string;
}

/** The operation did not run. */
export class CitizenGraphError extends Error {
  /** See docs/errors.md. */
  readonly code: string;
  /** To be quoted to those who run the gateway. */
  readonly requestId: string | undefined;
  /** When to ask again, in seconds; undefined when asking again does not help, or nobody knows when. */
  readonly retryAfterSeconds: number | undefined;

  constructor(code: string, message: string, headers?: Headers) {
    super(message);
    this.code = code;
    this.requestId = headers?.get('x-request-id') ?? undefined;
    this.retryAfterSeconds = Number(headers?.get('retry-after')) || undefined;
  }
}

/** Runs registered operations for one signed-in citizen. */
export class CitizenGraphClient {
  readonly #options: ClientOptions;

  constructor(options: ClientOptions) {
    this.#options = options;
  }

  /** @throws CitizenGraphError when there is no answer */
  async run<Data, Variables>(
    { hash, name }: RegisteredOperation<Data, Variables>,
    variables: Variables,
  ): Promise<Answer<Data>> {
    const { url, accessToken, timeoutMs = 10_000 } = this.#options;
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${await accessToken()}`,
        'content-type': 'application/json',
        accept: 'application/graphql-response+json',
      },
      body: JSON.stringify({ documentId: `sha256:${hash}`, operationName: name, variables }),
      signal: AbortSignal.timeout(timeoutMs),
    }).catch((error: unknown) => {
      throw new CitizenGraphError('UNREACHABLE', `The gateway gave no answer: ${String(error)}`);
    });
    const { data, errors = [] } = (await response.json()) as Body<Data>;
    if (data === undefined || data === null) {
      const [error] = errors;
      throw new CitizenGraphError(error?.extensions.code ?? 'INVALID', error?.message ?? 'No data.', response.headers);
    }
    return { data, missing: errors.map(toMissingField) };
  }
}

interface Body<Data> {
  readonly data?: Data | null;
  readonly errors?: readonly GatewayError[];
}

interface GatewayError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions: { readonly code: string };
}

function toMissingField({ message, path = [], extensions: { code } }: GatewayError): MissingField {
  return { path: path.join('.'), code, message };
}

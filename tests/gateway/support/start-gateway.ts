import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { readConfig } from '../../../gateway/config.ts';
import { createLog } from '../../../gateway/log.ts';
import { type Service, serve } from '../../../gateway/serve.ts';
import { createLedgerFiles } from '../../support/ledger-files.ts';
import { createSharedDatabase, type SharedDatabase } from '../../support/shared-server.ts';
import { createSigningKeyFiles } from '../../support/signing-key.ts';
import { openTestIssuer, type TestIssuer } from '../../support/tokens.ts';
import { unhurried } from '../../support/unhurried.ts';
import { withoutSummary } from '../../support/without-summary.ts';

export interface GraphqlBody {
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly extensions?: Readonly<Record<string, unknown>>;
  readonly errors?: readonly {
    readonly message: string;
    readonly path?: readonly (string | number)[];
    readonly extensions: { readonly code: string; readonly ministry?: string };
  }[];
}

export interface TestGateway extends Service {
  readonly supergraphPath: string;
  /** The gateway's own; undefined where it was told of another or of none. */
  readonly database: SharedDatabase | undefined;
  /** Whose tokens it takes, unless it was told of another or of none. */
  readonly issuer: TestIssuer;
  /** `Authorization` of a clerk. */
  readonly authorization: string;
  /** All that was logged so far. */
  log(): string;
  /** Posts an operation as a clerk; `extensions.disclosure` is left out of the answer. */
  query(query: string, variables?: object): Promise<GraphqlBody>;
  /** Posts a body as a clerk, unless the headers say otherwise. */
  post(body: string | Uint8Array, headers?: Record<string, string>): Promise<Response>;
  /** `fetch`, as a clerk. */
  fetch(url: string | URL, init?: RequestInit): Promise<Response>;
  close(): Promise<void>;
}

/** Purposes that open everything, and little: made up for the tests. */
export const testPurposes = join(import.meta.dirname, 'purposes');

/** A gateway in this process, over a real port. It asks for a sign-in, unless the environment lets anyone ask. */
export async function startGateway(
  supergraphSdl: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<TestGateway> {
  const directory = await mkdtemp(join(tmpdir(), 'gateway-'));
  const supergraphPath = join(directory, 'supergraph.graphql');
  await writeFile(supergraphPath, supergraphSdl);
  const issuer = await openTestIssuer();
  const keys = await createSigningKeyFiles();
  const ledgerFiles = await createLedgerFiles();
  const database = needsDatabase(environment) ? await createSharedDatabase() : undefined;
  const config = readConfig({
    GATEWAY_SUPERGRAPH: supergraphPath,
    GATEWAY_PORT: '0',
    ...unhurried,
    // A test asks as often as a whole office.
    GATEWAY_PERSON_MAX_RATE: '1000000',
    GATEWAY_CLIENT_MAX_RATE: '1000000',
    ...(environment['GATEWAY_ALLOW_ANONYMOUS'] ? {} : { GATEWAY_ISSUER: issuer.issuer }),
    GATEWAY_SIGNING_KEY: keys.privateKeyPath,
    ...ledgerFiles.environment,
    ...(database && { GATEWAY_DATABASE_URL: database.url }),
    GATEWAY_PURPOSES: testPurposes,
    ...environment,
  });
  const lines: string[] = [];
  const destination = new Writable({
    write(line, _encoding, done) {
      lines.push(String(line));
      done();
    },
  });
  const remove = async (): Promise<void> => {
    await issuer.close();
    await keys.remove();
    await ledgerFiles.remove();
    await database?.drop();
    await rm(directory, { recursive: true });
  };
  const service = await serve(config, createLog(config, destination)).catch(async (error: unknown) => {
    await remove();
    throw error;
  });
  const authorization = `Bearer ${await issuer.token()}`;
  const fetchAsClerk: TestGateway['fetch'] = (url, init) => {
    const headers = new Headers(init?.headers);
    if (!headers.has('authorization')) headers.set('authorization', authorization);
    return fetch(url, { ...init, headers });
  };
  const post: TestGateway['post'] = (body, headers = {}) =>
    fetchAsClerk(service.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json', ...headers },
      body,
    });

  return {
    ...service,
    supergraphPath,
    database,
    issuer,
    authorization,
    fetch: fetchAsClerk,
    log: () => lines.join(''),
    query: async (query, variables) =>
      withoutSummary((await (await post(JSON.stringify({ query, variables }))).json()) as GraphqlBody),
    post,
    async close() {
      await service.drain();
      await remove();
    },
  };
}

/** Whoever lets anyone ask has a graph without marks, and nothing to write down. */
function needsDatabase(environment: Readonly<Record<string, string>>): boolean {
  return !environment['GATEWAY_ALLOW_ANONYMOUS'] && !environment['GATEWAY_DATABASE_URL'];
}

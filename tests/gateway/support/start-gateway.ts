import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { readConfig } from '../../../gateway/config.ts';
import { createLog } from '../../../gateway/log.ts';
import { type Service, serve } from '../../../gateway/serve.ts';

export interface GraphqlBody {
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly {
    readonly message: string;
    readonly path?: readonly (string | number)[];
    readonly extensions: { readonly code: string; readonly ministry?: string };
  }[];
}

export interface TestGateway extends Service {
  readonly supergraphPath: string;
  /** All that was logged so far. */
  log(): string;
  /** Posts an operation. */
  query(query: string, variables?: object): Promise<GraphqlBody>;
  post(body: string | Uint8Array, headers?: Record<string, string>): Promise<Response>;
  close(): Promise<void>;
}

/** A gateway in this process, over a real port. */
export async function startGateway(
  supergraphSdl: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<TestGateway> {
  const directory = await mkdtemp(join(tmpdir(), 'gateway-'));
  const supergraphPath = join(directory, 'supergraph.graphql');
  await writeFile(supergraphPath, supergraphSdl);
  const config = readConfig({ GATEWAY_SUPERGRAPH: supergraphPath, GATEWAY_PORT: '0', ...environment });
  const lines: string[] = [];
  const destination = new Writable({
    write(line, _encoding, done) {
      lines.push(String(line));
      done();
    },
  });
  const service = await serve(config, createLog(config, destination));
  const post: TestGateway['post'] = (body, headers = {}) =>
    fetch(service.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json', ...headers },
      body,
    });

  return {
    ...service,
    supergraphPath,
    log: () => lines.join(''),
    query: async (query, variables) => (await (await post(JSON.stringify({ query, variables }))).json()) as GraphqlBody,
    post,
    async close() {
      await service.drain();
      await rm(directory, { recursive: true });
    },
  };
}

import { createHash } from 'node:crypto';
import { isObject } from '../fetch/json.ts';
import { OperatorError } from '../operator-error.ts';

/** Texts of documents by their SHA-256 hash, 64 lower-case hexadecimal digits. */
export type OperationManifest = ReadonlyMap<string, string>;

/**
 * Reads the manifest that a client's build wrote, as Apollo's `generate-persisted-query-manifest` writes it (format
 * `apollo-persisted-query-manifest`, version 1) or GraphQL Code Generator (`{"<hash>": "<document>"}`).
 * @throws OperatorError also where a hash is not its document's: nobody could tell what was agreed on
 */
export function readOperationManifest(text: string): OperationManifest {
  const manifest = new Map<string, string>();
  for (const [hash, document] of listOperations(parse(text))) {
    if (typeof hash !== 'string' || typeof document !== 'string') throw new OperatorError(unknownFormat);
    if (createHash('sha256').update(document).digest('hex') !== hash) {
      throw new OperatorError(
        `The hash ${hash.slice(0, 80)} is not the SHA-256 of its document. Write the manifest anew, with sha256 as the hash algorithm.`,
      );
    }
    manifest.set(hash, document);
  }
  return manifest;
}

function listOperations(manifest: unknown): readonly [hash: unknown, document: unknown][] {
  if (!isObject(manifest)) throw new OperatorError(unknownFormat);
  if (!('format' in manifest)) return Object.entries(manifest);
  const { format, version, operations } = manifest;
  if (format !== 'apollo-persisted-query-manifest' || version !== 1 || !Array.isArray(operations)) {
    throw new OperatorError(unknownFormat);
  }
  return operations.map((operation: unknown): [unknown, unknown] =>
    isObject(operation) ? [operation['id'], operation['body']] : [undefined, undefined],
  );
}

const unknownFormat =
  'It is no manifest of operations. It must be {"<SHA-256>": "<document>"} or have the format apollo-persisted-query-manifest, version 1.';

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new OperatorError('It is not JSON.');
  }
}

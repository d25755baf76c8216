import { OperationTypeNode } from 'graphql';
import { SharedWork } from '../shared-work.ts';
import { cloneJson } from './json.ts';
import type { Source, SourceRequest, SourceResult } from './source.ts';
import { createFailure } from './source-fault.ts';

/**
 * Makes equal reads that are in flight at the same time one call, where they may be. Nothing of the caller may be in
 * them, so only for sources over HTTP. Fetches of entities pass through: they are shared by the batcher.
 */
export function shareReads(source: Source): Source {
  const forLeaver = createFailure('SOURCE_UNAVAILABLE', source.name, { isWorthRetrying: false });
  // Each changes the data that it gets.
  const createReads = (): SharedWork<SourceResult> => new SharedWork<SourceResult>({ forLeaver, copy: copyOf });
  let reads = createReads();

  return {
    name: source.name,
    isLocal: source.isLocal,
    timeoutMs: source.timeoutMs,
    execute(request) {
      const { operation, variables, isShareable } = request;
      if (operation.kind !== OperationTypeNode.QUERY) return write(request);
      if (!isShareable) return source.execute(request);
      const key = `${operation.text} ${variables}`;
      return reads.join(key, request.signal, (signal) => source.execute({ ...request, signal }));
    },
    executeAll: source.executeAll,
  };

  async function write(request: SourceRequest): Promise<SourceResult> {
    const result = await source.execute(request);
    // Who writes and then reads must not join a read that may have been answered before the write.
    reads = createReads();
    return result;
  }
}

function copyOf(result: SourceResult): SourceResult {
  return result.kind === 'answer' ? { ...result, data: cloneJson(result.data) } : result;
}

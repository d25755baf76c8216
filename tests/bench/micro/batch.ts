import { OperationTypeNode, parse } from 'graphql';
import { EntityBatcher } from '../../../gateway/fetch/entity-batcher.ts';
import type { Source, SourceAnswer, SourceQuery } from '../../../gateway/fetch/source.ts';
import type { MicroTask } from './micro-task.ts';

const REQUESTS = 64;

export const batchTask: MicroTask = {
  name: 'batch',
  what: `one of ${REQUESTS} requests that come at once, each for an entity of its own, taken through a shared call`,

  async open() {
    const batcher = new EntityBatcher(immediateSource, { maxRepresentations: 1_000, maxCalls: 2 });
    const requests = Array.from({ length: REQUESTS }, (_, i) => ({
      operation,
      otherVariables: '',
      representations: [`{"__typename":"Product","upc":"${i}"}`],
      changesEntities: false,
      origins: [],
      signal: undefined,
    }));
    return { run: () => Promise.all(requests.map((request) => batcher.load(request))), count: REQUESTS };
  },
};

const text = 'query($representations:[_Any!]!){_entities(representations:$representations){...on Product{name}}}';
const operation = { text, document: parse(text), operationName: undefined, kind: OperationTypeNode.QUERY };

/** Answers at once, so that only the batcher is measured. */
const immediateSource: Source = {
  name: 'products',
  isLocal: false,
  timeoutMs: 2_000,
  execute: async (request) => answer(request),
  executeAll: async (queries) => queries.map(answer),
};

function answer({ representationCount }: SourceQuery): SourceAnswer {
  return { kind: 'answer', data: { _entities: Array(representationCount).fill({ name: 'Table' }) }, errors: [] };
}

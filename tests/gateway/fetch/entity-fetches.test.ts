import { expect, test } from '@jest/globals';
import { OperationTypeNode, parse } from 'graphql';
import { EntityFetches } from '../../../gateway/fetch/entity-fetches.ts';
import type { Source, SourceResult } from '../../../gateway/fetch/source.ts';

const text = 'query ($representations: [_Any!]!) { _entities(representations: $representations) { __typename } }';
const operation = { text, document: parse(text), operationName: undefined, kind: OperationTypeNode.QUERY };
const limits = { maxRepresentations: 10, maxCalls: 1 };

test('requests with the same other variables share a batcher, those with others have their own', () => {
  const fetches = new EntityFetches(silent, operation, limits);
  expect(fetches.batcherFor('"a":1,')).toBe(fetches.batcherFor('"a":1,'));
  expect(fetches.batcherFor('"a":1,')).not.toBe(fetches.batcherFor('"a":2,'));
});

test('batchers at work are kept, however many others come; idle ones are not', () => {
  const fetches = new EntityFetches(silent, operation, limits);
  const working = fetches.batcherFor('working');
  void working.load({ representations: ['1'], changesEntities: false, origins: [], signal: undefined });
  const idle = fetches.batcherFor('idle');
  for (let count = 0; count < 200; count++) fetches.batcherFor(`"a":${count},`);
  expect(fetches.batcherFor('working')).toBe(working);
  expect(fetches.batcherFor('idle')).not.toBe(idle);
});

/** Never answers. */
const silent: Source = {
  name: 'silent',
  isLocal: false,
  timeoutMs: undefined,
  execute: () => new Promise<SourceResult>(() => {}),
};

import { expect, test } from '@jest/globals';
import { GraphQLError } from 'graphql';
import { createErrorFormatter, type LoggedFault } from '../../../subgraphs/_kit/answer-errors.ts';

test('the operator is told each kind of fault in an answer once, without a value', () => {
  const faults: LoggedFault[] = [];
  const format = createErrorFormatter((fault) => faults.push(fault));
  const causes = [
    Object.assign(new Error('canceled: 012345678901'), { code: '57014' }),
    Object.assign(new Error('canceled: 012345678902'), { code: '57014' }),
    new TypeError('Cannot read 012345678903'),
  ];
  const errors = causes.map(
    (originalError, index) => new GraphQLError('x', { path: ['_entities', index], originalError }),
  );
  // The formatter looks at nothing but the errors and the data.
  const { statusCode, response } = format({ data: { _entities: [null, null, null] }, errors }, {} as never);
  expect(faults).toEqual([
    { code: 'SOURCE_TIMEOUT', cause: '57014', fields: 2 },
    { code: 'SOURCE_FAILED', cause: 'TypeError', fields: 1 },
  ]);
  expect(statusCode).toBe(200);
  expect(JSON.stringify(response)).not.toContain('01234567890');
});

import { describe, expect, test } from '@jest/globals';
import { buildSchema, parse } from 'graphql';
import { createLocalSource } from '../../../gateway/fetch/local-source.ts';
import { createLog } from '../../../gateway/log.ts';
import { CodedError } from '../../../schema/coded-error.ts';
import { outcome, readSize, sourceRequest } from './source-request.ts';

const schema = buildSchema('type Query { size(plus: Int = 0): Int broken: Int refused: Int mine: String }');
const fields = schema.getQueryType()?.getFields() ?? {};
if (fields['size']) fields['size'].resolve = (_, { plus }) => 1 + plus;
if (fields['mine']) fields['mine'].resolve = (_, _arguments, context) => context.caller;
if (fields['broken']) {
  fields['broken'].resolve = () => {
    throw new Error('Nguyễn Thị An');
  };
}
const lines: string[] = [];
const log = createLog({ logLevel: 'error' }, { write: (line) => void lines.push(line) });
if (fields['refused']) {
  fields['refused'].resolve = () => {
    throw new CodedError('IDENTITY_MISMATCH');
  };
}
const source = createLocalSource('gateway', schema, log);

function ask(text: string, variables = '{}') {
  return source.execute(
    sourceRequest({
      operation: { ...readSize, text, document: parse(text) },
      variables,
      context: { requestId: 'r-1', caller: 'me' },
    }),
  );
}

describe('a subgraph inside the gateway', () => {
  test('answers, and knows the context of the request', async () => {
    expect(outcome(await ask('query ($n: Int) { size(plus: $n) mine }', '{"n":2}'))).toEqual({ size: 3, mine: 'me' });
  });

  test('keeps aliases that are names of the prototype', async () => {
    const data = outcome(await ask('{ __proto__: size constructor: size }'));

    expect(JSON.stringify(data)).toBe('{"__proto__":1,"constructor":1}');
  });

  test('masks what it fails at, and logs it without its message', async () => {
    const result = await ask('{ size broken }');

    expect(result).toMatchObject({
      data: { size: 1, broken: null },
      errors: [
        { path: ['broken'], fault: { message: expect.stringContaining('r-1'), extensions: { code: 'INTERNAL' } } },
      ],
    });
    expect(lines.join()).toContain('r-1');
    expect(JSON.stringify(result) + lines.join()).not.toContain('Nguyễn');
  });

  test('says what it refuses', async () => {
    expect(await ask('{ refused }')).toMatchObject({
      data: { refused: null },
      errors: [{ path: ['refused'], fault: { extensions: { code: 'IDENTITY_MISMATCH' } } }],
    });
  });

  test('never rejects', async () => {
    expect(await ask('query ($n: Int!) { size(plus: $n) }')).toMatchObject({
      data: null,
      errors: [{ fault: { extensions: { code: 'INTERNAL' } } }],
    });
  });
});

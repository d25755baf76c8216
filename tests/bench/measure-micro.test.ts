import { describe, expect, test } from '@jest/globals';
import { batchTask } from './micro/batch.ts';
import { compileTask } from './micro/compile.ts';
import { decideTask } from './micro/decide.ts';
import { writeTask } from './micro/write.ts';
import { formatMicro } from './report/format-micro.ts';

describe('a part of the gateway that is measured alone', () => {
  test.each([compileTask, batchTask, decideTask, writeTask])('runs: $name', async ({ open }) => {
    const { run, count } = await open();
    await run();
    expect(count).toBeGreaterThan(0);
  });

  test('is a line of a table, with three digits of its time', () => {
    const result = {
      name: 'write',
      what: 'an answer',
      microseconds: 481.62,
      range: [441.1, 1_535] as const,
      samples: 31,
    };
    expect(formatMicro([result])).toMatch(/\| write: an answer \| +482 \| +441–1,540 \|/);
  });
});

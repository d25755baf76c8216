import { getEventListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import { Deadline } from '../../../gateway/fetch/deadline.ts';

describe('a deadline', () => {
  test('comes by time', async () => {
    const deadline = new Deadline(20, undefined);

    expect(deadline.signal.aborted).toBe(false);
    await sleep(40);

    expect(deadline.signal.aborted).toBe(true);
    expect(deadline.hasTimedOut).toBe(true);
  });

  test('comes when the caller is gone', () => {
    const caller = new AbortController();
    const deadline = new Deadline(1_000, caller.signal);

    caller.abort();

    expect(deadline.signal.aborted).toBe(true);
    expect(deadline.hasTimedOut).toBe(false);
    deadline.close();
  });

  test('has come for a caller who was gone before', () => {
    const deadline = new Deadline(1_000, AbortSignal.abort());

    expect(deadline.signal.aborted).toBe(true);
    deadline.close();
  });

  test('tells whether a pause still fits', () => {
    const deadline = new Deadline(1_000, undefined);

    expect(deadline.leaves(500)).toBe(true);
    expect(deadline.leaves(1_001)).toBe(false);
    deadline.close();
  });

  test('leaves neither timer nor listener behind when it is closed', async () => {
    const caller = new AbortController();
    const deadline = new Deadline(20, caller.signal);

    deadline.close();
    await sleep(40);
    caller.abort();

    expect(deadline.signal.aborted).toBe(false);
    expect(getEventListeners(caller.signal, 'abort')).toHaveLength(0);
  });
});

import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import { GroupCommit } from '../../../gateway/ledger/group-commit.ts';

interface Write {
  readonly items: readonly number[];
  readonly end: PromiseWithResolvers<void>;
}

/** Writes that end when the test says so. */
function openWrites() {
  const writes: Write[] = [];
  const commit = new GroupCommit<number>({
    write(items) {
      const end = Promise.withResolvers<void>();
      writes.push({ items, end });
      return end.promise;
    },
    maxItems: 4,
    maxWrites: 2,
    maxWaiting: 10,
  });
  return { commit, writes };
}

/** Ends so many writes, one after the other, as they come. */
async function endEach(writes: readonly Write[], count: number, end: (write: Write) => void): Promise<void> {
  for (let ended = 0; ended < count; await sleep(1)) {
    const write = writes[ended];
    if (!write) continue;
    end(write);
    ended++;
  }
}

describe('what has to be durable', () => {
  test('is written at once when it comes alone', async () => {
    const { commit, writes } = openWrites();
    const added = commit.add([1]);
    expect(writes.map(({ items }) => items)).toEqual([[1]]);
    writes[0]?.end.resolve();
    await added;
  });

  test('goes together when all writes are taken, no more at a time than fit into one', async () => {
    const { commit, writes } = openWrites();
    const added = [1, 2, 3, 4, 5, 6, 7].map((item) => commit.add([item]));
    expect(writes.map(({ items }) => items)).toEqual([[1], [2]]);
    await endEach(writes, 4, ({ end }) => end.resolve());
    await Promise.all(added);
    expect(writes.map(({ items }) => items)).toEqual([[1], [2], [3, 4, 5, 6], [7]]);
  });

  test('goes as one write when it comes in one turn, once there was a crowd', async () => {
    const { commit, writes } = openWrites();
    const before = [1, 2, 3, 4].map((item) => commit.add([item]));
    await endEach(writes, 3, ({ end }) => end.resolve());
    await Promise.all(before);
    const together = [5, 6, 7].map((item) => commit.add([item]));
    await endEach(writes, 4, ({ end }) => end.resolve());
    await Promise.all(together);
    expect(writes.map(({ items }) => items)).toEqual([[1], [2], [3, 4], [5, 6, 7]]);
  });

  test('is turned away at once when too much waits, and taken again afterwards', async () => {
    const { commit, writes } = openWrites();
    const stuck = [commit.add([1]), commit.add([2]), commit.add([3, 4, 5]), commit.add([6, 7, 8, 9, 10, 11, 12])];
    await expect(commit.add([13])).rejects.toMatchObject({ code: 'RECORD_UNAVAILABLE' });

    await endEach(writes, 4, ({ end }) => end.resolve());
    await Promise.all(stuck);
    const later = commit.add([13]);
    writes.at(-1)?.end.resolve();
    await later;
  });

  test('fails for all who went together when the database is gone', async () => {
    const { commit, writes } = openWrites();
    const added = [1, 2, 3, 4].map((item) => commit.add([item]));
    const outcomes = Promise.allSettled(added);
    await endEach(writes, 3, ({ end }) => end.reject(new Error('Connection terminated')));
    expect((await outcomes).map(({ status }) => status)).toEqual(added.map(() => 'rejected'));
    expect(writes.map(({ items }) => items)).toEqual([[1], [2], [3, 4]]);
  });
});

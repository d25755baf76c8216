import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { OperatorError } from '../../gateway/operator-error.ts';
import { openWatchedFolder, type WatchedFolder } from '../../gateway/watch-folder.ts';
import { until } from '../support/until.ts';

let path: string;
let folder: WatchedFolder<string> | undefined;
let refusals: unknown[];

beforeEach(async () => {
  path = await mkdtemp(join(tmpdir(), 'watched-'));
  refusals = [];
});

afterEach(async () => {
  folder?.close();
  await rm(path, { recursive: true, force: true });
});

/** What the files say, in the order of their names; one that says "bad" is refused. */
async function open(): Promise<WatchedFolder<string>> {
  folder = await openWatchedFolder({
    path,
    suffix: '.txt',
    prepare(texts) {
      const joined = [...texts].map(([name, text]) => `${name}=${text}`).join();
      if (joined.includes('bad')) throw new OperatorError('It is bad.');
      return joined;
    },
    onReload: () => {},
    onRefusal: (error) => refusals.push(error),
  });
  return folder;
}

function write(name: string, text: string): Promise<void> {
  return writeFile(join(path, name), text);
}

describe('openWatchedFolder', () => {
  test('reads the files with the suffix, and follows what comes, changes, is renamed and goes', async () => {
    await write('a.txt', '1');
    await write('b.other', '1');
    const { current: first } = await open();
    expect(first).toBe('a.txt=1');
    await write('b.txt', '2');
    await until(() => folder?.current === 'a.txt=1,b.txt=2');
    await write('a.txt', '3');
    await until(() => folder?.current === 'a.txt=3,b.txt=2');
    await rename(join(path, 'b.txt'), join(path, 'c.txt'));
    await until(() => folder?.current === 'a.txt=3,c.txt=2');
    await rm(join(path, 'a.txt'));
    await until(() => folder?.current === 'c.txt=2');
    expect(refusals).toEqual([]);
  });

  test('keeps what it has when new files are refused or the folder is gone, says so once, and takes the next good ones', async () => {
    await write('a.txt', '1');
    await open();
    await write('a.txt', 'bad');
    await until(() => refusals.length === 1);
    expect(folder?.current).toBe('a.txt=1');
    await rm(path, { recursive: true });
    await until(() => refusals.length === 2);
    await sleep(600);
    expect(refusals).toHaveLength(2);
    expect(refusals[1]).toBeInstanceOf(OperatorError);
    expect(folder?.current).toBe('a.txt=1');
  });

  test('refuses to open a folder that is not there', async () => {
    await rm(path, { recursive: true });
    await expect(open()).rejects.toThrow(/cannot be read \(ENOENT\)/);
  });
});

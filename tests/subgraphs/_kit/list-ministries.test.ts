import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { getMinistry, listMinistries, listMinistryNames } from '../../../subgraphs/_kit/list-ministries.ts';

let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'ministries-'));
  for (const folder of ['roads', 'forests', '_kit', '.git']) await mkdir(join(directory, folder));
  for (const name of ['roads', 'forests']) {
    await writeFile(join(directory, name, 'ministry.ts'), `export default { name: '${name}' };\n`);
  }
  await writeFile(join(directory, 'README.md'), '');
});
afterAll(() => rm(directory, { recursive: true }));

describe('the ministries', () => {
  test('are the folders, in alphabetical order', async () => {
    expect(await listMinistryNames(directory)).toEqual(['forests', 'roads']);
    expect(await listMinistries(directory)).toEqual([{ name: 'forests' }, { name: 'roads' }]);
  });

  test('are all whole: a folder without a manifest is named', async () => {
    await mkdir(join(directory, 'lakes'));
    await expect(listMinistries(directory)).rejects.toThrow('subgraphs/lakes/ has no ministry.ts.');
    await rm(join(directory, 'lakes'), { recursive: true });
  });

  test('are found by name', async () => {
    expect(await getMinistry('roads', directory)).toEqual({ name: 'roads' });
    await expect(getMinistry('_kit', directory)).rejects.toThrow(
      'There is no ministry "_kit" in subgraphs/. There are: forests, roads.',
    );
  });
});

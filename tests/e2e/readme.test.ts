import { readFile } from 'node:fs/promises';
import { expect, test } from '@jest/globals';

const read = (path: string) => readFile(new URL(`../../${path}`, import.meta.url), 'utf8');

const files = [
  'docs/story/look.graphql',
  'docs/story/look.json',
  'tests/e2e/unified-view.graphql',
  'tests/e2e/unified-view.json',
];

test.each(files)('the README shows %s as it is', async (file) => {
  const readme = await read('README.md');
  const [, shown] = readme.match(new RegExp(`<!-- ${file} -->\\s*\`\`\`\\w*\\n(.*?)\`\`\``, 's')) ?? [];
  expect(shown).toBe(await read(file));
});

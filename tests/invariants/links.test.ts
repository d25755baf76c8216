import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';

const root = join(import.meta.dirname, '../..');
const pages = globSync('**/*.md', { cwd: root, exclude: (path) => /(^|\/)(node_modules|\.data)$/.test(path) }).sort();

describe('links between documents', () => {
  test('are looked for in pages that have some', () => {
    expect(pages).toContain('README.md');
    expect(linksOf(read('README.md')).length).toBeGreaterThan(5);
  });

  test('are found in prose, not in code', () => {
    expect(linksOf('See [a](a.md), [`b`](b.md#c "title").\n```\n[d](d.md)\n```\n`[e](e.md)`')).toEqual([
      'a.md',
      'b.md#c',
    ]);
  });

  test('name headings as GitHub does', () => {
    expect(headingsOf('# One & `two`\n\n## Same\n## Same\n```\n# comment\n```')).toEqual([
      'one--two',
      'same',
      'same-1',
    ]);
  });

  test.each(pages)('%s leads only to files and headings that exist', (page) => {
    expect(linksOf(read(page)).filter((link) => !leadsSomewhere(page, link))).toEqual([]);
  });
});

function leadsSomewhere(page: string, link: string): boolean {
  if (/^[a-z]+:/.test(link)) return true;
  const [path = '', heading] = decodeURI(link).split('#');
  const target = path === '' ? page : join(dirname(page), path);
  if (target.startsWith('..') || !existsSync(join(root, target))) return false;
  return heading === undefined || (target.endsWith('.md') && headingsOf(read(target)).includes(heading));
}

function linksOf(markdown: string): string[] {
  const prose = withoutBlocks(markdown).replaceAll(/(?<!\[)`[^`\n]*`(?!\])/g, '');
  return [...prose.matchAll(/\]\(([^)\s]+)[^)]*\)/g)].map(([, link = '']) => link);
}

/** The anchors of a page: its headings in lower case without punctuation, those that come again with a number. */
function headingsOf(markdown: string): string[] {
  const seen = new Map<string, number>();
  return [...withoutBlocks(markdown).matchAll(/^#+ +(.+)$/gm)].map(([, title = '']) => {
    const anchor = title
      .trim()
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{M}\p{N} _-]/gu, '')
      .replaceAll(' ', '-');
    const times = seen.get(anchor) ?? 0;
    seen.set(anchor, times + 1);
    return times === 0 ? anchor : `${anchor}-${times}`;
  });
}

function withoutBlocks(markdown: string): string {
  return markdown.replaceAll(/^```.*?^```/gms, '');
}

function read(page: string): string {
  return readFileSync(join(root, page), 'utf8');
}

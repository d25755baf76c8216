import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parseSync } from '@swc/core';
import { listMinistryNames } from '../../subgraphs/_kit/list-ministries.ts';

const root = join(import.meta.dirname, '../..');
const names = await listMinistryNames();

/**
 * Code outside a ministry's folder would name it in a text: as the whole of it, or as a part of a path or a URL. Prose,
 * comments and variables may use the words, since `health` and `education` are common ones. `/health` is the gateway's
 * own route.
 */
function namesMinistry(text: string, name: string): boolean {
  return text !== '/health' && !/\s/.test(text) && text.split(/[/:?#]/).includes(name);
}

/** Every text in the code: strings, parts of templates, import paths, literal types. */
function textsOf(code: string): string[] {
  const texts: string[] = [];
  const visit = (node: unknown): void => {
    if (node === null || typeof node !== 'object') return;
    if ('type' in node && node.type === 'StringLiteral' && 'value' in node) texts.push(String(node.value));
    if ('type' in node && node.type === 'TemplateElement' && 'cooked' in node) texts.push(String(node.cooked));
    Object.values(node).forEach(visit);
  };
  visit(parseSync(code, { syntax: 'typescript', target: 'es2024' }).body);
  return texts;
}

describe('a ministry’s name', () => {
  const files = globSync('{bin,gateway,schema,subgraphs}/**/*.ts', { cwd: root });

  test('is looked for in code that exists', () => {
    expect(files.length).toBeGreaterThan(50);
    expect(names.length).toBeGreaterThan(0);
  });

  test('is found in texts and paths, not in prose', () => {
    const texts = textsOf(
      "import '../tax/source.ts'; const a = `/tax/graphql`; type C = 'tax'; f('a tax code', '/taxes')",
    );
    expect(texts.filter((text) => namesMinistry(text, 'tax'))).toEqual(['../tax/source.ts', '/tax/graphql', 'tax']);
  });

  test.each(names)('%s stands in no code outside its folder', (name) => {
    const foreign = files.filter((file) => !file.startsWith(join('subgraphs', name, '/')));
    const found = foreign.flatMap((file) =>
      textsOf(readFileSync(join(root, file), 'utf8'))
        .filter((text) => namesMinistry(text, name))
        .map((text) => `${file}: ${text}`),
    );
    expect(found).toEqual([]);
  });
});

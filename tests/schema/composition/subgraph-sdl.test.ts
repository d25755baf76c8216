import { describe, expect, test } from '@jest/globals';
import { subgraphSdl } from '../../../schema/composition/subgraph-sdl.ts';
import { dataClasses } from '../../../schema/marks/mark.ts';

describe('subgraphSdl', () => {
  test('puts the shared header before the types', () => {
    const sdl = subgraphSdl('type Query { a: Int }');
    expect(sdl.indexOf('@composeDirective(name: "@personal")')).toBeGreaterThan(0);
    expect(sdl.indexOf('directive @personal')).toBeGreaterThan(0);
    expect(sdl.indexOf('scalar PersonalId')).toBeGreaterThan(0);
    expect(sdl.endsWith('type Query { a: Int }\n')).toBe(true);
  });

  test('knows the classes of DataClass, in their order', () => {
    const [, values = ''] = /enum DataClass \{(.*?)\n\}/s.exec(subgraphSdl('')) ?? [];
    expect(
      values
        .replaceAll(/""".*?"""/gs, '')
        .split(/\s+/)
        .filter(Boolean),
    ).toEqual([...dataClasses]);
  });
});

import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { Kind, parse } from 'graphql';
import { sharedScalars } from '../../../schema/scalars/shared-scalars.ts';

describe('sharedScalars', () => {
  test('are those that schema/scalars.graphql names', () => {
    const sdl = readFileSync(new URL('../../../schema/scalars.graphql', import.meta.url), 'utf8');
    const named = parse(sdl).definitions.flatMap((node) =>
      node.kind === Kind.SCALAR_TYPE_DEFINITION ? [node.name.value] : [],
    );
    expect(sharedScalars.map(({ name }) => name).sort()).toEqual(named.sort());
  });
});

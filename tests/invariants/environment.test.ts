import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

const root = join(import.meta.dirname, '../..');

/** `tests/gateway/config.test.ts` says the same of the gateway, and `bin/` hands its environment to what it starts. */
test('ministries and contract read no environment but in the kit’s config.ts', () => {
  const files = globSync('{postgres,schema,subgraphs}/**/*.ts', { cwd: root });
  const readers = files.filter((file) =>
    /process\.env\b|import.*\benv\b.*node:process/.test(
      readFileSync(join(root, file), 'utf8').replaceAll(/\/\*\*.*?\*\//gs, ''),
    ),
  );

  expect(files.length).toBeGreaterThan(100);
  expect(readers).toEqual(['subgraphs/_kit/config.ts']);
});

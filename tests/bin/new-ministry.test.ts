import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { listMinistryNames } from '../../subgraphs/_kit/list-ministries.ts';

const repository = join(import.meta.dirname, '../..');
const generated = ['docs/schema.md', 'rover.yaml', 'schema/supergraph.graphql'];

/** A copy of this checkout, as it is on disk, with a history of one commit. */
let checkout: string;

beforeAll(async () => {
  checkout = await mkdtemp(join(tmpdir(), 'citizen-graph-checkout-'));
  const files = await run(repository, 'git', 'ls-files', '--cached', '--others', '--exclude-standard');
  for (const file of files.stdout.trim().split('\n')) await cp(join(repository, file), join(checkout, file));
  await symlink(join(repository, 'node_modules'), join(checkout, 'node_modules'));
  await run(checkout, 'git', 'init', '--quiet');
  await run(checkout, 'git', 'add', '--all');
  await run(
    checkout,
    'git',
    '-c',
    'user.name=Test',
    '-c',
    'user.email=test@example.com',
    'commit',
    '--quiet',
    '-m',
    'x',
  );
});
afterAll(() => rm(checkout, { recursive: true }));

describe('npm run new-ministry', () => {
  test('adds a ministry that changes its folder and the generated files only, and passes every check', async () => {
    const { stdout } = await node('bin/new-ministry.ts', 'land-register');
    expect(stdout).toContain('subgraphs/land-register/ is written');
    await node('bin/compose.ts');

    const { stdout: status } = await run(checkout, 'git', 'status', '--porcelain');
    const changed = status
      .trimEnd()
      .split('\n')
      .map((line) => line.slice(3));
    expect(changed).toEqual([...generated, 'subgraphs/land-register/']);
    expect(await readFile(join(checkout, 'schema/supergraph.graphql'), 'utf8')).toContain('landRegisterEntry');

    const project = { extends: './tsconfig.json', include: ['subgraphs/land-register'] };
    await writeFile(join(checkout, 'tsconfig.land-register.json'), JSON.stringify(project));
    await node('node_modules/.bin/tsc', '--project', 'tsconfig.land-register.json');
    await node('node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings', 'subgraphs/land-register');
    const contract = ['node_modules/jest/bin/jest.js', 'tests/contract', '-t', 'land-register'];
    const { stderr: report } = await node('--experimental-vm-modules', ...contract);
    expect(report).toMatch(/^Tests: +\d+ skipped, 1[0-9] passed/m);
  });

  test('takes the next free port', async () => {
    const ports = new Set<string>();
    for (const name of ['first-register', 'second-register']) {
      await node('bin/new-ministry.ts', name);
      const manifest = await readFile(join(checkout, 'subgraphs', name, 'ministry.ts'), 'utf8');
      ports.add(manifest.match(/port: (\d+)/)?.[1] ?? '');
    }
    expect(ports.size).toBe(2);
    expect(ports).not.toContain('4000');
  });

  test('refuses a name that is taken and writes nothing', async () => {
    const before = await run(checkout, 'git', 'status', '--porcelain');
    const [taken = ''] = await listMinistryNames();
    await expect(node('bin/new-ministry.ts', taken)).rejects.toMatchObject({
      code: 1,
      stderr: `There is a ministry ${taken} already, in subgraphs/${taken}/.\n`,
    });
    expect(await run(checkout, 'git', 'status', '--porcelain')).toEqual(before);
  });

  test('tells how it is used', async () => {
    expect((await node('bin/new-ministry.ts', '--help')).stdout).toMatch(/^npm run new-ministry -- <name>\n/);
    await expect(node('bin/new-ministry.ts')).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining('Give the new ministry one name.'),
    });
  });
});

function node(...args: string[]) {
  return run(checkout, process.execPath, ...args);
}

async function run(cwd: string, command: string, ...args: string[]) {
  const { stdout, stderr } = await promisify(execFile)(command, args, { cwd, maxBuffer: 16 * 1024 * 1024 });
  return { stdout, stderr };
}

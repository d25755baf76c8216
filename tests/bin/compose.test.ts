import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';

const root = join(import.meta.dirname, '../..');
let house: string;

/** The house with one small ministry, in a git repository of its own. */
beforeAll(async () => {
  house = await mkdtemp(join(tmpdir(), 'compose-'));
  for (const part of ['bin', 'gateway', 'schema', 'subgraphs/_kit', 'package.json']) {
    await cp(join(root, part), join(house, part), { recursive: true });
  }
  await takeSmallCatalogue();
  await symlink(join(root, 'node_modules'), join(house, 'node_modules'));
  await mkdir(join(house, 'docs'));
  await mkdir(join(house, 'subgraphs/tax'));
  await writeFile(
    join(house, 'subgraphs/tax/ministry.ts'),
    "export default { name: 'tax', port: 4999, directory: import.meta.dirname };\n",
  );
  await writeTax(marked);
  await compose();
  await run('git', 'init', '--quiet');
  await run('git', 'add', 'schema');
  await run('git', '-c', 'user.name=t', '-c', 'user.email=t@example.com', 'commit', '--quiet', '-m', 'test');
});

afterAll(() => rm(house, { recursive: true, force: true }));

beforeEach(async () => {
  await writeTax(marked);
  await compose();
});

/** The house's own purposes open fields that this graph does not have. */
async function takeSmallCatalogue(): Promise<void> {
  const [from, to] = [join(root, 'tests/gateway/support/purposes'), join(house, 'schema/purposes')];
  await rm(join(to, 'catalogue'), { recursive: true });
  for (const file of ['authorities.yaml', 'grounds.yaml', 'legal-documents.yaml', 'catalogue/own-view.yaml']) {
    await cp(join(from, file), join(to, file));
  }
}

const marked = '"Debt. (Nợ thuế.)" debt: Vnd @personal(scope: "tax.debt", class: SENSITIVE)';
const more = `${marked} "Code. (Mã số thuế.)" code: String @personal(scope: "tax.code", class: BASIC)`;
const opened = '"Debt. (Nợ thuế.)" debt: Vnd @personal(scope: "tax.debt", class: BASIC)';
const renamed = '"Debt. (Nợ thuế.)" taxDebt: Vnd @personal(scope: "tax.debt", class: SENSITIVE)';

async function writeTax(fields: string): Promise<void> {
  const types = `type Citizen @key(fields: "personalId") { personalId: PersonalId! ${fields} }\n`;
  await writeFile(join(house, 'subgraphs/tax/schema.graphql'), types);
}

interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

function run(command: string, ...args: readonly string[]): Promise<Outcome> {
  return new Promise((resolve) => {
    execFile(command, args, { cwd: house }, (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr });
    });
  });
}

function compose(...args: readonly string[]): Promise<Outcome> {
  return run(process.execPath, 'bin/compose.ts', ...args);
}

async function readSupergraph(): Promise<string> {
  return await readFile(join(house, 'schema/supergraph.graphql'), 'utf8');
}

describe('npm run compose', () => {
  test('writes the three files, and touches none that is up to date', async () => {
    for (const path of ['rover.yaml', 'schema/supergraph.graphql', 'docs/schema.md']) {
      expect(await readFile(join(house, path), 'utf8')).toContain('tax.debt');
    }
    const { mtimeMs } = await stat(join(house, 'rover.yaml'));
    expect(await compose()).toEqual({
      code: 0,
      stdout: '2 subgraphs composed (gateway, tax); all generated files were up to date.\n',
      stderr: '',
    });
    expect((await stat(join(house, 'rover.yaml'))).mtimeMs).toBe(mtimeMs);
  });

  test('writes nothing when the gate refuses, and says what to mend', async () => {
    const before = await readSupergraph();
    await writeTax('"Debt. (Nợ thuế.)" debt: Vnd');
    const { code, stderr } = await compose();
    expect(code).toBe(1);
    expect(stderr).toContain('tax: Citizen.debt has no @personal mark.');
    expect(stderr).toContain('Nothing was written.');
    expect(await readSupergraph()).toBe(before);
  });

  test('explains itself with --help, and refuses what it does not know', async () => {
    expect((await compose('--help')).stdout).toContain('npm run compose -- --check');
    expect(await compose('--chek')).toMatchObject({ code: 2, stderr: expect.stringContaining("'--chek'") });
    expect(await compose('--since', 'HEAD')).toMatchObject({ code: 2, stderr: expect.stringContaining('--check') });
  });
});

describe('npm run compose -- --check', () => {
  test('is content when nothing changed', async () => {
    expect(await compose('--check')).toEqual({
      code: 0,
      stdout: 'All generated files are fresh.\nNo breaking change since HEAD.\n',
      stderr: '',
    });
  });

  test('fails on stale files alone when the change is an addition, and writes nothing', async () => {
    const before = await readSupergraph();
    await writeTax(more);
    expect(await compose('--check')).toEqual({
      code: 1,
      stdout:
        'Stale: rover.yaml, schema/supergraph.graphql, docs/schema.md. Run `npm run compose`.\n' +
        'Opened and closed since HEAD:\n  - 1 opened, 0 closed\n' +
        '  - own-view: to a citizen at eID level 2, of the subject: Citizen.code closed → by-law\n' +
        'No breaking change since HEAD.\n',
      stderr: '',
    });
    expect(await readSupergraph()).toBe(before);
  });

  test('is content with an addition once the files are written', async () => {
    await writeTax(more);
    await compose();
    expect((await compose('--check')).code).toBe(0);
  });

  test('fails on a breaking change until it is committed, also when the files are fresh', async () => {
    await writeTax(renamed);
    await compose();
    const { code, stdout } = await compose('--check');
    expect(code).toBe(1);
    expect(stdout).toContain('All generated files are fresh.\nBreaking since HEAD:\n  - Citizen.debt was removed.\n');
    expect(stdout).toContain('Citizen.debt by-law → closed, Citizen.taxDebt closed → by-law');
  });

  test('lists a mark that became more open without failing on it', async () => {
    await writeTax(opened);
    await compose();
    const { code, stdout } = await compose('--check');
    expect(code).toBe(0);
    expect(stdout).toContain('To be looked at since HEAD:\n  - Citizen.debt was marked');
  });

  test('says what a new rule closes, before it is added to git', async () => {
    const path = join(house, 'schema/policy/always/trial.cedar');
    const scope = 'principal, action == Action::"disclose", resource is PersonalField';
    await writeFile(
      path,
      `@id("trial") @reason("RESTRICTED") forbid (${scope}) when { resource.scope == "tax.debt" };\n`,
    );
    const { code, stdout } = await compose('--check').finally(() => rm(path));
    expect(code).toBe(0);
    expect(stdout).toContain('Opened and closed since HEAD:\n  - 0 opened, 1 closed\n');
    expect(stdout).toContain('Citizen.debt by-law → closed');
  });

  test('fails when the revision to compare with is not there', async () => {
    expect(await compose('--check', '--since', 'no-such-branch')).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('git finds no schema/supergraph.graphql at no-such-branch'),
    });
  });
});

import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { openLedger } from '../../gateway/ledger/ledger.ts';
import { hashLeaf } from '../../gateway/ledger/merkle-tree.ts';
import { createLog } from '../../gateway/log.ts';
import { createUuidV7 } from '../../gateway/uuid-v7.ts';
import { anyRecord, edition } from '../gateway/ledger/support/any-record.ts';
import { archiveDays } from '../support/archive-days.ts';
import { createLedgerFiles, type LedgerFiles } from '../support/ledger-files.ts';
import { runStatement } from '../support/run-statement.ts';
import { createSharedDatabase, type SharedDatabase } from '../support/shared-server.ts';
import { makeTemporaryDirectory, runCommand } from './commands.ts';

const log = createLog({ logLevel: 'silent' });

let shared: SharedDatabase;
let files: LedgerFiles;
let environment: Record<string, string>;

beforeAll(async () => {
  shared = await createSharedDatabase();
  files = await createLedgerFiles();
  environment = { GATEWAY_DATABASE_URL: shared.url, GATEWAY_LEDGER_NAME: files.name, ...files.environment };
  const ledger = openLedger({ ...files.options, databaseUrl: shared.url, log });
  const byNight = { kind: 'disclosure', role: 'clerk', agency: 'OFFICE-1', account: 'owl' } as const;
  const aboutOthers = { isOwn: false, isRelative: false, at: Date.parse('2026-11-22T16:00:00Z') };
  const owl = fc.sample(anyRecord, 3).map((record) => ({ ...record, ...byNight, ...aboutOthers }));
  await ledger.record([...fc.sample(anyRecord, 27), ...owl], edition);
  await ledger.close();
});

afterAll(async () => {
  await shared?.drop();
  await files?.remove();
});

describe('npm run ledger', () => {
  test('verify says that the ledger is what was signed', async () => {
    const { exitCode, output } = await runCommand('ledger', ['verify'], environment);
    expect(output).toMatch(/^30 records fit, and 1 checkpoints over them/);
    expect(output).toContain('The ledger is what was signed.');
    expect(exitCode).toBe(0);
  });

  test('verify needs no private key where the public one is given, which key prints', async () => {
    const { output: key } = await runCommand('ledger', ['key'], environment);
    const { GATEWAY_LEDGER_KEY: _, ...public_ } = environment;
    const { exitCode } = await runCommand('ledger', ['verify', '--key', key.trim()], public_);
    expect(exitCode).toBe(0);
  });

  test('export prints each record once with its place and its leaf, which hashes to what the tree has', async () => {
    const args = ['export', '--from', '2026-11-22', '--to', '2026-11-23'];
    const { exitCode, output } = await runCommand('ledger', args, environment);
    const lines = output.trim().split('\n');
    expect(lines.map((line) => JSON.parse(line).index).toSorted((a, b) => a - b)).toEqual([...Array(30).keys()]);
    const { rows } = await runStatement(shared.ownerUrl, 'SELECT leaf_hashes FROM ledger_batch ORDER BY first_index');
    const kept = Buffer.concat(rows.map(({ leaf_hashes }) => leaf_hashes));
    for (const line of lines) {
      const [, index = '', leaf = ''] = /^{"index":(\d+),"unusual":\[.*?\],"leaf":(.*)}$/.exec(line) ?? [];
      const at = Number(index) * 32;
      expect(hashLeaf(leaf)).toEqual(kept.subarray(at, at + 32));
    }
    expect(exitCode).toBe(0);
  });

  test('export tells nobody’s number, and of no other time', async () => {
    const { rows } = await runStatement(shared.ownerUrl, 'SELECT DISTINCT subject FROM ledger_record');
    const args = ['export', '--from', '2026-11-22', '--to', '2026-11-23', '--format', 'csv'];
    const { output } = await runCommand('ledger', args, environment);
    expect(output).toMatch(/^index,id,at,kind,/);
    for (const { subject } of rows) if (subject) expect(output).not.toContain(subject);
    expect(output).toMatch(/,at-night\r$/m);
    const another = await runCommand('ledger', ['export', '--from', '2026-12-01', '--to', '2026-12-02'], environment);
    expect(another).toEqual({ exitCode: 0, output: '' });
  });

  test('erase takes the citizen out of a record, once, and leaves a record of it; verify is as before', async () => {
    const { rows } = await runStatement(
      shared.ownerUrl,
      'SELECT id FROM ledger_record WHERE subject IS NOT NULL LIMIT 1',
    );
    const erase = ['erase', '--record', rows[0].id, '--basis', '91/2025/QH15 Art. 4(1)'];
    const asOwner = { ...environment, GATEWAY_MIGRATION_DATABASE_URL: shared.ownerUrl };
    expect(await runCommand('ledger', erase, asOwner)).toEqual({
      exitCode: 0,
      output: `The record ${rows[0].id} no longer tells whom it is about.\n`,
    });
    expect((await runCommand('ledger', erase, asOwner)).output).toContain('it tells of nobody already');
    const { exitCode, output } = await runCommand('ledger', ['verify'], environment);
    expect(output).toContain('1 of them were erased, 1 more have no place yet.');
    expect(exitCode).toBe(0);
  });

  test('verify ends with 1 and names the first record that was changed', async () => {
    await runStatement(shared.ownerUrl, 'ALTER TABLE ledger_record DISABLE TRIGGER USER');
    const { rows } = await runStatement(
      shared.ownerUrl,
      `UPDATE ledger_record SET purpose = 'another' WHERE ordinal = 7 RETURNING id`,
    );
    const { exitCode, output } = await runCommand('ledger', ['verify'], environment);
    expect(output).toContain(`THE LEDGER WAS CHANGED. The record ${rows[0].id}, of index 7, was changed.`);
    expect(exitCode).toBe(1);
  });

  test('export prints archived days from their files, and nothing of such a time without them', async () => {
    const args = ['export', '--from', '2026-11-19', '--to', '2026-11-23'];
    const at = Date.parse('2026-11-20T12:00:00Z');
    const ledger = openLedger({ ...files.options, databaseUrl: shared.url, log });
    await ledger.record(
      fc.sample(anyRecord, 5).map((record, i) => ({ ...record, at: at + i, id: createUuidV7(at + i) })),
      edition,
    );
    await ledger.close();
    const before = await runCommand('ledger', args, environment);
    const directory = await makeTemporaryDirectory();
    await archiveDays(shared.ownerUrl, directory, '2026-11-20');
    expect(await runCommand('ledger', args, environment)).toEqual({
      exitCode: 1,
      output: 'The records of 2026-11-20 (of UTC) are archived: say where with --archive DIR.\n',
    });
    const { exitCode, output } = await runCommand('ledger', [...args, '--archive', directory], environment);
    expect(exitCode).toBe(0);
    expect(output.replaceAll('"unusual":null', '"unusual":[]')).toBe(before.output);
    expect(output.match(/"unusual":null/g)).toHaveLength(5);
    const partOfDay = ['export', '--from', new Date(at + 2).toISOString(), '--to', '2026-11-21', '--format', 'csv'];
    const part = await runCommand('ledger', [...partOfDay, '--archive', directory], environment);
    expect(part.output.match(/not-counted\r$/gm)).toHaveLength(3);
    await rm(directory, { recursive: true });
  });

  test.each([
    [['verify', '--from', 'yesterday'], '--from must be a time'],
    [['verify', '--key', 'x'], '--key must be a key'],
    [['export'], 'Say from when'],
    [['export', '--from', '2026-11-22', '--format', 'xml'], '--format must be one of ndjson, csv'],
    [['archive', '--before', '2026-11-01'], 'Give --before'],
    [['archive', '--before', '2999-01-01', '--to', 'x'], '--before may be today'],
    [['archive', '--before', '2026-01-01', '--to', '.'], 'Set GATEWAY_MIGRATION_DATABASE_URL'],
    [['erase', '--record', 'x'], '--record must be'],
    [['erase', '--record', createUuidV7(0)], '--basis must be a number'],
    [['erase', '--record', createUuidV7(0), '--basis', 'Nguyễn Văn An'], '--basis must be a number'],
    [['burn'], 'There is no command burn'],
  ])('tells what is wrong with %j', async (args, sentence) => {
    const { exitCode, output } = await runCommand('ledger', args, environment);
    expect(output).toContain(sentence);
    expect(exitCode).toBe(1);
  });
});

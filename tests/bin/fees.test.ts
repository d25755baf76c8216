import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Edition } from '../../gateway/ledger/edition.ts';
import { openLedger } from '../../gateway/ledger/ledger.ts';
import { createLog } from '../../gateway/log.ts';
import { createUuidV7 } from '../../gateway/uuid-v7.ts';
import { anyRecord } from '../gateway/ledger/support/any-record.ts';
import { archiveDays } from '../support/archive-days.ts';
import { createLedgerFiles, type LedgerFiles } from '../support/ledger-files.ts';
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
  const versions = { supergraph: 'a1', purposes: 'b2', policy: 'c3', ruleSet: 'personal-data-law-2025' };
  const fields = ['Citizen.fullName', 'Citizen.sex'];
  const edition = Edition.of({ fields, ministries: ['registry', 'treasury'], basis: {}, versions });
  const at = Date.parse('2026-11-03T03:00:00Z');
  const told = { byLaw: { told: '3', empty: '' }, byConsent: [], compared: '', withheld: {}, ministries: '1' };
  const asked = { at, fields: told, purpose: 'person-check', isOwn: false } as const;
  const records = fc.sample(anyRecord, 2).map((record) => ({ ...record, ...asked, id: createUuidV7(at) }));
  const payers = [
    { role: 'partner', agency: '=NOTARY,1' },
    { role: 'clerk', agency: 'OFFICE-1' },
  ] as const;
  await ledger.record(
    records.map((record, index) => ({ ...record, ...payers[index] })),
    edition,
  );
  await ledger.close();
});

afterAll(async () => {
  await shared?.drop();
  await files?.remove();
});

describe('npm run fees', () => {
  test('says what each agency owes, why others owe nothing, and what is to be checked', async () => {
    const { exitCode, output } = await runCommand('fees', ['--month', '2026-11'], environment);
    expect(output).toContain('Fees for 2026-11: 2,000 VND');
    expect(output).toContain('person-check: 2 fields in 1 records, 1,000 VND each: 2,000 VND');
    expect(output).toContain('State bodies within their function');
    expect(output).toContain('To be checked: ');
    expect(exitCode).toBe(0);
  });

  test('writes CSV in which no cell is a formula', async () => {
    const args = ['--month', '2026-11', '--payer', '=NOTARY,1', '--format', 'csv'];
    const { output } = await runCommand('fees', args, environment);
    expect(output.trim().split('\r\n')).toEqual([
      'month,payer,from,until,purpose,exemption,records,items,vnd_per_item,amount_vnd',
      `2026-11,"'=NOTARY,1",2026-11-01,2026-11-30,person-check,,1,2,1000,2000`,
    ]);
  });

  test('writes JSON', async () => {
    const { output } = await runCommand('fees', ['--month', '2026-11', '--format', 'json'], environment);
    expect(JSON.parse(output)).toMatchObject([
      { payer: '=NOTARY,1', amount: 2000 },
      { payer: 'OFFICE-1', items: 2, amount: 0 },
    ]);
  });

  test('counts archived days from their files, and nothing of such a month without them', async () => {
    const args = ['--month', '2026-11', '--format', 'json'];
    const before = await runCommand('fees', args, environment);
    const directory = await makeTemporaryDirectory();
    await archiveDays(shared.ownerUrl, directory, '2026-11-03');
    expect(await runCommand('fees', args, environment)).toEqual({
      exitCode: 1,
      output: 'The records of 2026-11-03 (of UTC) are archived: say where with --archive DIR.\n',
    });
    expect(await runCommand('fees', [...args, '--archive', directory], environment)).toEqual(before);
    const nowhere = await runCommand('fees', [...args, '--archive', '/nowhere'], environment);
    expect(nowhere.output).toBe('The file /nowhere/ledger-2026-11-03.ndjson.zst cannot be read.\n');
    expect(nowhere.exitCode).toBe(1);
    await rm(directory, { recursive: true });
  });

  test.each([
    [['--month', '2026-13'], '--month must be a month'],
    [['--format', 'xml'], '--format must be one of text, csv, json.'],
  ])('tells what is wrong with %j', async (args, sentence) => {
    const { exitCode, output } = await runCommand('fees', args, environment);
    expect(output).toContain(sentence);
    expect(exitCode).toBe(1);
  });
});

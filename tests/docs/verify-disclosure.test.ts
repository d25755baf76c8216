import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { DisclosureRecord } from '../../gateway/ledger/disclosure-record.ts';
import { openLedger } from '../../gateway/ledger/ledger.ts';
import { type LedgerDatabase, openLedgerDatabase } from '../../gateway/ledger/ledger-database.ts';
import { Editions, readRecords } from '../../gateway/ledger/read-records.ts';
import { createLog } from '../../gateway/log.ts';
import { type InclusionProof, InclusionProofs } from '../../gateway/own-records/inclusion-proofs.ts';
import { anyRecord, edition } from '../gateway/ledger/support/any-record.ts';
import { createLedgerFiles, type LedgerFiles } from '../support/ledger-files.ts';
import { createSharedDatabase, type SharedDatabase } from '../support/shared-server.ts';

const program = join(import.meta.dirname, '../../docs/verify-disclosure/verify.mjs');
const log = createLog({ logLevel: 'silent' });
const subject = '001190900001';
/** More than a block of the tree, and no power of two. */
const RECORDS = 300;

let shared: SharedDatabase;
let files: LedgerFiles;
let directory: string;
let database: LedgerDatabase;
let proofs: InclusionProof[];
let key: string;

beforeAll(async () => {
  [shared, files, directory] = await Promise.all([
    createSharedDatabase(),
    createLedgerFiles(),
    mkdtemp(join(tmpdir(), 'verify-disclosure-')),
  ]);
  key = files.options.signer.verifier.text;
  const ledger = openLedger({ ...files.options, databaseUrl: shared.url, log });
  const records = fc.sample(anyRecord, RECORDS).map((record): DisclosureRecord => ({ ...record, subject }));
  await ledger.record(records, edition);
  await ledger.close();
  database = openLedgerDatabase(shared.url, 2, log);
  const rows = await database.selectFrom('ledger_record').selectAll().orderBy('ordinal').execute();
  const reader = new InclusionProofs(database, (work) => work);
  const stored = await readRecords(rows, new Editions(database));
  proofs = (await Promise.all(stored.map((record) => reader.prove(record)))).filter((proof) => proof !== undefined);
});

afterAll(async () => {
  await database?.destroy();
  await shared?.drop();
  await files?.remove();
  if (directory) await rm(directory, { recursive: true });
});

/** Runs the program as a citizen does, without anything of ours. */
async function run(answer: unknown, ...options: string[]) {
  const path = join(directory, 'answer.json');
  await writeFile(path, JSON.stringify(answer));
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, path, ...options], {
    encoding: 'utf8',
    cwd: directory,
    env: {},
    timeout: 20_000,
  });
  return { status, stdout, stderr };
}

function firstProof(): InclusionProof {
  const [proof] = proofs;
  if (!proof) throw new Error('no proof');
  return proof;
}

/** The same text with one character changed, in the middle. */
function changeOne(text: string): string {
  const at = Math.floor(text.length / 2);
  return text.slice(0, at) + (text[at] === 'A' ? 'B' : 'A') + text.slice(at + 1);
}

describe('the offline program', () => {
  test('confirms every record of an answer, and says what they say', async () => {
    expect(proofs).toHaveLength(RECORDS);
    const answer = { data: { me: { disclosures: { disclosures: proofs.map((proof) => ({ proof })) } } } };
    const { status, stdout, stderr } = await run(answer, '--key', key, '--personal-id', subject);
    expect(stderr).toBe('');
    expect(stdout).toContain(`${RECORDS} of ${RECORDS} entries are in the ledger and about you.`);
    expect(stdout).toContain(JSON.parse(firstProof().leaf).at);
    expect(status).toBe(0);
  });

  test.each<[string, (proof: InclusionProof) => Partial<InclusionProof>, RegExp]>([
    ['the record', ({ leaf }) => ({ leaf: leaf.replace('"role":"', '"role":"x') }), /IS NOT WHAT THE LEDGER HOLDS/],
    ['its place', ({ index }) => ({ index: index + 1 }), /IS NOT WHAT THE LEDGER HOLDS/],
    ['a hash of the path', ({ hashes }) => ({ hashes: hashes.toSpliced(0, 1, changeOne(hashes[0] ?? '')) }), /IS NOT/],
    ['the length of the path', ({ hashes }) => ({ hashes: hashes.slice(1) }), /IS NOT WHAT THE LEDGER HOLDS/],
    ['the size of the tree', ({ size }) => ({ size: size + 1 }), /the checkpoint is of 300 entries, the proof of 301/],
    ['the checkpoint', ({ checkpoint }) => ({ checkpoint: checkpoint.replace('\n300\n', '\n301\n') }), /is not signed/],
    [
      'the signature',
      ({ checkpoint }) => ({ checkpoint: checkpoint.replace(/.{8}\n$/, 'AAAAAAAA\n') }),
      /is not signed/,
    ],
    ['the salt', ({ salt }) => ({ salt: changeOne(salt ?? '') }), /is not about 001190900001, or its salt was changed/],
  ])('finds that %s was changed', async (_, change, expected) => {
    const proof = firstProof();
    const { status, stderr } = await run({ ...proof, ...change(proof) }, '--key', key, '--personal-id', subject);
    expect(stderr).toMatch(expected);
    expect(stderr).not.toContain('    at ');
    expect(status).toBe(1);
  });

  test('finds any changed byte of a record', async () => {
    const { leaf, ...proof } = firstProof();
    for (let at = 0; at < leaf.length; at += Math.ceil(leaf.length / 12)) {
      const changed = leaf.slice(0, at) + (leaf[at] === '0' ? '1' : '0') + leaf.slice(at + 1);
      const { status, stderr } = await run({ ...proof, leaf: changed }, '--key', key);
      expect(stderr).toContain('IS NOT WHAT THE LEDGER HOLDS');
      expect(status).toBe(1);
    }
  });

  test('finds that a record is about another, and that another ledger signed it', async () => {
    const other = await run(firstProof(), '--key', key, '--personal-id', '001190900002');
    expect(other.stderr).toContain('is not about 001190900002');
    const otherFiles = await createLedgerFiles();
    const { stderr } = await run(firstProof(), '--key', otherFiles.options.signer.verifier.text);
    await otherFiles.remove();
    expect(stderr).toContain('is not signed with this key');
  });

  test('finds a checkpoint that differs from the one that was kept', async () => {
    const kept = join(directory, 'kept');
    const { signer } = files.options;
    await writeFile(kept, signer.sign(`${signer.verifier.name}\n${RECORDS}\n${Buffer.alloc(32).toString('base64')}\n`));
    const { status, stderr } = await run(firstProof(), '--key', key, '--checkpoint', kept);
    expect(stderr).toContain('THE LEDGER SHOWS TWO FACES');
    expect(status).toBe(1);
  });

  test('says that an erased record tells nobody any more whom it is about, and proves it all the same', async () => {
    const proof = { ...firstProof(), salt: null };
    expect((await run(proof, '--key', key)).status).toBe(0);
    expect((await run(proof, '--key', key, '--personal-id', subject)).stderr).toContain('it was erased');
  });

  test.each<[string, unknown, string[], RegExp]>([
    ['without a key', {}, [], /--key {10}/],
    ['with a key that is cut', {}, ['--key', 'ledger+00000000+AA'], /--key is no key of a ledger/],
    ['without a proof', { data: null }, ['--key', 'KEY'], /holds no proof/],
    ['with an option that there is not', {}, ['--all'], /--all/],
  ])('says what to do %s', async (_, answer, options, expected) => {
    const { status, stderr } = await run(answer, ...options.map((option) => (option === 'KEY' ? key : option)));
    expect(stderr).toMatch(expected);
    expect(status).toBe(1);
  });
});

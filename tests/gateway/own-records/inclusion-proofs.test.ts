import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { openCheckpoint } from '../../../gateway/ledger/checkpoint.ts';
import { openLedger } from '../../../gateway/ledger/ledger.ts';
import { type LedgerDatabase, openLedgerDatabase } from '../../../gateway/ledger/ledger-database.ts';
import { hashLeaf, provesInclusion } from '../../../gateway/ledger/merkle-tree.ts';
import { Editions, readRecords, type StoredRecord } from '../../../gateway/ledger/read-records.ts';
import { createLog } from '../../../gateway/log.ts';
import { type InclusionProof, InclusionProofs } from '../../../gateway/own-records/inclusion-proofs.ts';
import { countStatements } from '../../support/count-statements.ts';
import { createLedgerFiles, type LedgerFiles } from '../../support/ledger-files.ts';
import { createSharedDatabase, type SharedDatabase } from '../../support/shared-server.ts';
import { anyRecord, edition } from '../ledger/support/any-record.ts';

const log = createLog({ logLevel: 'silent' });
/** Within a block of 256 leaves, across several, and at last a part of one. */
const BATCHES = [3, 700, 1, 250, 90, 600];
const RECORDS = BATCHES.reduce((sum, count) => sum + count);
/** As many as a part of a list may have. */
const MANY = 100;

let shared: SharedDatabase;
let files: LedgerFiles;
let database: LedgerDatabase;
let records: StoredRecord[];

beforeAll(async () => {
  [shared, files] = await Promise.all([createSharedDatabase(), createLedgerFiles()]);
  const ledger = openLedger({ ...files.options, databaseUrl: shared.url, log });
  for (const count of BATCHES) await ledger.record(fc.sample(anyRecord, count), edition);
  await ledger.close();
  database = openLedgerDatabase(shared.url, 1, log);
  const rows = await database.selectFrom('ledger_record').selectAll().orderBy('batch').orderBy('ordinal').execute();
  records = await readRecords(rows, new Editions(database));
});

afterAll(async () => {
  await database?.destroy();
  await shared?.drop();
  await files?.remove();
});

/** Proves records as one list does, and counts the statements. */
async function prove(some: readonly StoredRecord[]) {
  const counted = countStatements(database);
  const reader = new InclusionProofs(counted.database, (work) => work);
  const proofs = await Promise.all(some.map((record) => reader.prove(record)));
  return { proofs, statements: counted.count() };
}

function isProven({ leaf, index, size, hashes, checkpoint }: InclusionProof): boolean {
  const signed = openCheckpoint(checkpoint, [files.options.signer.verifier]);
  const path = hashes.map((hash) => Buffer.from(hash, 'base64'));
  return signed?.size === size && provesInclusion(hashLeaf(leaf), { index, size, path }, signed.root);
}

describe('the records of a list', () => {
  test('are each proven, wherever in the tree they lie', async () => {
    const { proofs } = await prove(records);
    expect(proofs.map((proof) => proof?.index)).toEqual(records.map((_, index) => index));
    expect(proofs.every((proof) => proof && isProven(proof))).toBe(true);
  });

  test('are proven by as many statements as one record is', async () => {
    const spread = records.filter((_, index) => index % Math.ceil(RECORDS / MANY) === 0);
    const one = await prove(spread.slice(0, 1));
    const many = await prove(spread);
    expect(many.proofs).toHaveLength(97);
    expect(many.statements).toBe(one.statements);
  });

  test('have no proof before the checkpoint that has them, which costs the others nothing', async () => {
    const [first] = records;
    if (!first) throw new Error('no record');
    const unplaced = { ...first, batch: 1_000_000 };
    const { proofs } = await prove([unplaced, first]);
    expect(proofs.map((proof) => proof?.index)).toEqual([undefined, 0]);
  });
});

import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readArguments, readInteger, runCommand } from '../../../bin/local/command.ts';
import { makeGatewayDatabase } from '../../../bin/local/make-gateway-database.ts';
import { openLocalPostgres } from '../../../bin/local/postgres/open-local-postgres.ts';
import { archiveDay, listDays } from '../../../gateway/ledger/archive/archive-day.ts';
import { type Ledger, openLedger } from '../../../gateway/ledger/ledger.ts';
import type { LedgerTables } from '../../../gateway/ledger/ledger-database.ts';
import { verifyLedger } from '../../../gateway/ledger/verify-ledger.ts';
import { createLog } from '../../../gateway/log.ts';
import { openDatabase } from '../../../postgres/open-database.ts';
import { createLedgerFiles } from '../../support/ledger-files.ts';
import { runStatement } from '../../support/run-statement.ts';
import { edition, makeRecord } from './sample-record.ts';

const help = `node tests/bench/ledger/verify-records.ts [--records N]
  How fast are records written, verified and archived, and how large are they? On PostgreSQL as npm start runs it, in one process,
  with 64 requests at a time, each with a record like that of the unified view: 30 fields told, 4 empty, 6 withheld.

  --records N  1,000,000 unless told.`;

const REQUESTS_AT_A_TIME = 64;

await runCommand(async () => {
  const options = {
    records: { type: 'string', default: '1000000' },
    help: { type: 'boolean', default: false },
  } as const;
  const { values } = readArguments({ options });
  if (values.help) return console.log(help);
  const count = readInteger('--records', values.records, { min: 1_000, max: 100_000_000 });
  const running = new AsyncDisposableStack();
  try {
    await measure(count, running);
  } finally {
    await running.disposeAsync();
  }
});

async function measure(count: number, running: AsyncDisposableStack): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'citizen-graph-ledger-bench-'));
  running.defer(() => rm(directory, { recursive: true }));
  // As root PostgreSQL runs as another account.
  await chmod(directory, 0o755);
  const postgres = await openLocalPostgres({ directory: join(directory, 'data') });
  running.defer(postgres.close);
  const databaseUrl = await makeGatewayDatabase(postgres);
  const files = running.adopt(await createLedgerFiles(), ({ remove }) => remove());
  const log = createLog({ logLevel: 'warn' });
  const ledger = openLedger({ ...files.options, databaseUrl, log });

  const adminUrl = new URL(new URL(databaseUrl).pathname, postgres.adminUrl).href;
  const walBefore = await readWalBytes(adminUrl);
  const wroteMs = await time(() => writeAll(ledger, count));
  await ledger.close();
  console.log(`written: ${perSecond(count, wroteMs)} records a second`);
  const walBytes = (await readWalBytes(adminUrl)) - walBefore;
  await runStatement(adminUrl, 'VACUUM ANALYZE');
  const { rows } = await runStatement(
    adminUrl,
    `SELECT sum(pg_table_size(oid)) FILTER (WHERE relname LIKE 'ledger_record_2%') AS record,
            sum(pg_indexes_size(oid)) FILTER (WHERE relname LIKE 'ledger_record_2%') AS indexes,
            sum(pg_total_relation_size(oid)) FILTER (WHERE relname IN ('ledger_batch', 'ledger_node')) AS tree,
            (SELECT avg(length(leaf_hashes) / 32.0) FROM ledger_batch) AS group_size
     FROM pg_class WHERE relkind = 'r'`,
  );
  const [sizes] = rows;
  const each = (bytes: string): number => Math.round(Number(bytes) / count);
  console.log(
    `bytes a record: ${each(sizes.record)} row, ${each(sizes.indexes)} indexes, ${each(sizes.tree)} tree, ` +
      `${Math.round(walBytes / count)} write-ahead log; ` +
      `${Math.round(sizes.group_size)} records a commit`,
  );

  const { database, close } = open(databaseUrl);
  running.defer(close);
  const verifiers = [files.options.signer.verifier];
  const checkpointPaths = [files.options.checkpointsPath];
  const cpuBefore = process.cpuUsage();
  const verifiedMs = await time(async () => {
    const { problem, records } = await verifyLedger({ database, verifiers, checkpointPaths });
    if (problem !== undefined || records !== count) throw new Error(problem ?? `${records} records`);
  });
  const { user, system } = process.cpuUsage(cpuBefore);
  console.log(
    `verified: ${count} records in ${(verifiedMs / 1000).toFixed(1)} s, ${perSecond(count, verifiedMs)} a second; ` +
      `${((user + system) / 1e6).toFixed(1)} s of it are this process’s, the rest is the server’s and waiting`,
  );
  await measureArchive(adminUrl, join(directory, 'archive'), count);
}

async function measureArchive(ownerUrl: string, directory: string, count: number): Promise<void> {
  await mkdir(directory);
  const { database, close } = open(ownerUrl);
  try {
    let bytes = 0;
    const archivedMs = await time(async () => {
      for (const day of await listDays(database, '9999-12-31')) {
        bytes += (await archiveDay(database, day, directory))?.bytes ?? 0;
      }
    });
    console.log(
      `archived: ${perSecond(count, archivedMs)} records a second, checked twice; ${Math.round(bytes / count)} bytes each`,
    );
  } finally {
    await close();
  }
}

async function readWalBytes(url: string): Promise<number> {
  const { rows } = await runStatement(url, `SELECT pg_current_wal_lsn() - '0/0'::pg_lsn AS bytes`);
  return Number(rows[0].bytes);
}

function open(url: string) {
  const database = openDatabase<LedgerTables>(url, { maxConnections: 2, statementTimeoutMs: 0 });
  return { database, close: () => database.destroy() };
}

async function writeAll(ledger: Ledger, count: number): Promise<void> {
  let next = 0;
  const request = async (): Promise<void> => {
    while (next < count) await ledger.record([makeRecord(next++)], edition);
  };
  await Promise.all(Array.from({ length: REQUESTS_AT_A_TIME }, request));
}

async function time(work: () => Promise<void>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

function perSecond(count: number, ms: number): string {
  return Math.round((count / ms) * 1000).toLocaleString('en-US');
}

import type { CompiledQuery } from 'kysely';
import pg from 'pg';

interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Cond'?: string;
  readonly Plans?: readonly PlanNode[];
}

/**
 * The statements that PostgreSQL cannot answer without going through a whole table. The tables of a test are small, so
 * the planner is told to shun scans and joins of whole tables; what it then still scans has no index.
 */
export async function findUnindexedReads(url: string, statements: readonly CompiledQuery[]): Promise<string[]> {
  const distinct = new Map(statements.map((statement) => [statement.sql, statement]));
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('SET enable_seqscan = off; SET enable_hashjoin = off; SET enable_mergejoin = off');
    const findings = [];
    for (const { sql, parameters } of distinct.values()) {
      const { rows } = await client.query(`EXPLAIN (FORMAT JSON) ${sql}`, [...parameters]);
      const scanned = scannedTables(rows[0]['QUERY PLAN'][0].Plan);
      findings.push(...scanned.map((table) => `${table} is scanned by: ${sql}`));
    }
    return findings;
  } finally {
    await client.end();
  }
}

function scannedTables(node: PlanNode): string[] {
  const table = node['Relation Name'];
  const isScan = table !== undefined && node['Node Type'] === 'Seq Scan';
  return [...(isScan ? [table] : []), ...(node.Plans ?? []).flatMap(scannedTables)];
}

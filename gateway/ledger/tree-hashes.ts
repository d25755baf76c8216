import { setImmediate } from 'node:timers/promises';
import { sql } from 'kysely';
import type { LedgerDatabase } from './ledger-database.ts';
import {
  CompactTree,
  completeSubtrees,
  foldSubtrees,
  HASH_BYTES,
  type Hash,
  hashNode,
  type LeafRange,
} from './merkle-tree.ts';

/** Subtrees of so many leaves and more are kept in `ledger_node`; smaller ones are put together from their leaves. */
export const KEPT_FROM_LEVEL = 8;
const BLOCK = 2 ** KEPT_FROM_LEVEL;

/** The tree as it was with so many records, ready to grow on. */
export async function openTree(database: LedgerDatabase, size: number): Promise<CompactTree> {
  const subtrees = completeSubtrees(0, size);
  return new CompactTree(size, subtrees.map(await readSubtrees(database, subtrees)));
}

/**
 * Reads the hash over each range of paths as `inclusionPath` and `consistencyPath` give them: of all paths together in
 * two statements.
 * @throws RangeError where the ledger does not have them
 */
export async function readPaths<Key>(
  database: LedgerDatabase,
  paths: ReadonlyMap<Key, readonly LeafRange[]>,
): Promise<ReadonlyMap<Key, readonly Hash[]>> {
  const split = ({ begin, end }: LeafRange): LeafRange[] => completeSubtrees(begin, end);
  const hashOf = await readSubtrees(database, [...paths.values()].flat().flatMap(split));
  const fold = (range: LeafRange): Hash => foldSubtrees(split(range).map(hashOf));
  return new Map([...paths].map(([key, ranges]) => [key, ranges.map(fold)]));
}

/** Hashes that stand one behind the other. */
export function splitHashes(bytes: Buffer): Hash[] {
  return Array.from({ length: bytes.length / HASH_BYTES }, (_, index) =>
    bytes.subarray(index * HASH_BYTES, (index + 1) * HASH_BYTES),
  );
}

/** @throws RangeError for a subtree that was not read */
type HashOf = (subtree: LeafRange) => Hash;

/**
 * Reads complete subtrees, which may repeat: the large ones in a statement, and the leaves of all the small ones in another.
 * @throws RangeError where the ledger does not have one
 */
async function readSubtrees(database: LedgerDatabase, subtrees: readonly LeafRange[]): Promise<HashOf> {
  const asked = [...new Map(subtrees.map((subtree) => [keyOf(subtree), subtree])).values()];
  const { kept = [], small = [] } = Object.groupBy(asked, ({ begin, end }) => (end - begin < BLOCK ? 'small' : 'kept'));
  const hashes = new Map([...(await readKept(database, kept)), ...(await readSmall(database, small))]);
  return (subtree) => hashes.get(keyOf(subtree)) ?? absent();
}

function keyOf({ begin, end }: LeafRange): string {
  return `${begin} ${end}`;
}

type Hashes = [key: string, hash: Hash][];

async function readKept(database: LedgerDatabase, subtrees: readonly LeafRange[]): Promise<Hashes> {
  if (subtrees.length === 0) return [];
  const levels = subtrees.map(({ begin, end }) => Math.log2(end - begin));
  const indexes = subtrees.map(({ begin, end }) => begin / (end - begin));
  const { rows } = await sql<LeafRange & { readonly hash: Hash }>`
    SELECT index << level AS begin, (index + 1) << level AS end, hash FROM ledger_node
    JOIN unnest(${levels}::smallint[], ${indexes}::bigint[]) AS asked (level, index) USING (level, index)
  `.execute(database);
  return rows.map(({ hash, ...range }) => [keyOf(range), hash]);
}

async function readSmall(database: LedgerDatabase, subtrees: readonly LeafRange[]): Promise<Hashes> {
  const inBlocks = Map.groupBy(subtrees, ({ begin }) => begin - (begin % BLOCK));
  const leafHashes = await readBlocks(database, [...inBlocks.keys()]);
  const hashes: Hashes = [];
  for (const [block, inBlock] of inBlocks) {
    const levels = foldLevels(splitHashes(leafHashes.get(block) ?? absent()));
    for (const { begin, end } of inBlock) {
      const hash = levels[Math.log2(end - begin)]?.[(begin - block) / (end - begin)];
      hashes.push([keyOf({ begin, end }), hash ?? absent()]);
    }
    // A block takes a quarter of a millisecond, a list may touch a hundred, and other requests wait meanwhile.
    await setImmediate();
  }
  return hashes;
}

/**
 * Reads the hashes of the leaves of blocks, of fewer where the ledger ends within one.
 * @param blocks  the first leaf of each
 */
async function readBlocks(database: LedgerDatabase, blocks: readonly number[]): Promise<ReadonlyMap<number, Buffer>> {
  if (blocks.length === 0) return new Map();
  // A batch may begin before a block and end behind it, or begin in it: no byte stands before its first.
  const { rows } = await sql<{ readonly block: number; readonly leaf_hashes: Buffer }>`
    SELECT block, string_agg(part, '' ORDER BY first_index) AS leaf_hashes
    FROM unnest(${blocks}::bigint[]) AS asked (block)
    CROSS JOIN LATERAL (
      SELECT
        first_index,
        substring(leaf_hashes FROM 1 + (block - first_index)::integer * ${HASH_BYTES} FOR ${BLOCK * HASH_BYTES}) AS part
      FROM ledger_batch
      WHERE first_index >= (SELECT max(first_index) FROM ledger_batch WHERE first_index <= block)
        AND first_index < block + ${BLOCK}
    ) AS batch
    GROUP BY block
  `.execute(database);
  return new Map(rows.map(({ block, leaf_hashes }) => [block, leaf_hashes]));
}

/** @returns the complete subtrees over neighbours, level by level from themselves up */
function foldLevels(level: readonly Hash[]): (readonly Hash[])[] {
  return level.length === 0 ? [] : [level, ...foldLevels(foldPairs(level))];
}

/** The last one, where it has no neighbour, is left out. */
function foldPairs(nodes: readonly Hash[]): Hash[] {
  return Array.from({ length: Math.floor(nodes.length / 2) }, (_, index) =>
    hashNode(nodes[index * 2] ?? absent(), nodes[index * 2 + 1] ?? absent()),
  );
}

function absent(): never {
  throw new RangeError('The ledger does not have the hashes of these records');
}

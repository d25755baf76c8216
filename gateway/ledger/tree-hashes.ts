import { sql } from 'kysely';
import type { LedgerDatabase } from './ledger-database.ts';
import {
  CompactTree,
  completeSubtrees,
  consistencyPath,
  foldSubtrees,
  HASH_BYTES,
  type Hash,
  hashNode,
  inclusionPath,
  type LeafRange,
} from './merkle-tree.ts';

/** Subtrees of so many leaves and more are kept in `ledger_node`; smaller ones are put together from their leaves. */
export const KEPT_FROM_LEVEL = 8;
const BLOCK = 2 ** KEPT_FROM_LEVEL;

/** The tree as it was with so many records, ready to grow on. */
export async function openTree(database: LedgerDatabase, size: number): Promise<CompactTree> {
  return new CompactTree(size, await readSubtrees(database, completeSubtrees(0, size)));
}

/**
 * The path that proves the record of this index to be in the tree of `size` records.
 * @throws RangeError where the ledger does not have them
 */
export async function readInclusionPath(database: LedgerDatabase, index: number, size: number): Promise<Hash[]> {
  return await readRanges(database, inclusionPath(index, size));
}

/**
 * The path that proves the tree of `size` records to continue the one of `before` records.
 * @throws RangeError where the ledger does not have them
 */
export async function readConsistencyPath(database: LedgerDatabase, before: number, size: number): Promise<Hash[]> {
  return await readRanges(database, consistencyPath(before, size));
}

/** @returns the hash over each range */
async function readRanges(database: LedgerDatabase, ranges: readonly LeafRange[]): Promise<Hash[]> {
  const parts = ranges.map(({ begin, end }) => completeSubtrees(begin, end));
  const hashes = (await readSubtrees(database, parts.flat())).values();
  return parts.map((subtrees) => foldSubtrees([...hashes.take(subtrees.length)]));
}

/** @returns the hash of each complete subtree */
async function readSubtrees(database: LedgerDatabase, subtrees: readonly LeafRange[]): Promise<Hash[]> {
  const isLarge = ({ begin, end }: LeafRange): boolean => end - begin >= BLOCK;
  const blocks = new Set(subtrees.filter((range) => !isLarge(range)).map(({ begin }) => begin - (begin % BLOCK)));
  const nodes = await readNodes(database, subtrees.filter(isLarge));
  const leaves = new Map<number, readonly Hash[]>();
  for (const block of blocks) leaves.set(block, await readLeafHashes(database, block, block + BLOCK));
  return subtrees.map((range) => {
    if (isLarge(range)) return nodes.get(nodeKey(range)) ?? absent();
    const block = range.begin - (range.begin % BLOCK);
    const hashes = leaves.get(block)?.slice(range.begin - block, range.end - block) ?? [];
    return hashes.length === range.end - range.begin ? foldComplete(hashes) : absent();
  });
}

/** The hashes of leaves in order; fewer where the ledger ends before. */
export async function readLeafHashes(database: LedgerDatabase, begin: number, end: number): Promise<Hash[]> {
  const { rows } = await sql<{ readonly first_index: number; readonly leaf_hashes: Buffer }>`
    SELECT first_index, leaf_hashes FROM ledger_batch
    WHERE first_index >= (SELECT max(first_index) FROM ledger_batch WHERE first_index <= ${begin}) AND first_index < ${end}
    ORDER BY first_index
  `.execute(database);
  const first = rows[0]?.first_index ?? begin;
  return splitHashes(Buffer.concat(rows.map(({ leaf_hashes }) => leaf_hashes))).slice(begin - first, end - first);
}

/** Hashes that stand one behind the other. */
export function splitHashes(bytes: Buffer): Hash[] {
  return Array.from({ length: bytes.length / HASH_BYTES }, (_, index) =>
    bytes.subarray(index * HASH_BYTES, (index + 1) * HASH_BYTES),
  );
}

async function readNodes(database: LedgerDatabase, subtrees: readonly LeafRange[]): Promise<Map<string, Hash>> {
  if (subtrees.length === 0) return new Map();
  const places = subtrees.map(({ begin, end }) => ({ level: Math.log2(end - begin), index: begin / (end - begin) }));
  const { rows } = await sql<{ readonly level: number; readonly index: number; readonly hash: Buffer }>`
    SELECT level, index, hash FROM ledger_node
    JOIN unnest(${places.map(({ level }) => level)}::smallint[], ${places.map(({ index }) => index)}::bigint[])
      AS asked (level, index) USING (level, index)
  `.execute(database);
  return new Map(rows.map(({ level, index, hash }) => [`${2 ** level} ${index}`, hash]));
}

function nodeKey({ begin, end }: LeafRange): string {
  return `${end - begin} ${begin / (end - begin)}`;
}

function foldComplete(hashes: readonly Hash[]): Hash {
  let level = hashes;
  while (level.length > 1) {
    const below = level;
    level = Array.from({ length: below.length / 2 }, (_, index) =>
      hashNode(below[index * 2] ?? absent(), below[index * 2 + 1] ?? absent()),
    );
  }
  return level[0] ?? absent();
}

function absent(): never {
  throw new RangeError('The ledger does not have the hashes of these records');
}

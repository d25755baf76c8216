import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  CompactTree,
  completeSubtrees,
  consistencyPath,
  foldSubtrees,
  type Hash,
  hashLeaf,
  inclusionPath,
  type LeafRange,
  provesConsistency,
  provesInclusion,
} from '../../../gateway/ledger/merkle-tree.ts';

/** As RFC 6962 defines it, section 2.1, and nothing else. */
function naiveRoot(leaves: readonly string[]): Hash {
  const sha256 = (...parts: readonly (Uint8Array | string)[]) =>
    parts.reduce((digest: ReturnType<typeof createHash>, part) => digest.update(part), createHash('sha256')).digest();
  const [only] = leaves;
  if (only === undefined) return sha256('');
  if (leaves.length === 1) return sha256(Uint8Array.of(0), only);
  const half = 2 ** Math.floor(Math.log2(leaves.length - 1));
  return sha256(Uint8Array.of(1), naiveRoot(leaves.slice(0, half)), naiveRoot(leaves.slice(half)));
}

const namesOf = (size: number) => Array.from({ length: size }, (_, index) => `leaf ${index}`);

function grow(leaves: readonly string[]): CompactTree {
  const tree = new CompactTree();
  for (const leaf of leaves) tree.append(hashLeaf(leaf));
  return tree;
}

function hashesOf(leaves: readonly string[], ranges: readonly LeafRange[]): Hash[] {
  return ranges.map(({ begin, end }) => naiveRoot(leaves.slice(begin, end)));
}

/** Sizes at and beside the powers of two, and others. */
const sizes = fc.oneof(fc.integer({ min: 1, max: 70 }), fc.constantFrom(127, 128, 129, 255, 256, 257));

describe('the tree', () => {
  test('has the roots that RFC 6962 defines', () => {
    fc.assert(
      fc.property(sizes, (size) => {
        const leaves = namesOf(size);
        expect(grow(leaves).root()).toEqual(naiveRoot(leaves));
      }),
    );
    expect(new CompactTree().root().toString('hex')).toBe(
      'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    );
  });

  test('goes on from the roots of its complete subtrees as if it had grown here', () => {
    fc.assert(
      fc.property(sizes, sizes, (before, more) => {
        const leaves = namesOf(before + more);
        const kept = hashesOf(leaves, completeSubtrees(0, before));
        const tree = new CompactTree(before, kept);
        for (const leaf of leaves.slice(before)) tree.append(hashLeaf(leaf));
        expect(tree.root()).toEqual(naiveRoot(leaves));
      }),
    );
  });

  test('tells of each node when it is complete, with its place', () => {
    const leaves = namesOf(100);
    const tree = new CompactTree();
    for (const leaf of leaves) {
      tree.append(hashLeaf(leaf), (level, index, node) => {
        const size = 2 ** level;
        expect(node).toEqual(naiveRoot(leaves.slice(index * size, (index + 1) * size)));
        expect((index + 1) * size).toBeLessThanOrEqual(tree.size + 1);
      });
    }
  });

  test('folds the complete subtrees of any range to its hash where the range begins a subtree', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 5 }), sizes, (index, size) => {
        const begin = index * 512;
        const leaves = namesOf(begin + size);
        expect(foldSubtrees(hashesOf(leaves, completeSubtrees(begin, begin + size)))).toEqual(
          naiveRoot(leaves.slice(begin)),
        );
      }),
      { numRuns: 30 },
    );
  });
});

describe('a proof', () => {
  test('of inclusion holds for its leaf, place, size and root, and for no other', () => {
    fc.assert(
      fc.property(sizes, fc.nat(), fc.nat(), (size, anyIndex, anyOther) => {
        const leaves = namesOf(size);
        const index = anyIndex % size;
        const root = naiveRoot(leaves);
        const leaf = hashLeaf(leaves[index] ?? '');
        const path = hashesOf(leaves, inclusionPath(index, size));
        expect(provesInclusion(leaf, { index, size, path }, root)).toBe(true);

        const other = anyOther % size;
        if (other !== index) expect(provesInclusion(leaf, { index: other, size, path }, root)).toBe(false);
        expect(provesInclusion(hashLeaf('forged'), { index, size, path }, root)).toBe(false);
        expect(provesInclusion(leaf, { index, size, path: [...path, root] }, root)).toBe(false);
        expect(provesInclusion(leaf, { index, size, path }, naiveRoot([...leaves, 'more']))).toBe(false);
        if (path.length > 0) expect(provesInclusion(leaf, { index, size, path: path.slice(1) }, root)).toBe(false);
      }),
    );
  });

  test('of consistency holds where leaves were only added, and nowhere else', () => {
    fc.assert(
      fc.property(sizes, fc.nat({ max: 300 }), fc.nat(), (before, more, anyIndex) => {
        const size = before + more;
        const leaves = namesOf(size);
        const [oldRoot, newRoot] = [naiveRoot(leaves.slice(0, before)), naiveRoot(leaves)];
        const path = hashesOf(leaves, consistencyPath(before, size));
        expect(provesConsistency({ before, size, path }, oldRoot, newRoot)).toBe(true);

        const rewritten = leaves.with(anyIndex % before, 'rewritten');
        const forgedPath = hashesOf(rewritten, consistencyPath(before, size));
        expect(provesConsistency({ before, size, path: forgedPath }, oldRoot, naiveRoot(rewritten))).toBe(false);
        expect(provesConsistency({ before, size, path: [...path, newRoot] }, oldRoot, newRoot)).toBe(false);
        if (path.length > 0) {
          expect(provesConsistency({ before, size, path: path.slice(1) }, oldRoot, newRoot)).toBe(false);
        }
      }),
    );
  });

  test('is what the published examples for a tree of seven leaves show', () => {
    // RFC 6962, section 2.1.3: PATH(0), PATH(3), PATH(4) and PATH(6); PROOF(3), PROOF(4) and PROOF(6).
    const ranges = (path: readonly LeafRange[]) => path.map(({ begin, end }) => [begin, end]);
    expect(ranges(inclusionPath(0, 7))).toEqual([
      [1, 2],
      [2, 4],
      [4, 7],
    ]);
    expect(ranges(inclusionPath(3, 7))).toEqual([
      [2, 3],
      [0, 2],
      [4, 7],
    ]);
    expect(ranges(inclusionPath(4, 7))).toEqual([
      [5, 6],
      [6, 7],
      [0, 4],
    ]);
    expect(ranges(inclusionPath(6, 7))).toEqual([
      [4, 6],
      [0, 4],
    ]);
    expect(ranges(consistencyPath(3, 7))).toEqual([
      [2, 3],
      [3, 4],
      [0, 2],
      [4, 7],
    ]);
    expect(ranges(consistencyPath(4, 7))).toEqual([[4, 7]]);
    expect(ranges(consistencyPath(6, 7))).toEqual([
      [4, 6],
      [6, 7],
      [0, 4],
    ]);
  });
});

import { hash } from 'node:crypto';

/** SHA-256, 32 bytes. */
export type Hash = Buffer;

export const HASH_BYTES = 32;

/** Told of each node that becomes complete: its level (a leaf is 0) and its position among the nodes of that level. */
export type OnNode = (level: number, index: number, node: Hash) => void;

/**
 * A Merkle tree that only grows, of which nothing is kept but the roots of its largest complete subtrees: what the next
 * leaf and the root of all need.
 * @see RFC 6962, section 2.1
 */
export class CompactTree {
  #size: number;
  /** From left to right, each smaller than the one before. */
  readonly #roots: Hash[];

  /**
   * @param size   how many leaves there are
   * @param roots  one for each of `completeSubtrees(0, size)`
   */
  constructor(size = 0, roots: readonly Hash[] = []) {
    this.#size = size;
    this.#roots = [...roots];
  }

  get size(): number {
    return this.#size;
  }

  /** One that grows on its own. */
  copy(): CompactTree {
    return new CompactTree(this.#size, this.#roots);
  }

  append(leaf: Hash, onNode?: OnNode): void {
    let node = leaf;
    let [level, index] = [0, this.#size];
    onNode?.(level, index, node);
    while (index % 2 === 1) {
      node = hashNode(this.#roots.pop() ?? missing(), node);
      level++;
      index = Math.floor(index / 2);
      onNode?.(level, index, node);
    }
    this.#roots.push(node);
    this.#size++;
  }

  root(): Hash {
    return foldSubtrees(this.#roots);
  }
}

/** Leaves from `begin` up to `end`, which is not among them. */
export interface LeafRange {
  readonly begin: number;
  readonly end: number;
}

/** The hash of a leaf. @param text  written as UTF-8 */
export function hashLeaf(text: string): Hash {
  return hash('sha256', `\0${text}`, 'buffer');
}

/** The same as hexadecimal digits: a text takes less memory than a buffer of its own. */
export function hashLeafAsText(text: string): string {
  return hash('sha256', `\0${text}`, 'hex');
}

export function hashNode(left: Hash, right: Hash): Hash {
  pair.set(left, 1);
  pair.set(right, 1 + HASH_BYTES);
  return hash('sha256', pair, 'buffer');
}

/** One for all: it is filled and hashed at once. */
const pair = Buffer.alloc(1 + 2 * HASH_BYTES, 1);

/** The complete subtrees that a range falls into, from left to right. Each begins at a multiple of its size. */
export function completeSubtrees(begin: number, end: number): LeafRange[] {
  const subtrees: LeafRange[] = [];
  for (let next = begin; next < end; ) {
    let size = 1;
    while (next % (size * 2) === 0 && next + size * 2 <= end) size *= 2;
    subtrees.push({ begin: next, end: next + size });
    next += size;
  }
  return subtrees;
}

/** The hash over neighbours as `completeSubtrees` gives them. */
export function foldSubtrees(roots: readonly Hash[]): Hash {
  if (roots.length === 0) return hash('sha256', '', 'buffer');
  return roots.reduceRight((right, left) => hashNode(left, right));
}

/**
 * What proves that a leaf is in the tree: ranges of leaves whose hashes are the path, from the leaf up.
 * @param index  below `size`
 * @see RFC 9162, section 2.1.3.1
 */
export function inclusionPath(index: number, size: number): LeafRange[] {
  return pathWithin(index, { begin: 0, end: size });
}

function pathWithin(index: number, { begin, end }: LeafRange): LeafRange[] {
  if (end - begin === 1) return [];
  const middle = begin + largestPowerBelow(end - begin);
  const [left, right] = [
    { begin, end: middle },
    { begin: middle, end },
  ];
  return index < middle ? [...pathWithin(index, left), right] : [...pathWithin(index, right), left];
}

/**
 * What proves that the tree of `size` leaves continues the one of its first `before` leaves.
 * @param before  from 1 to `size`
 * @see RFC 9162, section 2.1.4.1
 */
export function consistencyPath(before: number, size: number): LeafRange[] {
  return continuation(before, { begin: 0, end: size }, true);
}

/** @param isWhole  whether the old tree's part in here is the old tree, whose root the verifier has */
function continuation(before: number, { begin, end }: LeafRange, isWhole: boolean): LeafRange[] {
  if (before === end) return isWhole ? [] : [{ begin, end }];
  const middle = begin + largestPowerBelow(end - begin);
  const [left, right] = [
    { begin, end: middle },
    { begin: middle, end },
  ];
  return before <= middle
    ? [...continuation(before, left, isWhole), right]
    : [...continuation(before, right, false), left];
}

/** The largest power of two that is smaller. @param size  at least 2 */
function largestPowerBelow(size: number): number {
  let power = 1;
  while (power * 2 < size) power *= 2;
  return power;
}

export interface InclusionProof {
  readonly index: number;
  /** Leaves of the tree. */
  readonly size: number;
  readonly path: readonly Hash[];
}

/**
 * Whether a leaf is in the tree with this root.
 * @see RFC 9162, section 2.1.3.2
 */
export function provesInclusion(leaf: Hash, { index, size, path }: InclusionProof, root: Hash): boolean {
  if (index < 0 || index >= size) return false;
  let [at, last] = [index, size - 1];
  let node = leaf;
  for (const sibling of path) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      node = hashNode(sibling, node);
      while (at % 2 === 0 && at !== 0) [at, last] = [at / 2, Math.floor(last / 2)];
    } else {
      node = hashNode(node, sibling);
    }
    [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  }
  return last === 0 && node.equals(root);
}

export interface ConsistencyProof {
  /** Leaves of the old tree. */
  readonly before: number;
  /** Leaves of the new one. */
  readonly size: number;
  readonly path: readonly Hash[];
}

/**
 * Whether the tree with the new root continues the one with the old.
 * @see RFC 9162, section 2.1.4.2
 */
export function provesConsistency({ before, size, path }: ConsistencyProof, oldRoot: Hash, newRoot: Hash): boolean {
  if (before < 1 || before > size) return false;
  if (before === size) return path.length === 0 && oldRoot.equals(newRoot);
  const isComplete = Number.isInteger(Math.log2(before));
  const [first, ...rest] = isComplete ? [oldRoot, ...path] : path;
  if (!first) return false;
  let [at, last] = [before - 1, size - 1];
  while (at % 2 === 1) [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  let [old, young] = [first, first];
  for (const sibling of rest) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      [old, young] = [hashNode(sibling, old), hashNode(sibling, young)];
      while (at % 2 === 0 && at !== 0) [at, last] = [at / 2, Math.floor(last / 2)];
    } else {
      young = hashNode(young, sibling);
    }
    [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  }
  return last === 0 && old.equals(oldRoot) && young.equals(newRoot);
}

function missing(): never {
  throw new RangeError('The tree has fewer roots than its size asks for');
}

import { HASH_BYTES, type Hash } from './merkle-tree.ts';
import { type NoteSigner, type NoteVerifier, openNote } from './signed-note.ts';

/** Says which records the ledger had at a time: all of them stand under one hash. */
export interface Checkpoint {
  /** How many records. */
  readonly size: number;
  readonly root: Hash;
}

/** @see https://c2sp.org/tlog-checkpoint */
export function signCheckpoint({ size, root }: Checkpoint, signer: NoteSigner): string {
  return signer.sign(`${signer.verifier.name}\n${size}\n${root.toString('base64')}\n`);
}

/** @returns undefined where none of the keys has signed it, or it is no checkpoint of theirs */
export function openCheckpoint(note: string, verifiers: readonly NoteVerifier[]): Checkpoint | undefined {
  const [origin, size = '', root = '', ...extensions] = openNote(note, verifiers)?.split('\n') ?? [];
  if (!verifiers.some(({ name }) => name === origin) || extensions.length !== 1) return undefined;
  const hash = Buffer.from(root, 'base64');
  if (!/^(0|[1-9][0-9]{0,15})$/.test(size) || hash.length !== HASH_BYTES) return undefined;
  return { size: Number(size), root: hash };
}

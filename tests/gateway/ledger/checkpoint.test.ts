import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { openCheckpoint, signCheckpoint } from '../../../gateway/ledger/checkpoint.ts';
import { hashLeaf } from '../../../gateway/ledger/merkle-tree.ts';
import { createNoteSigner, openNote, parseVerifier } from '../../../gateway/ledger/signed-note.ts';

/** The example of the C2SP signed-note specification, which others' programs verify as well. */
const published = {
  key: 'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k',
  note:
    'This is an example message.\n\n' +
    '\u2014 example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n',
};

const signer = createNoteSigner('citizen-graph.example/ledger', generateKeyPairSync('ed25519').privateKey);
const stranger = createNoteSigner('citizen-graph.example/ledger', generateKeyPairSync('ed25519').privateKey);

describe('a signed note', () => {
  test('is the one that the specification shows', () => {
    const verifier = parseVerifier(published.key);
    if (!verifier) throw new Error('no key');
    expect(verifier.text).toBe(published.key);
    expect(openNote(published.note, [verifier])).toBe('This is an example message.\n');
    expect(openNote(published.note.replace('an', 'no'), [verifier])).toBeUndefined();
  });

  test.each([
    ['another key ID', published.key.replace('530d903a', '530d903b')],
    ['another name', published.key.replace('foo', 'bar')],
    ['no key', 'example.com/foo'],
  ])('has no verifier with %s', (_title, text) => {
    expect(parseVerifier(text)).toBeUndefined();
  });
});

describe('a checkpoint', () => {
  const checkpoint = { size: 20_852_163, root: hashLeaf('a') };
  const note = signCheckpoint(checkpoint, signer);

  test('has origin, size and root in a line each', () => {
    expect(note.split('\n').slice(0, 3)).toEqual([
      'citizen-graph.example/ledger',
      '20852163',
      checkpoint.root.toString('base64'),
    ]);
    expect(openCheckpoint(note, [signer.verifier])).toEqual(checkpoint);
  });

  test('is taken from those who hold the key alone', () => {
    expect(openCheckpoint(note, [stranger.verifier])).toBeUndefined();
    expect(openCheckpoint(signCheckpoint(checkpoint, stranger), [signer.verifier])).toBeUndefined();
    expect(openCheckpoint(note, [stranger.verifier, signer.verifier])).toEqual(checkpoint);
  });

  test('cannot be changed in any letter', () => {
    for (let at = 0; at < note.length; at++) {
      const changed = note.slice(0, at) + (note[at] === 'A' ? 'B' : 'A') + note.slice(at + 1);
      const opened = openCheckpoint(changed, [signer.verifier]);
      // The last letter of the base64 has bits that mean nothing.
      if (opened) expect(opened).toEqual(checkpoint);
    }
    expect(openCheckpoint(note.slice(0, -1), [signer.verifier])).toBeUndefined();
    expect(openCheckpoint(signer.sign('citizen-graph.example/ledger\n1\nAAAA\n'), [signer.verifier])).toBeUndefined();
    expect(openCheckpoint(signer.sign('another\n1\nAAAA\n'), [signer.verifier])).toBeUndefined();
  });
});

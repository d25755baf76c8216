// Checks, without network and without anything but Node, that entries of the ledger are in it and what they say.
// What it checks and how to get what it needs: README.md beside it.
import { createHash, createPublicKey, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

const usage = `node verify.mjs RECORD.json --key KEY [--personal-id NUMBER] [--checkpoint FILE]
  RECORD.json    The answer to a query for { me { disclosures { disclosures { proof { … } } } } }, or one proof of it.
  --key          The ledger's public key: name+id+key. Have it from the operator, on another way than the record.
  --personal-id  Your number, to check that the entries are about you.
  --checkpoint   A file with a checkpoint that you kept or were given: the entries are checked against it as well.`;

/** Says in plain words what does not hold. */
class Wrong extends Error {}

main();

function main() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        key: { type: 'string' },
        'personal-id': { type: 'string' },
        checkpoint: { type: 'string' },
        help: { type: 'boolean' },
      },
    });
    if (values.help) return console.log(usage);
    const [path] = positionals;
    if (path === undefined || values.key === undefined) throw new Wrong(usage);
    const key = readKey(values.key);
    const proofs = findProofs(readJson(path));
    if (proofs.length === 0)
      throw new Wrong(`${path} holds no proof. Ask for proof { leaf salt index size hashes checkpoint }.`);
    const kept =
      values.checkpoint === undefined
        ? undefined
        : openCheckpoint(readText(values.checkpoint), key, 'The checkpoint that you kept');
    for (const proof of proofs) console.log(describe(check(proof, key, values['personal-id'], kept)));
    const whom = values['personal-id'] === undefined ? '' : ' and about you';
    console.log(`${proofs.length} of ${proofs.length} entries are in the ledger${whom}.`);
  } catch (error) {
    if (!(error instanceof Wrong || error?.code?.startsWith('ERR_PARSE_ARGS'))) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}

/** @returns what the leaf says, once all of it is checked */
function check(proof, key, personalId, kept) {
  const { leaf, salt, index, size, hashes, checkpoint } = proof;
  const entry = readLeaf(leaf);
  const name = `Entry ${entry.id}`;
  const signed = openCheckpoint(checkpoint, key, `${name}: the checkpoint`);
  if (signed.size !== size)
    throw new Wrong(`${name}: the checkpoint is of ${signed.size} entries, the proof of ${size}.`);
  const root = foldPath(hash(Buffer.from('\0'), Buffer.from(leaf)), index, size, hashes.map(fromBase64));
  if (!root?.equals(signed.root)) {
    throw new Wrong(
      `${name} IS NOT WHAT THE LEDGER HOLDS: its text, its place or a hash of the proof was changed after it was signed.`,
    );
  }
  if (kept && kept.size === signed.size && !kept.root.equals(signed.root)) {
    throw new Wrong(
      `${name}: THE LEDGER SHOWS TWO FACES. The checkpoint of ${size} entries is not the one that you kept.`,
    );
  }
  if (personalId !== undefined) checkSubject(entry, name, salt, personalId);
  return entry;
}

function checkSubject(entry, name, salt, personalId) {
  if (salt === null) throw new Wrong(`${name}: it was erased, so nobody can tell any more whom it is about.`);
  const commitment = hash(fromBase64(salt), Buffer.from(personalId)).toString('hex');
  if (commitment !== entry.subject) throw new Wrong(`${name} is not about ${personalId}, or its salt was changed.`);
}

/** What `npm run ledger -- key` prints. @see https://c2sp.org/signed-note */
function readKey(text) {
  const { name, id, key } = /^(?<name>[^\s+]+)\+(?<id>[0-9a-f]{8})\+(?<key>\S+)$/.exec(text.trim())?.groups ?? {};
  const bytes = fromBase64(key ?? '');
  const isEd25519 = bytes.length === 33 && bytes[0] === 1;
  if (
    !isEd25519 ||
    hash(Buffer.from(`${name}\n`), bytes)
      .toString('hex')
      .slice(0, 8) !== id
  ) {
    throw new Wrong('--key is no key of a ledger: it is name+id+key, all of it, as the operator publishes it.');
  }
  const x = bytes.subarray(1).toString('base64url');
  return { name, id, publicKey: createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' }) };
}

/** @see https://c2sp.org/tlog-checkpoint */
function openCheckpoint(note, { name, id, publicKey }, what) {
  const end = note.lastIndexOf('\n\n') + 1;
  const text = note.slice(0, end);
  const isSigned = note
    .slice(end + 1)
    .split('\n')
    .map((line) => /^\u2014 (\S+) (\S+)$/.exec(line))
    .some((match) => {
      const bytes = fromBase64(match?.[2] ?? '');
      return (
        match?.[1] === name &&
        bytes.subarray(0, 4).toString('hex') === id &&
        verify(null, Buffer.from(text), publicKey, bytes.subarray(4))
      );
    });
  if (!isSigned) throw new Wrong(`${what} is not signed with this key: it was changed, or it is another ledger’s.`);
  const [origin, size, root] = text.split('\n');
  if (origin !== name) throw new Wrong(`${what} is of the ledger ${origin}, not of ${name}.`);
  return { size: Number(size), root: fromBase64(root ?? '') };
}

/** The root that a leaf leads to, or undefined where the path has another length. @see RFC 9162, section 2.1.3.2 */
function foldPath(leaf, index, size, path) {
  if (!(index >= 0 && index < size)) return undefined;
  let [at, last, node] = [index, size - 1, leaf];
  for (const sibling of path) {
    if (last === 0) return undefined;
    if (at % 2 === 1 || at === last) {
      node = hash(Buffer.from([1]), sibling, node);
      while (at % 2 === 0 && at !== 0) [at, last] = [at / 2, Math.floor(last / 2)];
    } else {
      node = hash(Buffer.from([1]), node, sibling);
    }
    [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  }
  return last === 0 ? node : undefined;
}

/** What is printed is from the leaf, which is proven, and never from what stands beside it in the answer. */
function describe({
  at,
  agency,
  role,
  client,
  account,
  purpose,
  dossier,
  kind,
  outcome,
  byLaw,
  byConsent,
  compared,
  withheld,
}) {
  const lines = [
    [`${at}  ${kind}: ${outcome}`, [' ']],
    ['by', [agency ?? 'no agency', role, client, account]],
    ['for', [purpose ?? 'no purpose', ...(dossier === null ? [] : [`dossier ${dossier}`]), ...byLaw.basis]],
    ['told by law', byLaw.told],
    ...byConsent.map(({ consent, version, told }) => [`told by consent ${consent} (version ${version})`, told]),
    ['nothing on record', [byLaw, ...byConsent].flatMap(({ empty }) => empty)],
    ['compared', compared],
    ...Object.entries(withheld).map(([reason, fields]) => [`withheld, ${reason}`, fields]),
  ];
  const [[head], ...rest] = lines;
  return [
    head,
    ...rest.filter(([, items]) => items.length > 0).map(([what, items]) => `  ${what}: ${items.join(', ')}`),
  ].join('\n');
}

function readLeaf(leaf) {
  try {
    return JSON.parse(leaf);
  } catch {
    throw new Wrong('An entry IS NOT WHAT THE LEDGER HOLDS: its leaf cannot be read.');
  }
}

/** All proofs in an answer, wherever they stand. */
function findProofs(value) {
  if (typeof value !== 'object' || value === null) return [];
  return isProof(value) ? [value] : Object.values(value).flatMap(findProofs);
}

function isProof({ leaf, salt, index, size, hashes, checkpoint }) {
  return (
    typeof leaf === 'string' &&
    (typeof salt === 'string' || salt === null) &&
    Number.isSafeInteger(index) &&
    Number.isSafeInteger(size) &&
    Array.isArray(hashes) &&
    hashes.every((hash) => typeof hash === 'string') &&
    typeof checkpoint === 'string'
  );
}

function readJson(path) {
  try {
    return JSON.parse(readText(path));
  } catch (error) {
    throw error instanceof Wrong ? error : new Wrong(`${path} is no JSON.`);
  }
}

function readText(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw new Wrong(`${path} cannot be read.`);
  }
}

function hash(...parts) {
  return createHash('sha256').update(Buffer.concat(parts)).digest();
}

function fromBase64(text) {
  return Buffer.from(text, 'base64');
}

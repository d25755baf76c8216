import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { OpeningChange } from '../../gateway/policy/what-if/compare-rulings.ts';
import { lookAtChange, type RulingTexts } from '../../gateway/policy/what-if/look-at-change.ts';
import { policyDirectory } from '../../schema/policy/read-policy.ts';
import { dayInVietnam } from '../../schema/purposes/in-force.ts';
import { purposesDirectory } from '../../schema/purposes/read-purposes.ts';
import { readCommitted } from './read-committed.ts';

/**
 * Says what has been opened and closed since a revision, by changes of the rules, the purposes or the graph.
 * @returns lines for people; none where nothing that rules are made of has changed
 */
export async function describeOpeningsSince(
  revision: string,
  supergraphBefore: string,
  supergraphAfter: string,
  root: string,
): Promise<readonly string[]> {
  const committed = new Map<string, string | null>();
  for (const path of await listChanged(revision, root)) {
    committed.set(path, (await readCommitted(path, revision, root)) ?? null);
  }
  if (committed.size === 0 && supergraphBefore === supergraphAfter) return [];
  const textsOf = (supergraphSdl: string, changes: typeof committed): RulingTexts => ({
    supergraphSdl,
    policy: { directory: policyDirectory, changes: changesIn('schema/policy/', changes) },
    purposes: { directory: purposesDirectory, changes: changesIn('schema/purposes/', changes) },
  });
  const { opened, closed, changes, problems } = lookAtChange(
    textsOf(supergraphBefore, committed),
    textsOf(supergraphAfter, new Map()),
    dayInVietnam(new Date()),
  );
  if (problems.length > 0) return problems;
  if (changes.length === 0) return [];
  const left = changes.length > MAX_LINES ? ['…'] : [];
  return [`${opened} opened, ${closed} closed`, ...changes.slice(0, MAX_LINES).map(printChange), ...left];
}

const MAX_LINES = 30;

/** What git knows of, and what has not been added yet. */
async function listChanged(revision: string, root: string): Promise<string[]> {
  const folders = ['--', 'schema/policy', 'schema/purposes'];
  const commands = [
    ['diff', '--name-only', '--relative', revision, ...folders],
    ['ls-files', '--others', '--exclude-standard', ...folders],
  ];
  const outputs = await Promise.all(commands.map((command) => promisify(execFile)('git', command, { cwd: root })));
  return outputs.flatMap(({ stdout }) => stdout.split('\n').filter((path) => /\.(cedar|cedarschema|yaml)$/.test(path)));
}

function changesIn(folder: string, changes: ReadonlyMap<string, string | null>): ReadonlyMap<string, string | null> {
  return new Map(
    [...changes].flatMap(([path, text]) => (path.startsWith(folder) ? [[path.slice(folder.length), text]] : [])),
  );
}

function printChange({ purpose, caller, person, fields }: OpeningChange): string {
  const who = caller.agencyKind === 'none' ? caller.role : `${caller.role} of a ${caller.agencyKind}`;
  const what = fields.map(({ coordinate, before, after }) => `${coordinate} ${before} → ${after}`);
  return `${purpose}: to a ${who} at eID level ${caller.eidLevel}, of the ${person}: ${what.join(', ')}`;
}

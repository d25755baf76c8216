import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { compareSupergraphs } from '../schema/composition/compare-supergraphs.ts';
import { composeSubgraphs } from '../schema/composition/compose-subgraphs.ts';
import { type GeneratedFiles, generateFiles, supergraphPath } from '../schema/composition/generated-files.ts';
import { type Problem, printProblem } from '../schema/composition/problem.ts';
import { readSupergraph } from '../schema/composition/supergraph.ts';
import { PolicyError, readPolicy } from '../schema/policy/read-policy.ts';
import { checkPurposes } from '../schema/purposes/check-purposes.ts';
import { PurposesError, readPurposes } from '../schema/purposes/read-purposes.ts';
import { describeOpeningsSince } from './compose/openings-since.ts';
import { readCommitted } from './compose/read-committed.ts';
import { gatherSubgraphs } from './gather-subgraphs.ts';

const help = `npm run compose
  Composes the ministries' folders and writes rover.yaml, ${supergraphPath}, docs/schema.md
  and docs/purposes.md.

npm run compose -- --check
  Writes nothing. Fails when one of these files is not what the folders give, and when the folders break callers of the
  committed supergraph; lists how. Says which fields rules, purposes and marks have opened and closed, for whom.

  --since <revision>  With --check: the git revision to compare with, such as the branch to merge into. Default: HEAD.
  --help              This text.

Exit code: 0 when all is well, 1 when the gate refuses or the check fails, 2 when the command is misspelt.
`;

const root = join(import.meta.dirname, '..');

process.exitCode = await main().catch((error: unknown) => {
  if (!(error instanceof PurposesError || error instanceof PolicyError)) throw error;
  const folder = error instanceof PurposesError ? 'schema/purposes/' : 'schema/policy/';
  console.error(`${error.message}\n\n${folder} cannot be read. Nothing was written.`);
  return 1;
});

async function main(): Promise<0 | 1 | 2> {
  const options = readOptions();
  if (typeof options === 'string') {
    console.error(`${options}\n\n${help}`);
    return 2;
  }
  if (options.help) {
    console.log(help);
    return 0;
  }

  const subgraphs = await gatherSubgraphs();
  const outcome = composeSubgraphs(subgraphs);
  if (outcome.problems) return refuse(outcome.problems);
  for (const hint of outcome.hints) console.warn(`hint: ${hint}`);
  const purposes = readPurposes();
  readPolicy().close();
  const problems = checkPurposes(purposes, readSupergraph(outcome.supergraphSdl));
  if (problems.length > 0) return refuse(problems);
  const files = generateFiles(subgraphs, outcome.supergraphSdl, purposes);
  if (options.check) return await check(files, outcome.supergraphSdl, options.since);

  const stale = await findStale(files);
  for (const [path, text] of stale) await writeFile(join(root, path), text);
  const written = stale.size > 0 ? `wrote ${[...stale.keys()].join(', ')}` : 'all generated files were up to date';
  console.log(
    `${count(subgraphs.length, 'subgraph')} composed (${subgraphs.map(({ name }) => name).join(', ')}); ${written}.`,
  );
  return 0;
}

function refuse(problems: readonly Problem[]): 1 {
  console.error(`${problems.map(printProblem).join('\n')}\n`);
  console.error(`The gate refuses: ${count(problems.length, 'problem')}. Nothing was written.`);
  return 1;
}

interface Options {
  readonly help: boolean;
  readonly check: boolean;
  readonly since: string | undefined;
}

/** @returns what is wrong with the command, as a sentence, when it is */
function readOptions(): Options | string {
  try {
    const { values } = parseArgs({
      options: {
        help: { type: 'boolean', default: false },
        check: { type: 'boolean', default: false },
        since: { type: 'string' },
      },
    });
    if (values.since !== undefined && !values.check) return '--since only says something together with --check.';
    return { help: values.help, check: values.check, since: values.since };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/**
 * Two questions, asked both whatever the first answer is. Stale files fail even when the change is an addition, since
 * what is committed would not be what is served. A breaking change fails until the new supergraph is committed.
 */
async function check(files: GeneratedFiles, supergraphSdl: string, revision?: string): Promise<0 | 1> {
  const since = revision ?? 'HEAD';
  const stale = [...(await findStale(files)).keys()];
  console.log(
    stale.length > 0 ? `Stale: ${stale.join(', ')}. Run \`npm run compose\`.` : 'All generated files are fresh.',
  );

  const committed = await readCommitted(supergraphPath, since, root);
  if (committed === undefined) {
    console.log(`Nothing to compare with: git finds no ${supergraphPath} at ${since}.`);
    return stale.length > 0 || revision !== undefined ? 1 : 0;
  }
  const { breaking, dangerous } = compareSupergraphs(committed, supergraphSdl);
  list(`Breaking since ${since}`, breaking);
  list(`To be looked at since ${since}`, dangerous);
  list(`Opened and closed since ${since}`, await describeOpeningsSince(since, committed, supergraphSdl, root));
  if (breaking.length === 0) console.log(`No breaking change since ${since}.`);
  return stale.length > 0 || breaking.length > 0 ? 1 : 0;
}

/** Those of the files that are missing on disk or hold another text. */
async function findStale(files: GeneratedFiles): Promise<GeneratedFiles> {
  const stale = new Map<string, string>();
  for (const [path, text] of files) {
    const onDisk = await readFile(join(root, path), 'utf8').catch(() => undefined);
    if (onDisk !== text) stale.set(path, text);
  }
  return stale;
}

function list(title: string, lines: readonly string[]): void {
  if (lines.length > 0) console.log([`${title}:`, ...lines.map((line) => `  - ${line}`)].join('\n'));
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

import { execFileSync } from 'node:child_process';
import { cpus, loadavg, totalmem } from 'node:os';

/** Where and with what a run was made. */
export interface RunDescription {
  readonly machine: string;
  /** How many processes wanted a processor in the minute before; near 0 on a machine of one's own. */
  readonly loadAverage: number;
  readonly node: string;
  /** The revision, with a note when the working tree differs from it. */
  readonly commit: string;
  readonly command: string;
  readonly date: string;
}

/** Describes the run that is about to begin. */
export function describeRun(args = process.argv.slice(2)): RunDescription {
  const processors = cpus();
  const gib = (totalmem() / 2 ** 30).toFixed(0);
  return {
    machine: `${processors[0]?.model.trim() ?? 'unknown processor'}, ${processors.length} cores, ${gib} GiB of memory`,
    loadAverage: loadavg()[0] ?? 0,
    node: process.version,
    commit: describeCommit(),
    command: ['npm run bench', ...(args.length > 0 ? ['--', ...args] : [])].join(' '),
    date: new Date().toISOString().slice(0, 10),
  };
}

function describeCommit(): string {
  const git = (...args: string[]) =>
    execFileSync('git', args, { cwd: import.meta.dirname, encoding: 'utf8', stdio: 'pipe' });
  try {
    const isChanged = git('status', '--porcelain').trim() !== '';
    return `${git('rev-parse', '--short', 'HEAD').trim()}${isChanged ? ', with changes that are not committed' : ''}`;
  } catch {
    return 'no git revision';
  }
}

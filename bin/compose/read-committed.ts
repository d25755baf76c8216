import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** A file as it stood at a git revision; undefined when there was none, or no git. */
export async function readCommitted(path: string, revision: string, root: string): Promise<string | undefined> {
  const git = promisify(execFile)('git', ['show', `${revision}:./${path}`], { cwd: root, maxBuffer: 64 * 1024 * 1024 });
  return await git.then(
    ({ stdout }) => stdout,
    () => undefined,
  );
}

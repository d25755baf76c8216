import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { CommandError } from '../../bin/local/command-error.ts';
import { startProcess } from '../../bin/local/supervised-process.ts';

const directory = join(import.meta.dirname, 'peers');

/**
 * Installs the gateways to compare with, unless they are there. They are many, so `npm ci` in the checkout leaves them
 * out.
 */
export async function installPeers(): Promise<void> {
  // npm writes this file when all else is in place.
  if (existsSync(join(directory, 'node_modules', '.package-lock.json'))) return;
  console.log('The gateways to compare with are not installed: npm ci --prefix tests/bench/peers (some 700 MB)');
  const { ended } = await startProcess({
    command: 'npm',
    args: ['ci', '--prefix', directory],
    env: process.env,
    stdio: 'inherit',
    stopSignal: 'SIGTERM',
    killSignal: 'SIGKILL',
    stopTimeoutMs: 5_000,
  });
  const how = await ended;
  if (how !== 'exit code 0') throw new CommandError(`npm could not install them (${how}).`);
}

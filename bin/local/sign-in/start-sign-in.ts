import { once } from 'node:events';
import { join } from 'node:path';
import { CommandError } from '../command-error.ts';
import { type SupervisedProcess, startProcess } from '../supervised-process.ts';

export interface SignInOptions {
  readonly port: number;
  /** Where the gateway is served: `http://127.0.0.1:4000`. */
  readonly gatewayOrigin: string;
  /** Where keys are kept from one start to the next; undefined = nowhere. */
  readonly keysFile: string | undefined;
  /** How many citizens were made up. */
  readonly citizens: number;
}

export interface RunningSignIn extends SupervisedProcess {
  /** `http://127.0.0.1:4009` */
  readonly issuer: string;
}

/**
 * Starts the sample OpenID provider on 127.0.0.1, in a process of its own.
 * @returns when it listens
 */
export async function startSignIn(options: SignInOptions): Promise<RunningSignIn> {
  const provider = await startProcess({
    command: process.execPath,
    args: [join(import.meta.dirname, 'sign-in-process.ts'), JSON.stringify(options)],
    env: process.env,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    stopSignal: 'SIGTERM',
    killSignal: 'SIGKILL',
    stopTimeoutMs: 5_000,
  });
  const end = provider.ended.then((how) => {
    throw new CommandError(`The sign-in provider could not be started (${how}).`);
  });
  await Promise.race([once(provider.child, 'message'), end]);
  return { ...provider, issuer: `http://127.0.0.1:${options.port}` };
}

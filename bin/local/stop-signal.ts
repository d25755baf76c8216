import { killProcesses } from './supervised-process.ts';

/** npm passes a Ctrl-C on to a process that the terminal has told already: what follows at once is the same wish. */
const SAME_WISH_MS = 500;

/**
 * Resolves when the user wants the command to stop: Ctrl-C, SIGTERM, or the terminal closed. Who asks again ends all
 * processes without waiting.
 */
export function listenForStop(): Promise<void> {
  return new Promise((resolve) => {
    let askedAt: number | undefined;
    const ask = async () => {
      askedAt ??= performance.now();
      resolve();
      if (performance.now() - askedAt < SAME_WISH_MS) return;
      await killProcesses();
      process.exit(1);
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, ask);
    onShellEnded(resolve);
  });
}

const POLL_MS = 200;

/** npm runs us in a shell and passes a SIGTERM on to that, which dies of it and tells nobody: then we have no parent. */
function onShellEnded(stop: () => void): void {
  const { npm_lifecycle_event: script } = process.env;
  const shell = process.ppid;
  const poll = () => {
    if (process.ppid !== shell) stop();
  };
  if (script !== undefined) setInterval(poll, POLL_MS).unref();
}

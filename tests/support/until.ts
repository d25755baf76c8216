import { setTimeout as sleep } from 'node:timers/promises';

/** Long enough for any machine, and shorter than a test may take. */
const PATIENCE_MS = 60_000;
const PAUSE_MS = 20;

/**
 * Waits until something is so, as long as a busy machine may need for it.
 * @throws Error with what is waited for, when it is not so after a minute
 */
export async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error(`Waited in vain for ${isSo}`);
    await sleep(PAUSE_MS);
  }
}

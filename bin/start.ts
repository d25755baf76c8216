import { runCommand } from './local/command.ts';
import { startLocalSetUp } from './local/local-set-up.ts';
import { printWelcome } from './local/print-welcome.ts';
import { readStartOptions, type StartOptions, startHelp } from './local/start-options.ts';
import { listenForStop } from './local/stop-signal.ts';

await runCommand(async () => {
  const options = await readStartOptions();
  if (options === undefined) return console.log(startHelp);

  const stopRequested = listenForStop();
  const running = new AsyncDisposableStack();
  try {
    await Promise.race([serve(options, running), stopRequested]);
  } finally {
    await running.disposeAsync();
  }
});
// What was broken off half-way may still wait for something. Whatever it started ends with this process.
process.exit();

async function serve(options: StartOptions, running: AsyncDisposableStack): Promise<never> {
  const { url, broken } = await startLocalSetUp(options, running);
  await printWelcome(url);
  return await broken;
}

import { runCommand } from './local/command.ts';
import { startLocalSetUp } from './local/local-set-up.ts';
import { readStartOptions, type StartOptions, startHelp } from './local/start-options.ts';
import { listenForStop } from './local/stop-signal.ts';
import { welcome } from './local/welcome.ts';

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
  const { url, issuer, broken } = await startLocalSetUp(options, running);
  console.log(await welcome(url, issuer));
  return await broken;
}

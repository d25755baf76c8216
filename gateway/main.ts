import { readConfig } from './config.ts';
import { configHelp } from './config-reference.ts';
import { createLog } from './log.ts';
import { OperatorError } from './operator-error.ts';
import { serve } from './serve.ts';

if (process.argv.includes('--help')) process.stdout.write(configHelp());
else await main();

async function main(): Promise<void> {
  try {
    const config = readConfig();
    const log = createLog(config);
    const service = await serve(config, log);
    log.info({ url: service.url }, 'ready');

    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      process.once(signal, async () => {
        // Whoever asks twice will not wait.
        for (const again of ['SIGTERM', 'SIGINT']) process.on(again, () => process.exit(1));
        log.info({ signal }, 'draining');
        await service.drain();
        process.exit(0);
      });
    }
  } catch (error) {
    if (!(error instanceof OperatorError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}

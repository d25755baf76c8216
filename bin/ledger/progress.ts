import { SingleBar } from 'cli-progress';

/** Shows how far a command is, beside what it prints. */
export interface Progress {
  readonly update: (done: number, total: number) => void;
  readonly end: () => void;
}

const LINE_EVERY_MS = 5_000;

/** A bar with the time left in a terminal, elsewhere a line now and then; both on the error stream. */
export function showProgress(): Progress {
  if (process.stderr.isTTY) {
    const bar = new SingleBar({
      format: '{bar} {percentage} %  {value} records  {eta_formatted} left',
      gracefulExit: false,
    });
    return {
      update(done, total) {
        if (!bar.isActive) bar.start(total, done);
        bar.setTotal(total);
        bar.update(done);
      },
      end: () => bar.stop(),
    };
  }
  let nextAt = performance.now() + LINE_EVERY_MS;
  return {
    update(done, total) {
      if (performance.now() < nextAt) return;
      nextAt += LINE_EVERY_MS;
      console.error(`${formatCount(done)} of ${formatCount(total)} records`);
    },
    end: () => {},
  };
}

export function formatCount(count: number): string {
  return count.toLocaleString('en-US');
}

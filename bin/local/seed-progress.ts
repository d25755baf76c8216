import { MultiBar } from 'cli-progress';

/** Tells the user how far the seeding is. */
export interface SeedProgress {
  readonly begin: (ministry: string) => MinistryProgress;
  readonly end: () => void;
}

export interface MinistryProgress {
  /** @param written  citizens so far */
  readonly update: (written: number) => void;
  readonly done: () => void;
}

/** Bars with the time left in a terminal; elsewhere a line for each ministry, and one now and then. */
export function showSeedProgress(ministries: readonly string[], citizens: number): SeedProgress {
  console.log(`Filling ${ministries.join(', ')} with ${format(citizens)} made-up citizens:`);
  return process.stdout.isTTY ? showBars(ministries, citizens) : showLines(ministries, citizens);
}

function showBars(ministries: readonly string[], citizens: number): SeedProgress {
  const width = Math.max(...ministries.map((ministry) => ministry.length));
  const bars = new MultiBar({
    format: '  {name} {bar} {percentage} %  {eta_formatted} left',
    barCompleteChar: '█',
    barIncompleteChar: '░',
    barsize: 40,
    autopadding: true,
    hideCursor: true,
    // Long enough for a steady guess: chunks of different ministries come in turns.
    etaBuffer: 50,
    // Ctrl-C is the command's to handle.
    gracefulExit: false,
    stream: process.stdout,
  });
  const barByMinistry = new Map(
    ministries.map((ministry) => [ministry, bars.create(citizens, 0, { name: ministry.padEnd(width) })]),
  );
  const all = bars.create(citizens * ministries.length, 0, { name: 'all'.padEnd(width) });
  return {
    begin: (ministry) => {
      const bar = barByMinistry.get(ministry);
      let before = 0;
      return {
        update: (written) => {
          bar?.update(written);
          all.increment(written - before);
          before = written;
        },
        done: () => bar?.stop(),
      };
    },
    end: () => bars.stop(),
  };
}

const LINE_EVERY_MS = 10_000;

function showLines(ministries: readonly string[], citizens: number): SeedProgress {
  const startedAt = performance.now();
  const total = citizens * ministries.length;
  let all = 0;
  const timer = setInterval(() => {
    const elapsed = performance.now() - startedAt;
    const left = all > 0 ? `, ${seconds((elapsed * (total - all)) / all)} left` : '';
    console.log(`  ${Math.floor((100 * all) / total)} %${left}`);
  }, LINE_EVERY_MS);
  return {
    begin: (ministry) => {
      const begunAt = performance.now();
      let before = 0;
      return {
        update: (written) => {
          all += written - before;
          before = written;
        },
        done: () => console.log(`  ${ministry}: ${format(before)} citizens in ${seconds(performance.now() - begunAt)}`),
      };
    },
    end: () => clearInterval(timer),
  };
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(ms < 10_000 ? 1 : 0)} s`;
}

function format(number: number): string {
  return number.toLocaleString('en-US');
}

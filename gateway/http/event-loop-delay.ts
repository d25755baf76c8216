import { monitorEventLoopDelay } from 'node:perf_hooks';

/** How late the event loop is: how long a request waits before anything is done about it. */
export interface EventLoopDelay {
  /** The mean of the last half second, in milliseconds. */
  readonly meanMs: number;
  close(): void;
}

const RESOLUTION_MS = 20;
const WINDOW_MS = 500;

export function watchEventLoopDelay(): EventLoopDelay {
  const histogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  histogram.enable();
  let meanMs = 0;
  const timer = setInterval(() => {
    // Without a sample in the window the loop stood still for all of it, and this is late itself.
    meanMs = histogram.count > 0 ? Math.max(0, histogram.mean / 1e6 - RESOLUTION_MS) : WINDOW_MS;
    histogram.reset();
  }, WINDOW_MS).unref();
  return {
    get meanMs() {
      return meanMs;
    },
    close() {
      clearInterval(timer);
      histogram.disable();
    },
  };
}

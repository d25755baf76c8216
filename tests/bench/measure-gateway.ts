import { CommandError } from '../../bin/local/command-error.ts';
import { CEILING } from './gateways/gateway-kinds.ts';
import type { RunningGateway } from './gateways/start-gateway.ts';
import type { LoadResult } from './load/load-messages.ts';
import type { Load } from './load/start-load.ts';
import { readCpuMs, readPeakMb, resetPeakMemory } from './process-usage.ts';
import type { Sample } from './results.ts';
import type { OpenScenario } from './scenario.ts';

export interface LoadSettings {
  readonly connections: number;
  readonly measureMs: number;
}

export interface Measurement {
  readonly sample: Sample;
  readonly result: LoadResult;
}

/** Each measurement begins with as much load that counts for nothing, in milliseconds. */
export const WARM_UP_MS = 1000;

/**
 * Puts a load on one gateway.
 * @throws CommandError when it answers nothing at all, or ends
 */
export async function measureGateway(
  load: Load,
  open: OpenScenario,
  { pid, url, kind, broken }: RunningGateway,
  settings: LoadSettings,
): Promise<Measurement> {
  let cpuMs = 0;
  let peakMb = 0;
  const callsBefore = await open.countSourceCalls();
  const measured = load(
    { ...settings, url, warmUpMs: WARM_UP_MS, checks: kind.name !== CEILING },
    () => {
      resetPeakMemory(pid);
      cpuMs = -readCpuMs(pid);
    },
    () => {
      cpuMs += readCpuMs(pid);
      peakMb = readPeakMb(pid);
    },
  );
  const result = await Promise.race([measured, broken]);
  if (result.requests === 0)
    throw new CommandError(`${kind.title} answered nothing: ${result.firstFailure ?? 'it is too slow'}.`);
  // Of the whole load: a call may be made before the measurement for a request that is answered in it.
  const calls = (await open.countSourceCalls()) - callsBefore;
  const sample = {
    requestsPerSecond: (result.requests / result.elapsedMs) * 1000,
    p50Ms: result.p50Ms,
    p95Ms: result.p95Ms,
    p99Ms: result.p99Ms,
    cpuMsPerRequest: cpuMs / result.requests,
    peakMb,
    sourceCallsPerRequest: calls / result.allRequests,
  };
  return { sample, result };
}

/** A measurement in one line. */
export function describeMeasurement({ sample, result }: Measurement): string {
  return [
    `${sample.requestsPerSecond.toFixed(0)}/s`,
    `p50 ${sample.p50Ms.toFixed(2)} ms`,
    `p99 ${sample.p99Ms.toFixed(2)} ms`,
    `cpu ${sample.cpuMsPerRequest.toFixed(3)} ms`,
    `${sample.peakMb.toFixed(0)} MB`,
    `${sample.sourceCallsPerRequest.toFixed(2)} calls`,
    `load generator ${((result.loadCpuMs / result.elapsedMs) * 100).toFixed(0)} %`,
  ].join(', ');
}

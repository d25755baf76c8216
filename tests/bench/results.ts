import { median } from './statistics.ts';

/** What one gateway did in one round. */
export interface Sample {
  readonly requestsPerSecond: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly p99Ms: number;
  /** Processor time of the gateway, user and system, for each request. */
  readonly cpuMsPerRequest: number;
  /** The most memory that the gateway held meanwhile, in MB (10⁶ bytes). */
  readonly peakMb: number;
  /** Calls that the ministries got, for each request. */
  readonly sourceCallsPerRequest: number;
}

/** Which gateway under which load. */
export interface Place {
  readonly scenario: string;
  readonly connections: number;
  readonly gateway: string;
}

/** The medians of all rounds. */
export interface Summary extends Place, Sample {
  /** The requests per second in the slowest and in the fastest round. */
  readonly requestsPerSecondRange: readonly [number, number];
}

/** `--json` writes a list of these. */
export interface Result extends Summary {
  /** How many times the requests per second of Apollo under the same load; null when that was not measured. */
  readonly ratioToApollo: number | null;
}

/** @param samples  at least one */
export function summarise(place: Place, samples: readonly Sample[]): Summary {
  const middle = (figure: keyof Sample) => round(median(samples.map((sample) => sample[figure])));
  const rates = samples.map(({ requestsPerSecond }) => requestsPerSecond);
  return {
    ...place,
    requestsPerSecond: middle('requestsPerSecond'),
    p50Ms: middle('p50Ms'),
    p95Ms: middle('p95Ms'),
    p99Ms: middle('p99Ms'),
    cpuMsPerRequest: middle('cpuMsPerRequest'),
    peakMb: middle('peakMb'),
    sourceCallsPerRequest: middle('sourceCallsPerRequest'),
    requestsPerSecondRange: [round(Math.min(...rates)), round(Math.max(...rates))],
  };
}

/** Sets each summary beside the baseline's under the same load. */
export function compareWith(baseline: string, summaries: readonly Summary[]): Result[] {
  return summaries.map((summary) => {
    const base = findUnderSameLoad(baseline, summary, summaries);
    return { ...summary, ratioToApollo: base ? round(summary.requestsPerSecond / base.requestsPerSecond) : null };
  });
}

/** What a gateway did under the load of another. */
export function findUnderSameLoad<S extends Summary>(gateway: string, place: Place, summaries: readonly S[]) {
  return summaries.find(
    (other) =>
      other.gateway === gateway && other.scenario === place.scenario && other.connections === place.connections,
  );
}

/** To four significant digits: more would be noise. */
function round(value: number): number {
  return Number(value.toPrecision(4));
}

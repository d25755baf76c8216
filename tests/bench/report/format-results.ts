import { BASELINE, gatewayKinds } from '../gateways/gateway-kinds.ts';
import { findUnderSameLoad, type Result, type Sample } from '../results.ts';
import { alignTable } from './align-table.ts';

interface Figure {
  readonly name: keyof Sample;
  readonly heading: string;
  readonly format: (value: number) => string;
}

const rate = (value: number) => Math.round(value).toLocaleString('en');
const ms = (value: number) => value.toFixed(value < 10 ? 2 : 1);
const figures: readonly Figure[] = [
  { name: 'requestsPerSecond', heading: 'requests/s', format: rate },
  { name: 'p50Ms', heading: 'p50 ms', format: ms },
  { name: 'p95Ms', heading: 'p95 ms', format: ms },
  { name: 'p99Ms', heading: 'p99 ms', format: ms },
  { name: 'cpuMsPerRequest', heading: 'CPU ms/request', format: (value) => value.toFixed(3) },
  { name: 'peakMb', heading: 'peak MB', format: (value) => value.toFixed(0) },
  { name: 'sourceCallsPerRequest', heading: 'calls/request', format: (value) => value.toFixed(2) },
];

/** The results under one load as a table in Markdown: each figure, and how many times the baseline's it is. */
export function formatTable(results: readonly Result[]): string {
  const rows = results.map((result) => {
    const base = findUnderSameLoad(BASELINE, result, results);
    const cells = figures.map(({ name, format }) => {
      const ratio = base && base[name] > 0 ? ` (${formatRatio(result[name] / base[name])})` : '';
      return `${format(result[name])}${ratio}`;
    });
    const [slowest, fastest] = result.requestsPerSecondRange;
    return [titleOf(result.gateway), ...cells, `${rate(slowest)}–${rate(fastest)}`];
  });
  return alignTable([['gateway', ...figures.map(({ heading }) => heading), 'requests/s, all rounds'], ...rows]);
}

/** The results that belong in one table each: those under the same load. */
export function groupByLoad(results: readonly Result[]): Map<string, Result[]> {
  return Map.groupBy(results, ({ scenario, connections }) => `${scenario}, ${connections} ${plural(connections)}`);
}

function plural(connections: number): string {
  return connections === 1 ? 'connection' : 'connections';
}

function titleOf(gateway: string): string {
  return gatewayKinds.find(({ name }) => name === gateway)?.title ?? gateway;
}

function formatRatio(ratio: number): string {
  return `${ratio >= 10 ? ratio.toFixed(0) : ratio.toPrecision(2)}×`;
}

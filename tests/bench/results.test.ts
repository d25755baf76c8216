import { describe, expect, test } from '@jest/globals';
import { formatTable, groupByLoad } from './report/format-results.ts';
import { compareWith, type Sample, summarise } from './results.ts';

const sample = (requestsPerSecond: number, cpuMsPerRequest = 1): Sample => ({
  requestsPerSecond,
  cpuMsPerRequest,
  p50Ms: 1,
  p95Ms: 2,
  p99Ms: 3,
  peakMb: 100,
  sourceCallsPerRequest: 8,
});
const at = (gateway: string, connections: number) => ({ scenario: 'unified', gateway, connections });

describe('summarise', () => {
  test('takes the median of each figure for itself, and the range of the rates', () => {
    const summary = summarise(at('ours', 64), [sample(100, 3), sample(300, 1), sample(200, 2)]);
    expect(summary).toMatchObject({
      ...at('ours', 64),
      requestsPerSecond: 200,
      cpuMsPerRequest: 2,
      requestsPerSecondRange: [100, 300],
    });
  });

  test('keeps four significant digits', () => {
    expect(summarise(at('ours', 1), [sample(12_345.6, 0.012_345_6)])).toMatchObject({
      requestsPerSecond: 12_350,
      cpuMsPerRequest: 0.012_35,
    });
  });
});

describe('compareWith', () => {
  const summaries = [
    summarise(at('ours', 1), [sample(300)]),
    summarise(at('apollo', 1), [sample(100)]),
    summarise(at('ours', 64), [sample(4000)]),
    summarise(at('apollo', 64), [sample(200)]),
  ];

  test('sets each gateway beside the baseline under the same load', () => {
    expect(compareWith('apollo', summaries).map(({ ratioToApollo }) => ratioToApollo)).toEqual([3, 1, 20, 1]);
  });

  test('gives null when the baseline was not measured', () => {
    expect(compareWith('apollo', summaries.slice(0, 1))).toMatchObject([{ gateway: 'ours', ratioToApollo: null }]);
  });

  test('is shown as a table for each load, every figure with its ratio', () => {
    const tables = groupByLoad(compareWith('apollo', summaries));
    expect([...tables.keys()]).toEqual(['unified, 1 connection', 'unified, 64 connections']);
    expect(formatTable(tables.get('unified, 64 connections') ?? [])).toMatch(
      /\| Citizen Graph +\| +4,000 \(20×\) \| +1\.00 \(1\.0×\) \|/,
    );
  });
});

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createLog } from '../../../gateway/log.ts';
import { openSecurityFindings, type SecurityFindings } from '../../../gateway/policy/security-findings.ts';
import { sampleClaims } from '../../support/tokens.ts';
import { until } from '../../support/until.ts';
import { startGateway, type TestGateway } from '../support/start-gateway.ts';
import { an, citizenField, startTestGraph, type TestGraph } from '../support/test-graph.ts';
import { callerOf } from './support.ts';

const silent = createLog({ logLevel: 'silent' });
let directory: string;
let path: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'findings-'));
  path = join(directory, 'findings.yaml');
});
afterAll(() => rm(directory, { recursive: true }));

async function withFindings<Result>(text: string, look: (findings: SecurityFindings) => Result, at = '2026-06-01') {
  await writeFile(path, text);
  const findings = await openSecurityFindings(path, silent, () => Date.parse(`${at}T05:00:00Z`));
  try {
    return look(findings);
  } finally {
    findings.close();
  }
}

describe('a security finding', () => {
  const clerk = callerOf('clerk', 'one-stop-shop');
  const onAgency = '- { agency: X-one-stop-shop, since: 2026-01-01, until: 2026-06-30, reference: 2669/TCTTKĐA }';

  test('is on whoever asks for the agency, or by the program', async () => {
    expect(await withFindings(onAgency, ({ find }) => find(clerk)?.reference)).toBe('2669/TCTTKĐA');
    expect(await withFindings(onAgency, ({ find }) => find(callerOf('clerk', 'police')))).toBeUndefined();
    const onClient = '- { client: client-citizen, since: 2026-01-01, reference: R }';
    expect(await withFindings(onClient, ({ find }) => find(callerOf('citizen'))?.reference)).toBe('R');
    expect(await withFindings(onClient, ({ find }) => find(clerk))).toBeUndefined();
  });

  test.each([
    ['2025-12-31', false],
    ['2026-01-01', true],
    ['2026-06-30', true],
    ['2026-07-01', false],
  ])('with days is open on them alone: %s', async (day, isOpen) => {
    expect(await withFindings(onAgency, ({ find }) => find(clerk) !== undefined, day)).toBe(isOpen);
  });

  test.each([
    ['a finding on nobody', '- { since: 2026-01-01, reference: R }', 'must name an agency or a client'],
    [
      'a finding on two',
      '- { agency: A, client: C, since: 2026-01-01, reference: R }',
      'must name an agency or a client',
    ],
    ['a day that does not exist', '- { agency: A, since: 2026-02-30, reference: R }', 'calendar day'],
    [
      'an end before the beginning',
      '- { agency: A, since: 2026-02-02, until: 2026-02-01, reference: R }',
      'end before',
    ],
    ['what is no YAML', '- {', 'Flow map'],
  ])('file with %s is refused', async (_, text, problem) => {
    await expect(withFindings(text, () => {})).rejects.toThrow(problem);
  });

  test('file of comments alone says that there are none', async () => {
    expect(await withFindings('# none', ({ find }) => find(clerk))).toBeUndefined();
  });
});

describe('a gateway with security findings', () => {
  let graph: TestGraph;
  let gateway: TestGateway;
  beforeAll(async () => {
    await writeFile(path, '# none');
    graph = await startTestGraph();
    gateway = await startGateway(graph.supergraphSdl, { GATEWAY_SECURITY_FINDINGS: path });
  });
  afterAll(async () => {
    await gateway.close();
    await graph.stop();
  });

  const query = `{ ${citizenField(an)} { fullName } }`;
  const answer = { data: { citizen: { fullName: 'Nguyễn Thị An' } } };

  test('tells the agency of nobody while one is open, says which, and asks no ministry', async () => {
    expect(await gateway.query(query)).toEqual(answer);
    const { agency } = sampleClaims.clerk;
    await writeFile(path, `- { agency: ${agency}, since: 2026-01-01, reference: 2669/TCTTKĐA }`);
    await until(async () => (await gateway.query(query)).errors?.[0]?.extensions.code === 'CALLER_BLOCKED');
    const { data, errors } = await gateway.query(query);
    expect(data).toEqual({ citizen: null });
    expect(errors?.[0]?.message).toContain('2669/TCTTKĐA');

    await writeFile(path, '# closed');
    await until(async () => (await gateway.query(query)).errors === undefined);
    expect(await gateway.query(query)).toEqual(answer);
  });

  test('keeps the findings that it has when the new ones cannot be read', async () => {
    const before = gateway.log().length;
    await writeFile(path, 'nonsense');
    await until(async () => gateway.log().slice(before).includes('those before are kept'));
    expect(await gateway.query(query)).toEqual(answer);
  });
});

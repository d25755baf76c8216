import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { settings } from '../../../../gateway/config.ts';
import { createWhatIf } from '../../../../gateway/policy/what-if/open-what-if.ts';
import { policyDirectory } from '../../../../schema/policy/read-policy.ts';
import { purposesDirectory } from '../../../../schema/purposes/read-purposes.ts';
import { sampleClaims } from '../../../support/tokens.ts';
import { type GraphqlBody, startGateway, type TestGateway } from '../../support/start-gateway.ts';

const supergraphSdl = readFileSync(new URL('../../../../schema/supergraph.graphql', import.meta.url), 'utf8');

// Some seconds of a whole core, of which others may want their part.

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway(supergraphSdl, { GATEWAY_PURPOSES: settings.purposesPath.default });
});
afterAll(() => gateway.close());

const query = `query ($files: [ChangedFile!]!, $day: Date) {
  whatIf(files: $files, day: $day) {
    problems opened closed moreChanges
    changes { purpose role agencyKind eidLevel person fields { coordinate before after } }
  }
}`;

async function ask(files: readonly object[], claims: object = sampleClaims.officer): Promise<GraphqlBody> {
  const authorization = `Bearer ${await gateway.issuer.token({ ...claims })}`;
  const body = JSON.stringify({ query, variables: { files, day: '2026-06-01' } });
  return (await (await gateway.post(body, { authorization })).json()) as GraphqlBody;
}

const readPurpose = (code: string): string =>
  readFileSync(new URL(`../../../../schema/purposes/catalogue/${code}.yaml`, import.meta.url), 'utf8');

describe('whatIf', () => {
  test('tells the callers to whom a changed purpose opens a field, and no others', async () => {
    const text = readPurpose('birth-registration').replace(
      '    - Citizen.fullName\n',
      '    - Citizen.fullName\n    - Citizen.religion\n',
    );
    const { data, errors } = await ask([{ name: 'purposes/catalogue/birth-registration.yaml', text }]);
    expect(errors).toBeUndefined();
    const fields = [{ coordinate: 'Citizen.religion', before: 'CLOSED', after: 'BY_LAW' }];
    const common = { purpose: 'birth-registration', eidLevel: 2, person: 'SUBJECT', fields };
    expect(data?.['whatIf']).toEqual({
      problems: [],
      opened: 2,
      closed: 0,
      moreChanges: 0,
      changes: [
        { ...common, role: 'clerk', agencyKind: 'one-stop-shop' },
        { ...common, role: 'portal', agencyKind: 'portal' },
      ],
    });
  });

  test('tells what a new rule closes', async () => {
    const text = `@id("no-loans") @reason("NOT_IN_PURPOSE")
      forbid (principal, action == Action::"disclose", resource is PersonalField)
      when { context.purpose == Purpose::"bank-credit-assessment" && resource.class == "SENSITIVE" };`;
    const { data } = await ask([{ name: 'policy/always/loans.cedar', text }], sampleClaims.auditor);
    expect(data?.['whatIf']).toMatchObject({
      problems: [],
      opened: 0,
      changes: [
        {
          role: 'partner',
          agencyKind: 'bank',
          fields: expect.arrayContaining([{ coordinate: 'Taxpayer.incomes', before: 'BY_CONSENT', after: 'CLOSED' }]),
        },
        {},
        {},
      ],
    });
  });

  test('tells what the removal of a rule opens, to everybody who can sign in', async () => {
    const { data } = await ask([{ name: 'policy/always/recipients.cedar', text: null }]);
    expect(data?.['whatIf']).toMatchObject({ problems: [], closed: 0, opened: expect.any(Number) });
    const { moreChanges, changes } = Object(data?.['whatIf']);
    expect(changes).toHaveLength(200);
    expect(moreChanges).toBeGreaterThan(200);
    expect(JSON.stringify(changes)).toContain('"auditor"');
  });

  test('tells that a purpose which is taken out closes what it opens', async () => {
    const { data } = await ask([{ name: 'purposes/catalogue/stay-notice.yaml', text: null }]);
    expect(data?.['whatIf']).toMatchObject({ opened: 0, problems: [] });
    expect(data?.['whatIf']).not.toMatchObject({ closed: 0 });
  });

  test.each([
    [
      'a rule that is wrong',
      'policy/always/trial.cedar',
      'permit (principal, action, resource);',
      /trial\.cedar:1: .*@id/,
    ],
    ['a purpose that is wrong', 'purposes/catalogue/trial.yaml', 'kind: whim', /trial\.yaml/],
    [
      'a purpose that opens what is restricted',
      'purposes/catalogue/stay-notice.yaml',
      readPurpose('stay-notice').replace(
        '    - Citizen.fullName\n',
        '    - Citizen.fullName\n    - Citizen.criminalCases\n',
      ),
      /Citizen\.criminalCases, which is restricted/,
    ],
  ])('says what is the matter with %s', async (_, name, text, problem) => {
    const { data } = await ask([{ name, text }]);
    expect(data?.['whatIf']).toEqual({
      problems: expect.arrayContaining([expect.stringMatching(problem)]),
      opened: 0,
      closed: 0,
      moreChanges: 0,
      changes: [],
    });
  });

  test.each(['clerk', 'citizen', 'analyst', 'steward'] as const)('is not for a %s', async (role) => {
    const { data, errors } = await ask([], sampleClaims[role]);
    expect(data).toEqual({ whatIf: null });
    expect(errors?.[0]?.extensions.code).toBe('WHAT_IF_NOT_YOURS');
  });

  test.each(['../secrets.yaml', 'policy/../../x.cedar', '/etc/passwd', 'purposes/a/b/c.yaml', 'policy/read-policy.ts'])(
    'takes no file %s',
    async (name) => {
      const { errors } = await ask([{ name, text: '' }]);
      expect(errors?.[0]?.extensions.code).toBe('VALUE_INVALID');
    },
  );
});

describe('a change that is looked at', () => {
  const folders = { policyPath: policyDirectory, purposesPath: purposesDirectory };
  const nothing = { policy: new Map(), purposes: new Map() };
  const day = '2026-06-01';

  test('is given up after a time', async () => {
    const whatIf = createWhatIf(folders, 20)(supergraphSdl);
    await expect(whatIf(nothing, day)).rejects.toMatchObject({ code: 'WHAT_IF_TOO_LONG' });
  });

  test('is the only one, over whatever graph, and makes room for the next', async () => {
    const open = createWhatIf(folders);
    const first = open(supergraphSdl)(nothing, day);
    await expect(open(supergraphSdl)(nothing, day)).rejects.toMatchObject({ code: 'WHAT_IF_BUSY' });
    expect(await first).toMatchObject({ problems: [], opened: 0, closed: 0 });
    expect(await open(supergraphSdl)(nothing, day)).toMatchObject({ changes: [] });
  });

  test('stops nobody, however deep its rules go', async () => {
    const whatIf = createWhatIf(folders)(supergraphSdl);
    const deep = `@id("deep") permit (principal, action, resource) when { ${'('.repeat(40_000)}`;
    const change = { ...nothing, policy: new Map([['always/deep.cedar', deep]]) };
    expect(await whatIf(change, day).catch((error: unknown) => error)).toBeDefined();
    expect(await whatIf(nothing, day)).toMatchObject({ problems: [] });
  });
});

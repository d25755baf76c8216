import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { type Claims, sampleClaims } from '../../support/tokens.ts';
import { withoutSummary } from '../../support/without-summary.ts';
import { type GraphqlBody, startGateway, type TestGateway } from '../support/start-gateway.ts';
import { an, binh, guarded, legacyIds, personOf, startTestGraph, type TestGraph } from '../support/test-graph.ts';

let graph: TestGraph;
let gateway: TestGateway;

beforeAll(async () => {
  graph = await startTestGraph();
  gateway = await startGateway(graph.supergraphSdl, {
    GATEWAY_IDENTITY_MAX_MISMATCHES: '3',
    GATEWAY_IDENTITY_DELAY_MS: '20',
  });
});

afterEach(() => graph.registry.behave());

afterAll(async () => {
  await gateway.close();
  await graph.stop();
});

const query = `
  query ($number: LegacyIdNumber!, $fullName: String!, $dateOfBirth: PartialDate!) {
    citizenByLegacyId(
      number: $number
      fullName: $fullName
      dateOfBirth: $dateOfBirth
      purpose: { code: "whole-person", dossier: "T-1" }
    ) { personalId taxCode }
  }
`;

interface Stated {
  readonly fullName: string;
  readonly dateOfBirth: string;
}

let serial = 0;
/** A person who has not asked for anybody yet. */
function newClerk(): Claims {
  return { ...sampleClaims.clerk, sub: `account-${++serial}` };
}

async function post(number: string, { fullName, dateOfBirth }: Stated, claims: Claims = newClerk()): Promise<Response> {
  const body = JSON.stringify({ query, variables: { number, fullName, dateOfBirth } });
  return await gateway.post(body, { authorization: `Bearer ${await gateway.issuer.token(claims)}` });
}

async function ask(number: string, stated: Stated, claims?: Claims): Promise<GraphqlBody> {
  return withoutSummary((await (await post(number, stated, claims)).json()) as GraphqlBody);
}

function refusal(code: string) {
  return { data: { citizenByLegacyId: null }, errors: [{ path: ['citizenByLegacyId'], extensions: { code } }] };
}

describe('a number of 9 digits', () => {
  test('leads to the one citizen on record with it, as the subject of the purpose', async () => {
    expect(await ask(legacyIds.ofAn, personOf(an))).toEqual({
      data: { citizenByLegacyId: { personalId: an, taxCode: '0100900001' } },
    });
  });

  test.each([
    ['An', an],
    ['Bình', binh],
  ])('that two hold leads to the one whom name and date of birth agree with: %s', async (_name, personalId) => {
    expect(await ask(legacyIds.ofAnAndBinh, personOf(personalId))).toMatchObject({
      data: { citizenByLegacyId: { personalId } },
    });
  });

  test('that two of the same name and date of birth hold leads to neither, and is no guess', async () => {
    const clerk = newClerk();
    for (let count = 0; count < 4; count++) {
      expect(await ask(legacyIds.ofAnAndNamesake, personOf(an), clerk)).toMatchObject(refusal('IDENTITY_AMBIGUOUS'));
    }
  });

  test('is refused when it has not 9 digits', async () => {
    expect(await ask('01190000', personOf(an))).toMatchObject({ errors: [{ extensions: { code: 'VALUE_INVALID' } }] });
  });

  test('leads to nobody while the register is away', async () => {
    graph.registry.behave((response) => response.writeHead(500).end());

    expect(await ask(legacyIds.ofAn, personOf(an))).toMatchObject(refusal('IDENTITY_UNAVAILABLE'));
  });

  test('is not for those who name nobody', async () => {
    expect(await ask(legacyIds.ofAn, personOf(an), sampleClaims.analyst)).toMatchObject(
      refusal('IDENTITY_NOT_ASKABLE'),
    );
  });
});

describe('a number that is nobody’s, another’s name or date of birth, and a protected holder', () => {
  const cases: readonly (readonly [string, Stated])[] = [
    [legacyIds.ofNobody, personOf(an)],
    [legacyIds.ofAn, { ...personOf(an), fullName: 'Nguyễn Thị Ân' }],
    [legacyIds.ofAn, { ...personOf(an), dateOfBirth: '1990-02' }],
    [legacyIds.ofAnAndBinh, { ...personOf(an), dateOfBirth: personOf(binh).dateOfBirth }],
    [legacyIds.ofGuarded, personOf(guarded)],
  ];

  test('are answered with the same bytes after the same fetch', async () => {
    const answers = new Set<string>();
    for (const [number, stated] of cases) {
      graph.registry.calls.length = 0;
      answers.add(await (await post(number, stated)).text());
      expect(graph.registry.calls.map(({ variables }) => variables.representations)).toEqual([
        [{ __typename: 'LegacyIdHolders', number }],
      ]);
    }

    expect(answers.size).toBe(1);
    expect(JSON.parse([...answers].join())).toMatchObject(refusal('IDENTITY_MISMATCH'));
  });

  test('count, and lock in the end', async () => {
    const clerk = newClerk();
    for (const [number, stated] of cases.slice(0, 3)) {
      expect(await ask(number, stated, clerk)).toMatchObject(refusal('IDENTITY_MISMATCH'));
    }

    expect(await ask(legacyIds.ofAn, personOf(an), clerk)).toMatchObject(refusal('IDENTITY_LOCKED'));
  });
});

test('callers see nothing of the way from a number to its holders', async () => {
  const body = await gateway.query('{ __type(name: "LegacyIdHolders") { name } legacyIdHolders { number } }');

  expect(JSON.stringify(body.errors)).toContain('OPERATION_INVALID');
  expect(await gateway.query('{ __type(name: "LegacyIdHolders") { name } }')).toEqual({ data: { __type: null } });
});

import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { type Claims, sampleClaims } from '../../support/tokens.ts';
import { type GraphqlBody, startGateway, type TestGateway } from '../support/start-gateway.ts';
import { an, binh, guarded, personOf, startTestGraph, type TestGraph, unregistered } from '../support/test-graph.ts';

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
  query ($input: VerifyIdentityInput!, $code: ID!) {
    verifyIdentity(input: $input, purpose: { code: $code, dossier: "T-1" }) { fullName dateOfBirth sex phoneNumber }
  }
`;

let serial = 0;
/** A person who has not asked for anybody yet. */
function newClerk(): Claims {
  return { ...sampleClaims.clerk, sub: `account-${++serial}` };
}

async function post(input: object, claims: Claims = newClerk(), code = 'comparison'): Promise<Response> {
  const authorization = `Bearer ${await gateway.issuer.token(claims)}`;
  return await gateway.post(JSON.stringify({ query, variables: { input, code } }), { authorization });
}

async function verify(...asked: Parameters<typeof post>): Promise<GraphqlBody> {
  return (await (await post(...asked)).json()) as GraphqlBody;
}

function refusal(code: string) {
  return { data: { verifyIdentity: null }, errors: [{ path: ['verifyIdentity'], extensions: { code } }] };
}

const { fullName, dateOfBirth } = personOf(an);
const right = { personalId: an, fullName, dateOfBirth, sex: 'FEMALE', phoneNumber: '0719900001' };
const all = (verification: string) => ({
  fullName: verification,
  dateOfBirth: verification,
  sex: verification,
  phoneNumber: verification,
});

describe('what a caller states about a citizen', () => {
  test('matches item by item, and no value is told', async () => {
    expect(await verify(right)).toEqual({ data: { verifyIdentity: all('MATCH') } });
    expect(await verify({ ...right, dateOfBirth: '1990-02-27', sex: 'MALE' })).toEqual({
      data: { verifyIdentity: { ...all('MATCH'), dateOfBirth: 'MISMATCH', sex: 'MISMATCH' } },
    });
  });

  test('is compared as names are, and what is not stated not at all', async () => {
    expect(await verify({ personalId: an, fullName: ' NGUYỄN  Thị an'.normalize('NFD') })).toEqual({
      data: { verifyIdentity: { fullName: 'MATCH', dateOfBirth: null, sex: null, phoneNumber: null } },
    });
  });

  test('finds nothing to compare with where nothing is on record', async () => {
    const input = { personalId: binh, fullName: personOf(binh).fullName, phoneNumber: '0719900001' };
    expect(await verify(input)).toMatchObject({
      data: { verifyIdentity: { fullName: 'MATCH', phoneNumber: 'NOT_RECORDED' } },
    });
  });

  test('is refused where the purpose does not compare it, and no ministry is asked', async () => {
    graph.registry.calls.length = 0;
    expect(await verify(right, newClerk(), 'name-comparison')).toMatchObject(refusal('VERIFICATION_NOT_IN_PURPOSE'));
    expect(await verify(right, newClerk(), 'whole-person')).toMatchObject(refusal('VERIFICATION_NOT_IN_PURPOSE'));
    expect(graph.registry.calls).toEqual([]);
  });

  test('is refused without name and date of birth, which alone are hard to guess', async () => {
    expect(await verify({ personalId: an, sex: 'FEMALE' })).toMatchObject(refusal('VERIFICATION_INCOMPLETE'));
  });

  test('is not compared while the register is away', async () => {
    graph.registry.behave((response) => response.writeHead(500).end());

    expect(await verify(right)).toMatchObject(refusal('IDENTITY_UNAVAILABLE'));
  });

  test.each(['analyst', 'citizen'] as const)('is not compared for the %s', async (role) => {
    expect(await verify(right, sampleClaims[role])).toMatchObject(refusal('IDENTITY_NOT_ASKABLE'));
  });
});

describe('a number that nobody bears, a protected citizen, and one of whom neither name nor date of birth is known', () => {
  const cases = [
    { ...right, personalId: unregistered },
    { ...right, personalId: guarded, fullName: 'Võ Thị Kín', dateOfBirth: '1990-03-31' },
    { ...right, fullName: 'Nguyễn Thị Ân', dateOfBirth: '1990-02-27' },
  ];

  test('are told with the same bytes after the same fetch: everything is a mismatch', async () => {
    const answers = new Set<string>();
    for (const input of cases) {
      graph.registry.calls.length = 0;
      answers.add(await (await post(input)).text());
      expect(graph.registry.calls.map(({ variables }) => variables.representations)).toEqual([
        [{ __typename: 'Citizen', personalId: input.personalId }],
      ]);
    }

    expect([...answers].map((text) => JSON.parse(text))).toEqual([{ data: { verifyIdentity: all('MISMATCH') } }]);
  });

  test('count, and lock in the end', async () => {
    const clerk = newClerk();
    for (const input of cases) {
      expect(await verify(input, clerk)).toEqual({ data: { verifyIdentity: all('MISMATCH') } });
    }

    expect(await verify(right, clerk)).toMatchObject(refusal('IDENTITY_LOCKED'));
  });
});

test('a date of birth that does not match counts beside a name that does; another sex or phone number does not', async () => {
  const clerk = newClerk();
  for (let count = 0; count < 4; count++) {
    const { data } = await verify({ ...right, sex: 'MALE', phoneNumber: '0719900002' }, clerk);
    expect(data).toMatchObject({ verifyIdentity: { fullName: 'MATCH', sex: 'MISMATCH', phoneNumber: 'MISMATCH' } });
  }
  for (let count = 0; count < 3; count++) await verify({ ...right, dateOfBirth: `1990-01-0${count + 1}` }, clerk);

  expect(await verify(right, clerk)).toMatchObject(refusal('IDENTITY_LOCKED'));
});

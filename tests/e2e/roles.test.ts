import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { viewSelection } from '../../bin/citizen/view-query.ts';
import { runStatement } from '../support/run-statement.ts';
import type { Claims } from '../support/tokens.ts';
import { type AskedOfMinistry, watchDoors } from './support/asked-fields.ts';
import { byLegacyId, citizenField } from './support/citizen-field.ts';
import { findExcess, isIdentityLookUp, listWithheld, mayState, purposes } from './support/opened-fields.ts';
import type { GatewayBody, RunningGateway } from './support/running-gateway.ts';
import { citizenClaims, claimsOf, portalClaims } from './support/sample-callers.ts';
import { listUrls, type Stack, startStack } from './support/stack.ts';

/** A civil servant with a family and a suit, who stands in every register. */
const MINH = '001085990001';
const WIFE = '001188990002';

const clerk = claimsOf('clerk');
const court = claimsOf('court');
const emergencyRoom = claimsOf('emergency-room');
const citizen = citizenClaims(MINH);
const portal = portalClaims(MINH);

let stack: Stack;
/** As `npm start` runs it: programs run registered operations alone. */
let gateway: RunningGateway;
/** Lets programs write their operations, so that verdicts alone hold them. */
let openGateway: RunningGateway;
/** What ministries were asked since it was last called. */
let takeAsked: () => readonly AskedOfMinistry[];
beforeAll(async () => {
  stack = await startStack();
  const doors = await stack.addDoors();
  const ministries = stack.ministries.map(({ ministry }) => ministry);
  takeAsked = watchDoors(doors, ministries);
  const environment = { GATEWAY_SUBGRAPH_URLS: listUrls(doors), GATEWAY_REGISTERED_OPERATIONS: registered };
  gateway = await stack.addGateway(environment);
  openGateway = await stack.addGateway({ ...environment, GATEWAY_REGISTERED_ONLY_ROLES: '' });
});
afterAll(() => stack.close());

describe('every purpose of the catalogue', () => {
  test.each([
    ['clerk', clerk, 'citizen'],
    ['court', court, 'citizen'],
    ['emergency-room', emergencyRoom, 'citizen'],
    ['hospital', claimsOf('hospital'), 'citizen'],
    ['notary', claimsOf('notary'), 'citizen'],
    ['bank', claimsOf('bank'), 'citizen'],
    ['telecom', claimsOf('telecom'), 'citizen'],
    ['portal', portal, 'me'],
    ['citizen', citizen, 'me'],
  ])('tells the %s what it opens or nothing, and no ministry is asked for more', async (account, claims, root) => {
    const everything = viewSelection(await openGateway.introspect());
    const query = `query ($purpose: PurposeInput!) { about: ${rootField(root)} ${everything} }`;
    if (account === 'emergency-room') await startEmergency(claims);
    const family = `relatives { citizen ${everything} } household { members { citizen ${everything} } }`;
    const familyQuery = `query ($purpose: PurposeInput!) { ${rootField(root)} { ${family} } }`;
    for (const purpose of purposes) {
      const { code } = purpose;
      const { body, asked, withheld } = await ask(claims, { query, variables: { purpose: { code, dossier: 'T-1' } } });
      if (mayState(purpose, claims)) {
        const topmost = withheld.flatMap(({ path: [, field, ...deeper] }) =>
          deeper.length > 0 ? [] : [String(field)],
        );
        expect({ code, withheld: topmost.sort() }).toEqual({ code, withheld: listWithheld(purpose) });
        for (const field of topmost) expect(body.data?.['about']).toHaveProperty([field], null);
        const family = await ask(claims, { query: familyQuery, variables: { purpose: { code, dossier: 'T-1' } } });
        expect(family.status).toBe(200);
        const excess = findExcess(purpose, MINH, [...asked, ...family.asked]);
        expect({ code, excess }).toEqual({ code, excess: [] });
      } else {
        expect({ code, body, asked }).toMatchObject({ body: refusalAt('about', 'PURPOSE_NOT_YOURS'), asked: [] });
      }
    }
  });

  test.each(['analyst', 'steward', 'officer', 'hospital-officer', 'auditor'])(
    'tells the %s of nobody, and no ministry is asked',
    async (account) => {
      for (const [root, refusal] of [
        ['citizen', 'IDENTITY_NOT_ASKABLE'],
        ['me', 'IDENTITY_NOT_CITIZEN'],
      ] as const) {
        const query = `query ($purpose: PurposeInput!) { about: ${rootField(root)} { fullName religion } }`;
        for (const { code } of purposes) {
          const { body, asked } = await ask(claimsOf(account), { query, variables: { purpose: { code } } });
          expect({ code, body, asked }).toEqual({ code, body: refusalAt('about', refusal), asked: [] });
        }
      }
    },
  );
});

describe('a clerk', () => {
  test('sees the household of who moves in, and no more of the others than who they are', async () => {
    const member = 'citizen { personalId fullName dateOfBirth religion phoneNumber taxpayer { matchStatus } }';
    const { body, withheld, asked } = await ask(clerk, {
      query: `{ ${who('permanent-residence-registration')} { fullName household { members { ${member} } } } }`,
    });
    expect(body.data).toMatchObject({
      citizen: {
        fullName: 'Nguyễn Hoàng Minh',
        household: {
          members: [
            { citizen: { phoneNumber: '0719900001' } },
            { citizen: { fullName: 'Trần Thị Mai Lan', religion: null, phoneNumber: null, taxpayer: null } },
            {},
            {},
          ],
        },
      },
    });
    expect(withheld.filter(({ path }) => path[3] === 1).map(({ path }) => path.at(-1))).toEqual([
      'religion',
      'phoneNumber',
      'taxpayer',
    ]);
    expect(ministriesOf(asked)).toEqual(['population']);
    expect(fieldsAskedOf(WIFE, asked)).toEqual(['dateOfBirth', 'fullName', 'personalId']);
  });

  test.each([
    ['aliases', (field: string) => `{ ${field} { fullName: religion dateOfBirth: email } }`],
    ['a fragment', (field: string) => `{ ${field} { ...F } } fragment F on Citizen { fullName: religion }`],
    ['fragments in fragments', (field: string) => `{ ${field} { ... { ... on Citizen { religion } } } }`],
    ['a fragment on Query', (field: string) => `{ ... on Query { ${field} { religion } } }`],
    [
      'a variable that includes',
      (field: string) => `query ($yes: Boolean! = true) { ${field} { religion @include(if: $yes) } }`,
    ],
    [
      'a relative who leads back',
      (field: string) => `{ ${field} { relatives { citizen { relatives { citizen { religion } } } } } }`,
    ],
  ])('gets nothing more by %s', async (_way, write) => {
    const { asked, withheld } = await ask(clerk, { query: write(who('birth-registration')) });
    expect(withheld).not.toEqual([]);
    expect(JSON.stringify(asked.map(({ coordinates }) => [...coordinates]))).not.toMatch(/religion|email/);
  });

  test('does not even learn whether there is anything of what is withheld', async () => {
    const { body, asked } = await ask(clerk, {
      query: `{ ${who('birth-registration')} { __typename taxpayer { __typename } civilCases { __typename } } }`,
    });
    expect(body.data).toEqual({ citizen: { __typename: 'Citizen', taxpayer: null, civilCases: null } });
    expect(asked).toEqual([]);
  });

  test.each(['_entities(representations: []) { __typename }', '_service { sdl }', 'subject { fullName }'])(
    'has no way in by %s',
    async (field) => {
      const { status, body, asked } = await ask(clerk, { query: `{ ${field} }` });
      expect(status).toBe(400);
      expect(body).toMatchObject({ errors: [{ extensions: { code: 'OPERATION_INVALID' } }] });
      expect(asked).toEqual([]);
    },
  );

  test('states one purpose and one dossier in an operation, and gets nothing for a second', async () => {
    const other = who('unemployment-benefit').replace('citizen', 'b: citizen');
    const { body, asked } = await ask(clerk, {
      query: `{ ${who('birth-registration')} { fullName } ${other} { fullName socialInsurance { number } } }`,
    });
    expect(body.data).toEqual({ citizen: { fullName: 'Nguyễn Hoàng Minh' }, b: null });
    expect(codesOf(body)).toEqual(['PURPOSES_DIFFER']);
    expect(ministriesOf(asked)).toEqual(['population']);
  });

  test('is shown nobody by number alone, nor by a wrong name, and nobody is asked for more', async () => {
    const [byNumber, byWrongName] = [
      who('birth-registration').replace(/fullName.*purpose/, 'purpose'),
      who('birth-registration').replace('Minh', 'Nam'),
    ];
    const numbered = await ask(clerk, { query: `{ ${byNumber} { fullName phoneNumber } }` });
    expect([codesOf(numbered.body), numbered.asked]).toEqual([['IDENTITY_INCOMPLETE'], []]);
    const misnamed = await ask(clerk, { query: `{ ${byWrongName} { fullName phoneNumber } }` });
    expect([codesOf(misnamed.body), misnamed.asked]).toEqual([['IDENTITY_MISMATCH'], []]);
  });

  test.each([
    ['129990401', 'Đỗ Hữu Thắng', '027072990401'],
    ['129990401', 'Ngô Thị Thơm', '027174990402'],
    ['019990001', 'Nguyễn Hoàng Minh', MINH],
  ])(
    'finds by the number %s of an old card, which two may hold, the one who is named: %s',
    async (number, fullName, personalId) => {
      const { body } = await ask(clerk, { query: `{ ${byLegacyId(number, personalId)} { personalId fullName } }` });
      expect(body).toEqual({ data: { citizenByLegacyId: { personalId, fullName } } });
    },
  );

  test('is told match or mismatch of what somebody states, and no value', async () => {
    const stated = 'fullName: "NGUYỄN HOÀNG MINH", dateOfBirth: "1985-03-14", sex: FEMALE, phoneNumber: "0719900001"';
    const input = `input: { personalId: "${MINH}", ${stated} }`;
    const purpose = 'purpose: { code: "identity-verification", dossier: "T-1" }';
    const { body } = await ask(clerk, {
      query: `{ verifyIdentity(${input}, ${purpose}) { fullName dateOfBirth sex phoneNumber } }`,
    });
    expect(body).toEqual({
      data: { verifyIdentity: { fullName: 'MATCH', dateOfBirth: 'MATCH', sex: 'MISMATCH', phoneNumber: 'MATCH' } },
    });
  });

  test('finds nobody by a number of 9 digits that somebody else holds, or nobody', async () => {
    const others = await ask(clerk, { query: `{ ${byLegacyId('129990401', MINH)} { fullName } }` });
    const nobodys = await ask(clerk, { query: `{ ${byLegacyId('999999999', MINH)} { fullName } }` });
    expect(others.body).toEqual(nobodys.body);
    expect(codesOf(nobodys.body)).toEqual(['IDENTITY_MISMATCH']);
  });

  describe('who asks for somebody whom the law protects', () => {
    const JUDGE = '079173991801';
    beforeAll(() => protect(true));
    afterAll(() => protect(false));
    const protect = async (isProtected: boolean) => {
      const population = stack.ministries.find(({ name }) => name === 'population');
      const statement = 'UPDATE citizen SET is_protected = $1 WHERE personal_id = $2';
      await runStatement(population?.database.migratorUrl ?? '', statement, [isProtected, JUDGE]);
    };

    test('is told what is told of a number that nobody bears', async () => {
      const { body, asked } = await ask(clerk, { query: `{ ${citizenField(JUDGE)} { fullName } }` });
      const stranger = await ask(clerk, { query: `{ ${citizenField('001085000001')} { fullName } }` });
      expect(body).toEqual(stranger.body);
      expect(codesOf(body)).toEqual(['IDENTITY_MISMATCH']);
      expect(asked).toEqual([]);
    });
  });
});

describe('a clerk of a court', () => {
  test('sees identity, residence and civil status of a party, and neither cases nor other sectors', async () => {
    const { body, withheld, asked } = await ask(court, {
      query: `{ ${who('litigant-verification')} {
        fullName maritalStatus permanentResidence { since } eidAccount { level } phoneNumber
        civilCases { case { parties { citizen { fullName } } } } criminalCases { role }
        taxpayer { matchStatus } healthInsuranceCard { number } vaccinations { disease } religion
      } }`,
    });
    expect(body.data).toMatchObject({
      citizen: {
        fullName: 'Nguyễn Hoàng Minh',
        maritalStatus: 'MARRIED',
        permanentResidence: { since: '2003-05-17' },
        eidAccount: { level: 2 },
      },
    });
    expect(withheld.map(({ path, reason }) => `${path.join('.')} ${reason}`)).toEqual([
      'citizen.phoneNumber CONSENT_REQUIRED',
      'citizen.civilCases NOT_IN_PURPOSE',
      'citizen.criminalCases NOT_IN_PURPOSE',
      'citizen.taxpayer NOT_IN_PURPOSE',
      'citizen.healthInsuranceCard NOT_IN_PURPOSE',
      'citizen.vaccinations NOT_IN_PURPOSE',
      'citizen.religion NOT_IN_PURPOSE',
    ]);
    expect(ministriesOf(asked)).toEqual(['population']);
  });
});

describe('a clerk of an emergency room', () => {
  const view = `{ ${who('emergency')} { fullName bloodGroup religion relatives { citizen { phoneNumber religion } } } }`;

  test('sees nothing before an access is on record, then what helps and no more, and the citizen sees who it was', async () => {
    const before = await ask({ ...emergencyRoom, sub: 'acct-colleague' }, { query: view });
    expect([before.body.data, codesOf(before.body)]).toEqual([{ citizen: null }, ['EMERGENCY_ACCESS_REQUIRED']]);
    expect(before.asked).toEqual([]);

    await startEmergency(emergencyRoom);
    const { body, withheld, asked } = await ask(emergencyRoom, { query: view });
    expect(body.data).toMatchObject({ citizen: { fullName: 'Nguyễn Hoàng Minh', bloodGroup: 'O', religion: null } });
    expect(new Set(withheld.map(({ path }) => path.at(-1)))).toEqual(new Set(['religion']));
    expect(fieldsAskedOf(WIFE, asked)).toEqual(['phoneNumber']);

    const notices = '{ me { emergencyAccesses(first: 1) { accesses { agency reason opens } } } }';
    const { body: own } = await ask(citizen, { query: notices });
    const [access] = (own.data as { me: { emergencyAccesses: { accesses: object[] } } }).me.emergencyAccesses.accesses;
    expect(access).toMatchObject({ agency: 'SAMPLE-HOSPITAL', reason: 'LIFE_IN_DANGER' });
    expect(access).toHaveProperty('opens', expect.arrayContaining(['Citizen.bloodGroup', 'Citizen.relatives']));
  });

  test('has explained what the purpose opens, and no ministry is asked for any of it', async () => {
    const fields = 'field { coordinate ministries } verdict rules';
    const explain = who('emergency').replace(/^citizen/, 'explain');
    const { body, asked } = await ask(emergencyRoom, { query: `{ ${explain} { subject { ${fields} } } }` });
    const { subject } = (body.data as { explain: { subject: { verdict: string; field: { coordinate: string } }[] } })
      .explain;
    const open = subject.filter(({ verdict }) => verdict === 'OPEN_BY_LAW').map(({ field }) => field.coordinate);
    const listed = purposes.find(({ code }) => code === 'emergency')?.byLaw.subject ?? [];
    expect(open).toEqual(expect.arrayContaining([...listed]));
    expect(open).not.toContain('Citizen.religion');
    expect(asked).toEqual([]);
  });

  test('is reviewed by the officer of the hospital, and by no other', async () => {
    await startEmergency(emergencyRoom);
    const query = '{ emergencyReviews { accesses { account } } }';
    const { body } = await ask(claimsOf('hospital-officer'), { query });
    expect(body.data).toEqual({ emergencyReviews: { accesses: [{ account: 'acct-emergency-room' }] } });
    const other = await ask(claimsOf('officer'), { query });
    expect(other.body.data).toEqual({ emergencyReviews: { accesses: [] } });
  });
});

describe('a citizen', () => {
  test('sees what is held about them, but not what the law keeps from them', async () => {
    const { body, withheld, asked } = await ask(citizen, {
      query: `{ me {
        religion taxpayer { matchStatus }
        civilCases { case { acceptanceNumber parties { citizen { fullName } } evidence { issuer } } }
        criminalCases { role } isProtected
      } }`,
    });
    expect(body.data).toMatchObject({
      me: { religion: 'Phật giáo', civilCases: [{ case: { acceptanceNumber: '9001/2024/TLST-DS', parties: null } }] },
    });
    expect(withheld.map(({ path, reason }) => `${path.at(-1)} ${reason}`).sort()).toEqual([
      'criminalCases RESTRICTED',
      'evidence RESTRICTED',
      'isProtected RESTRICTED',
      'parties RESTRICTED',
    ]);
    const names = asked.flatMap(({ coordinates }) => [...coordinates]);
    expect(names.filter((name) => /criminal|parties|evidence|isProtected/.test(name))).toEqual([]);
  });

  test('sees of the family who they are, and nothing else that is held about them', async () => {
    const { body, asked } = await ask(citizen, {
      query: '{ me { relatives { citizen { personalId fullName phoneNumber healthInsuranceCard { number } } } } }',
    });
    const { me } = body.data as { me: { relatives: { citizen: object }[] } };
    expect(me.relatives).toContainEqual({
      citizen: { personalId: WIFE, fullName: 'Trần Thị Mai Lan', phoneNumber: null, healthInsuranceCard: null },
    });
    expect(fieldsAskedOf(WIFE, asked)).toEqual(['fullName', 'personalId']);
    expect(ministriesOf(asked)).toEqual(['population']);
  });

  test('sees nobody else', async () => {
    const { body, asked } = await ask(citizen, { query: `{ ${who('own-view')} { fullName } }` });
    expect([codesOf(body), asked]).toEqual([['IDENTITY_NOT_ASKABLE'], []]);
  });

  test('of level 1 is told to sign in at level 2', async () => {
    const { body, asked } = await ask(citizenClaims('040201991702', 1), { query: '{ me { fullName } }' });
    expect([codesOf(body), asked]).toEqual([['ASSURANCE_TOO_LOW'], []]);
  });
});

describe('a portal', () => {
  test('gets a form of the citizen for whom it acts, whatever numbers it sends', async () => {
    const documentId = await findRegistered('sample-portal', 'BirthRegistration');
    const variables = { dossier: 'T-1', personalId: WIFE };
    const { body, asked } = await ask(portal, { documentId, variables }, gateway);
    expect(body.data).toMatchObject({ me: { personalId: MINH, fullName: 'Nguyễn Hoàng Minh' } });
    expect(codesOf(body)).toEqual([]);
    expect(ministriesOf(asked)).toEqual(['population']);
  });

  test('runs no operation of its own, nor one of another program', async () => {
    const documentId = await findRegistered('sample-hospital', 'HospitalInsuranceCheck');
    for (const request of [{ query: '{ me { fullName } }' }, { documentId, variables: {} }]) {
      const { status, body, asked } = await ask(portal, request, gateway);
      expect([status, codesOf(body), asked]).toEqual([403, ['OPERATION_NOT_REGISTERED'], []]);
    }
  });

  test('is nobody without a citizen', async () => {
    const documentId = await findRegistered('sample-portal', 'OwnView');
    const { status, body, asked } = await ask(claimsOf('portal'), { documentId }, gateway);
    expect([status, codesOf(body), asked]).toEqual([401, ['UNAUTHENTICATED'], []]);
  });

  test('is told that its citizen signed in at too low a level', async () => {
    const documentId = await findRegistered('sample-portal', 'OwnView');
    const { body, asked } = await ask(portalClaims('040201991702', 1), { documentId }, gateway);
    expect([codesOf(body), asked]).toEqual([['ASSURANCE_TOO_LOW'], []]);
  });
});

describe('a hospital', () => {
  test('sees card and identity, and no health record before the patient consents', async () => {
    const { body, withheld, asked } = await runRegistered('hospital', 'HospitalInsuranceCheck');
    expect(body.data).toMatchObject({
      citizen: { fullName: 'Nguyễn Hoàng Minh', healthInsuranceCard: { number: '0110900000' }, vaccinations: null },
    });
    expect(new Set(withheld.map(({ reason }) => reason))).toEqual(new Set(['CONSENT_REQUIRED']));
    expect(ministriesOf(asked)).toEqual(['population', 'social-insurance']);
  });
});

describe.each([
  ['bank', 'BankAccountOpening'],
  ['bank', 'BankCreditAssessment'],
  ['telecom', 'TelecomSubscription'],
  ['notary', 'NotaryService'],
])('the %s with %s', (account, operation) => {
  test('gets nothing before the citizen consents, and no ministry is asked', async () => {
    const { body, withheld, asked } = await runRegistered(account, operation);
    const { personalId, ...rest } = (body.data as { readonly citizen: Readonly<Record<string, unknown>> }).citizen;
    expect(personalId).toBe(MINH);
    expect(new Set(Object.values(rest))).toEqual(new Set([null]));
    expect(withheld.map(({ path: [, field] }) => field).sort()).toEqual(Object.keys(rest).sort());
    expect(new Set(withheld.map(({ reason }) => reason))).toEqual(new Set(['CONSENT_REQUIRED']));
    expect(asked).toEqual([]);
  });

  test('is told match or mismatch without consent, and no value', async () => {
    const { body } = await runRegistered(account, 'IdentityVerificationComparison');
    expect(body).toEqual({
      data: { verifyIdentity: { fullName: 'MATCH', dateOfBirth: 'MATCH', sex: null, phoneNumber: null } },
    });
  });

  test('runs no operation of its own', async () => {
    const { status, body, asked } = await ask(claimsOf(account), { query: '{ purposes { code } }' }, gateway);
    expect([status, codesOf(body), asked]).toEqual([403, ['OPERATION_NOT_REGISTERED'], []]);
  });
});

describe('statistics', () => {
  const query =
    '{ statistics(dataset: "health.doses", groupBy: ["DISEASE"]) { total { value } cells { value isSuppressed } } }';

  test.each(['analyst', 'officer', 'auditor'])('are counted for the %s, without small numbers', async (account) => {
    const { body } = await ask(claimsOf(account), { query });
    const { statistics } = body.data as { statistics: { total: Cell; cells: Cell[] } };
    expect(statistics.total.value).toBeGreaterThan(100);
    expect(statistics.cells).not.toEqual([]);
    for (const { value, isSuppressed } of statistics.cells) {
      expect(isSuppressed ? value : Math.min(Number(value), 10)).toBe(isSuppressed ? null : 10);
    }
  });

  test.each([
    ['clerk', clerk],
    ['steward', claimsOf('steward')],
    ['bank', claimsOf('bank')],
    ['citizen', citizen],
  ])('are not for the %s', async (_account, claims) => {
    const { body, asked } = await ask(claims, { query });
    expect([codesOf(body), asked]).toEqual([['PURPOSE_NOT_YOURS'], []]);
  });

  interface Cell {
    readonly value: number | null;
    readonly isSuppressed: boolean;
  }
});

test.each(['clerk', 'analyst', 'steward', 'officer', 'auditor'])(
  'the %s reads schema and purposes',
  async (account) => {
    const { body, asked } = await ask(claimsOf(account), {
      query: '{ __type(name: "Citizen") { name } purpose(code: "emergency") { kind } }',
    });
    expect(body).toEqual({ data: { __type: { name: 'Citizen' }, purpose: { kind: 'EMERGENCY' } } });
    expect(asked).toEqual([]);
  },
);

const registered = join(import.meta.dirname, '../../bin/local/registered-operations');

interface Withheld {
  /** As in the answer. */
  readonly path: readonly (string | number)[];
  readonly reason: unknown;
}

interface Outcome {
  readonly status: number;
  readonly body: GatewayBody;
  readonly withheld: readonly Withheld[];
  /** What ministries were asked, beside who the citizen is. */
  readonly asked: readonly AskedOfMinistry[];
}

async function ask(claims: Claims, request: object, target = openGateway): Promise<Outcome> {
  const authorization = `Bearer ${await stack.issuer.token(claims)}`;
  const headers = { 'content-type': 'application/json', authorization };
  const { status, body } = await target.send({ headers, body: JSON.stringify(request) });
  const withheld = (body.errors ?? []).flatMap(({ path = [], extensions }) =>
    extensions?.['code'] === 'WITHHELD' ? [{ path, reason: extensions['reason'] }] : [],
  );
  return { status, body, withheld, asked: takeAsked().filter((call) => !isIdentityLookUp(call)) };
}

/** Runs an operation that is registered for a sample program. */
async function runRegistered(account: string, operation: string): Promise<Outcome> {
  const documentId = await findRegistered(`sample-${account}`, operation);
  const named = { personalId: MINH, fullName: 'Nguyễn Hoàng Minh', dateOfBirth: '1985-03-14' };
  return await ask(claimsOf(account), { documentId, variables: { ...named, dossier: 'T-1' } }, gateway);
}

async function findRegistered(client: string, name: string): Promise<string> {
  const { operations } = JSON.parse(await readFile(join(registered, `${client}.json`), 'utf8')) as {
    readonly operations: readonly { readonly id: string; readonly name: string }[];
  };
  const found = operations.find((operation) => operation.name === name);
  if (!found) throw new Error(`${client} has registered no ${name}`);
  return found.id;
}

/** Starts an access to the showcase citizen; the same once more is the same. */
async function startEmergency(claims: Claims): Promise<void> {
  const why = 'reason: LIFE_IN_DANGER, text: "Brought in unconscious after an accident."';
  const access = who('emergency').replace(/^citizen\((.*)\)$/, `startEmergencyAccess($1, ${why})`);
  const { body } = await ask(claims, { query: `mutation { ${access} { id } }` });
  expect(codesOf(body)).toEqual([]);
}

/** The showcase citizen, for a purpose. */
function who(purpose: string): string {
  return citizenField(MINH).replace('birth-registration', purpose);
}

/** The root field that leads to the showcase citizen, for the purpose in a variable. */
function rootField(root: string): string {
  if (root === 'me') return 'me(purpose: $purpose)';
  return citizenField(MINH).replace(/purpose: \{.*\}/, 'purpose: $purpose');
}

function refusalAt(field: string, code: string): object {
  return { data: { [field]: null }, errors: [{ message: expect.any(String), path: [field], extensions: { code } }] };
}

function codesOf({ errors = [] }: GatewayBody): unknown[] {
  return errors.map(({ extensions }) => extensions?.['code']);
}

function ministriesOf(asked: readonly AskedOfMinistry[]): string[] {
  return [...new Set(asked.map(({ ministry }) => ministry))].sort();
}

/** The fields of a citizen that ministries were asked for. */
function fieldsAskedOf(personalId: string, asked: readonly AskedOfMinistry[]): string[] {
  const own = asked.filter(({ owners }) => owners?.includes(personalId));
  const names = own.flatMap(({ coordinates }) =>
    [...coordinates].flatMap((name) => /^Citizen\.([^_].*)/.exec(name)?.[1] ?? []),
  );
  return [...new Set(names)].sort();
}

import { randomUUID } from 'node:crypto';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openTestPostgres, type TestPostgres } from '../../support/postgres.ts';
import { runStatement } from '../../support/run-statement.ts';
import { createSigningKeyFiles } from '../../support/signing-key.ts';
import { type Claims, eidLevel, sampleClaims } from '../../support/tokens.ts';
import { makeGatewayDatabase } from '../support/gateway-database.ts';
import { type GraphqlBody, startGateway, type TestGateway } from '../support/start-gateway.ts';
import { an, binh, guarded, personOf, startTestGraph, type TestGraph, unregistered } from '../support/test-graph.ts';

let postgres: TestPostgres;
let graph: TestGraph;
let gateway: TestGateway;
let keys: Awaited<ReturnType<typeof createSigningKeyFiles>>;
/** Of An's, to the one-stop shop. */
let phoneConsent: string;

beforeAll(async () => {
  postgres = await openTestPostgres();
  graph = await startTestGraph();
  const databaseUrl = await makeGatewayDatabase(postgres);
  phoneConsent = await addConsent(an, 'Citizen.phoneNumber', 'given');
  await addConsent(an, 'Citizen.earnings', 'withdrawn');
  await addConsent(binh, 'Citizen.phoneNumber', 'given');
  keys = await createSigningKeyFiles();
  gateway = await startGateway(graph.supergraphSdl, {
    GATEWAY_DATABASE_URL: databaseUrl,
    GATEWAY_LEDGER_KEY: keys.privateKeyPath,
    GATEWAY_LEDGER_CHECKPOINTS: join(dirname(keys.privateKeyPath), 'checkpoints'),
    GATEWAY_IDENTITY_MAX_MISMATCHES: '100',
    GATEWAY_IDENTITY_DELAY_MS: '1',
  });
});
afterAll(async () => {
  await gateway.close();
  await keys.remove();
  await graph.stop();
  await postgres.close();
});
const { clerk, citizen } = sampleClaims;
const worker = (claims: Claims): Claims => ({ ...claims, agency: 'X-one-stop-shop', agency_kind: 'one-stop-shop' });
const officer = worker(sampleClaims.officer);
const own = { ...citizen, personal_id: an };

describe('a clerk is told', () => {
  test('of each field what a request meets, with the rules, and no ministry is asked for any of it', async () => {
    graph.treasury.calls.length = 0;
    const { subject } = await explain(clerk, named(an));
    expect(graph.treasury.calls).toEqual([]);
    expect(tellVerdicts(subject)).toMatchObject({
      'Citizen.fullName': 'OPEN_BY_LAW',
      'Citizen.phoneNumber': 'OPEN_BY_CONSENT',
      'Citizen.earnings': 'CONSENT_WITHDRAWN',
      'Citizen.taxCode': 'NOT_IN_PURPOSE',
      'Citizen.isProtected': 'RESTRICTED',
    });
    expect(ruleOf(subject, 'Citizen.isProtected')).not.toEqual([]);
    expect(ruleOf(subject, 'Citizen.earnings')).toEqual(ruleOf(subject, 'Citizen.phoneNumber'));
    expect(ruleOf(subject, 'Citizen.fullName')).not.toEqual(ruleOf(subject, 'Citizen.phoneNumber'));

    for (const { field, verdict, reason } of subject) {
      const [, name = ''] = field.coordinate.split('.');
      if (!(name in asked)) continue;
      const { errors = [] } = await ask(clerk, `{ citizen(${named(an)}) { ${name} ${asked[name]} } }`);
      const withheld = errors.find(({ extensions }) => extensions.code === 'WITHHELD');
      expect([name, withheld?.extensions]).toEqual([
        name,
        verdict === 'WITHHELD' ? expect.objectContaining({ reason }) : undefined,
      ]);
    }
  });

  test('of relatives what is open before any of them consents', async () => {
    const { relatives } = await explain(clerk, named(an));
    expect(tellVerdicts(relatives)).toMatchObject({
      'Citizen.fullName': 'OPEN_BY_LAW',
      'Citizen.phoneNumber': 'CONSENT_REQUIRED',
      'Citizen.household': 'NOT_IN_PURPOSE',
    });
  });

  test('what the fields are called, and by which law the purpose stands', async () => {
    const { data } = await ask(
      clerk,
      `{ explain(${named(an)}) { role agency purpose { code legalBases { title { en } } } subject { field { coordinate scope label { en vi } } } } }`,
    );
    expect(data).toMatchObject({
      explain: {
        ...{ role: 'clerk', agency: 'X-one-stop-shop' },
        purpose: { code: 'consented-check', legalBases: [{}] },
        subject: expect.arrayContaining([
          {
            field: {
              coordinate: 'Citizen.taxCode',
              scope: 'tax.code',
              label: { en: expect.any(String), vi: expect.any(String) },
            },
          },
        ]),
      },
    });
  });

  test.each([
    ['a wrong name', named(an).replace('An', 'Ân')],
    ['a number that nobody bears', named(unregistered)],
    ['a protected citizen', named(guarded)],
  ])('nothing for %s, and it counts as a mismatch', async (_title, who) => {
    expect(await refusalOf(clerk, who)).toBe('IDENTITY_MISMATCH');
  });

  test.each([
    ['by number alone', `personalId: "${an}", ${purposeOf('consented-check')}`, 'IDENTITY_INCOMPLETE'],
    ['of nobody', purposeOf('consented-check'), 'IDENTITY_INCOMPLETE'],
    ['for a purpose of others', named(an, 'emergency'), 'PURPOSE_NOT_YOURS'],
    ['for a purpose that is none', named(an, 'curiosity'), 'PURPOSE_UNKNOWN'],
    ['without a dossier', named(an).replace(', dossier: "T-1"', ''), 'DOSSIER_REQUIRED'],
    ['as another agency', `${named(an)}, agency: { code: "X-1", kind: "one-stop-shop" }`, 'EXPLANATION_NOT_YOURS'],
  ])('nothing %s', async (_title, args, code) => {
    expect(await refusalOf(clerk, args)).toBe(code);
  });
});

describe('a citizen is told', () => {
  const shop = 'agency: { code: "X-one-stop-shop", kind: "one-stop-shop" }';

  test('what an agency would be told, by which consent and until when', async () => {
    const { subject } = await explain(own, `${purposeOf('consented-check')}, ${shop}`);
    const { consent } = subject.find(({ field }) => field.coordinate === 'Citizen.phoneNumber') ?? {};
    expect(consent).toMatchObject({ id: phoneConsent, version: 1 });
    expect(Date.parse(consent?.validUntil ?? '')).toBeGreaterThan(Date.now());
    const other = await explain(own, `${purposeOf('consented-check')}, ${shop.replace('X-one', 'X-other-one')}`);
    expect(tellVerdicts(other.subject)).toMatchObject({ 'Citizen.phoneNumber': 'CONSENT_REQUIRED' });
  });

  test('that a consent is withdrawn', async () => {
    const { subject } = await explain(own, `${purposeOf('consented-check')}, ${shop}`);
    expect(tellVerdicts(subject)).toMatchObject({ 'Citizen.earnings': 'CONSENT_WITHDRAWN' });
  });

  test('what they see themselves, and that others have no business with it', async () => {
    const { subject } = await explain(own, purposeOf('own-view'));
    expect(tellVerdicts(subject)).toMatchObject({
      'Citizen.taxCode': 'OPEN_BY_LAW',
      'Citizen.isProtected': 'RESTRICTED',
    });
    const bank = await explain(own, `${purposeOf('own-view')}, agency: { code: "B", kind: "bank" }`);
    expect(new Set(bank.subject.map(({ verdict }) => verdict))).toEqual(new Set(['WITHHELD']));
  });

  test('the same whether the law protects them or not', async () => {
    const [one, other] = [own, { ...citizen, personal_id: guarded }];
    const query = `${purposeOf('consented-check')}, ${shop.replace('X-one', 'X-other-one')}`;
    expect(await explain(one, query)).toEqual(await explain(other, query));
  });

  test.each<[string, Claims, string, string]>([
    ['of somebody else', own, named(an), 'IDENTITY_NOT_ASKABLE'],
    ['at eID level 1', { ...own, acr: eidLevel(1) }, purposeOf('own-view'), 'ASSURANCE_TOO_LOW'],
    ['for a purpose that is none', own, purposeOf('curiosity'), 'PURPOSE_UNKNOWN'],
    [
      'of an agency of no known kind',
      own,
      `${purposeOf('own-view')}, agency: { code: "X", kind: "shop" }`,
      'VALUE_INVALID',
    ],
  ])('nothing %s', async (_title, claims, args, code) => {
    expect(await refusalOf(claims, args)).toBe(code);
  });
});

describe('an officer or an auditor', () => {
  test.each(['officer', 'auditor'] as const)('%s is told what those of the agency are in a case', async (role) => {
    const expected = await explain(clerk, named(an));
    expect(await explain(worker(sampleClaims[role]), named(an))).toEqual(expected);
  });

  test.each<[string, Claims, string, string]>([
    ['without a case', officer, named(an).replace(', dossier: "T-1"', ''), 'DOSSIER_REQUIRED'],
    [
      'of another agency',
      officer,
      `${named(an)}, agency: { code: "X-1", kind: "one-stop-shop" }`,
      'EXPLANATION_NOT_YOURS',
    ],
    ['for a purpose that is not the agency’s', officer, named(an, 'emergency'), 'PURPOSE_NOT_YOURS'],
    ['at eID level 1', { ...officer, acr: eidLevel(1) }, named(an), 'ASSURANCE_TOO_LOW'],
    ['of a citizen whom they cannot name', officer, named(an).replace('An', 'Ân'), 'IDENTITY_MISMATCH'],
  ])('is told nothing %s', async (_title, claims, args, code) => {
    expect(await refusalOf(claims, args)).toBe(code);
  });
});

test('who had what explained about whom is on record, and is no disclosure', async () => {
  const inCase = (args: string) => args.replace('T-1', 'T-9');
  for (const claims of [clerk, officer]) await explain(claims, inCase(named(an)));
  await explain(own, inCase(purposeOf('own-view')));
  const columns = 'kind, role, subject, purpose, own';
  const { rows } = await asOwner(`SELECT ${columns} FROM ledger_record WHERE dossier = 'T-9' ORDER BY at, id`);
  const about = { kind: 'dry-run', subject: an };
  expect(rows).toEqual([
    { ...about, role: 'clerk', purpose: 'consented-check', own: false },
    { ...about, role: 'officer', purpose: 'consented-check', own: false },
    { ...about, role: 'citizen', purpose: 'own-view', own: true },
  ]);
});

test.each(['analyst', 'steward'] as const)('the %s is told nothing', async (role) => {
  expect(await refusalOf(sampleClaims[role], named(an))).toBe('EXPLANATION_NOT_YOURS');
});

/** Fields of the test graph, with what is selected below them. */
const asked: Readonly<Record<string, string>> = {
  ...{ fullName: '', dateOfBirth: '', sex: '', phoneNumber: '', taxCode: '', greeting: '' },
  ...{ earnings: '{ year }', household: '{ __typename }' },
};

interface Explained {
  readonly field: { readonly coordinate: string };
  readonly verdict: string;
  readonly reason: string | null;
  readonly rules: readonly string[];
  readonly consent: { readonly id: string; readonly version: number; readonly validUntil: string } | null;
}

interface Explanation {
  readonly subject: readonly Explained[];
  readonly relatives: readonly Explained[];
}

async function ask<Body = GraphqlBody>(claims: Claims, query: string): Promise<Body> {
  const authorization = `Bearer ${await gateway.issuer.token(claims)}`;
  return (await (await gateway.post(JSON.stringify({ query }), { authorization })).json()) as Body;
}

async function explain(claims: Claims, args: string): Promise<Explanation> {
  const fields = 'field { coordinate } verdict reason rules consent { id version validUntil }';
  const query = `{ explain(${args}) { subject { ${fields} } relatives { ${fields} } } }`;
  return (await ask<{ readonly data: { readonly explain: Explanation } }>(claims, query)).data.explain;
}

async function refusalOf(claims: Claims, args: string): Promise<string | undefined> {
  const { data, errors } = await ask(claims, `{ explain(${args}) { role } }`);
  expect(data).toEqual({ explain: null });
  return errors?.[0]?.extensions.code;
}

/** By field: what opens it, or why nothing does. */
function tellVerdicts(fields: readonly Explained[]): Record<string, string> {
  return Object.fromEntries(fields.map(({ field, verdict, reason }) => [field.coordinate, reason ?? verdict]));
}

function ruleOf(fields: readonly Explained[], name: string): readonly string[] | undefined {
  return fields.find(({ field }) => field.coordinate === name)?.rules;
}

function purposeOf(code: string): string {
  return `purpose: { code: "${code}", dossier: "T-1" }`;
}

function named(personalId: string, purpose = 'consented-check'): string {
  const { fullName, dateOfBirth } = personOf(personalId);
  return `personalId: "${personalId}", fullName: "${fullName}", dateOfBirth: "${dateOfBirth}", ${purposeOf(purpose)}`;
}

function asOwner(statement: string, values?: unknown[]) {
  return runStatement(postgres.urlOf('gateway', 'gateway_migrator'), statement, values);
}

/** A consent to the one-stop shop that began an hour ago. */
async function addConsent(subject: string, field: string, state: 'given' | 'withdrawn'): Promise<string> {
  const id = randomUUID();
  await asOwner(
    `INSERT INTO consent (id, subject, agency, purpose, fields, state, valid_from, valid_until)
      VALUES ($1, $2, 'X-one-stop-shop', 'consented-check', $3, $4, now() - INTERVAL '1 hour', now() + INTERVAL '1 day')`,
    [id, subject, [field], state],
  );
  return id;
}

import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openTestPostgres, type TestPostgres } from '../../support/postgres.ts';
import { runStatement } from '../../support/run-statement.ts';
import { type Claims, sampleClaims } from '../../support/tokens.ts';
import { makeGatewayDatabase } from '../support/gateway-database.ts';
import { type GraphqlBody, startGateway, type TestGateway } from '../support/start-gateway.ts';
import {
  an,
  citizenByVariables,
  guarded,
  named,
  namedBy,
  startTestGraph,
  type TestGraph,
  unregistered,
} from '../support/test-graph.ts';

const ALLOWED = 4;
/** Longer than a busy machine takes for what is done while somebody is locked. */
const LOCK_SECONDS = 6;
const DELAY_MS = 50;

let postgres: TestPostgres;
let databaseUrl: string;
let graph: TestGraph;
let gateway: TestGateway;
/** Another process would know no more of the first one than this does. */
let twin: TestGateway;

beforeAll(async () => {
  postgres = await openTestPostgres();
  databaseUrl = await makeGatewayDatabase(postgres);
  graph = await startTestGraph();
  const environment = {
    GATEWAY_DATABASE_URL: databaseUrl,
    GATEWAY_IDENTITY_MAX_MISMATCHES: String(ALLOWED),
    GATEWAY_IDENTITY_MAX_CLIENT_MISMATCHES: '200',
    GATEWAY_IDENTITY_LOCK_SECONDS: String(LOCK_SECONDS),
    GATEWAY_IDENTITY_DELAY_MS: String(DELAY_MS),
  };
  gateway = await startGateway(graph.supergraphSdl, environment);
  twin = await startGateway(graph.supergraphSdl, { ...environment, GATEWAY_ISSUER: gateway.issuer.issuer });
});

afterAll(async () => {
  await twin.close();
  await gateway.close();
  await graph.stop();
  await postgres.close();
});

let serial = 0;
/** A person who has not asked for anybody yet. */
function newClerk(claims: Claims = {}): Claims {
  return { ...sampleClaims.clerk, sub: `account-${++serial}`, ...claims };
}

interface Stated {
  readonly id: string;
  readonly name: string;
  readonly born: string;
}

const right = named(an);
const wrong = { ...right, born: '1990-02-27' };

async function post(claims: Claims, stated: Stated, at = gateway): Promise<Response> {
  const query = `query (${namedBy}) { ${citizenByVariables} { taxCode } }`;
  const authorization = `Bearer ${await gateway.issuer.token(claims)}`;
  return at.post(JSON.stringify({ query, variables: stated }), { authorization });
}

async function codeOf(claims: Claims, stated: Stated, at = gateway): Promise<string> {
  const { data, errors = [] } = (await (await post(claims, stated, at)).json()) as GraphqlBody;
  if (data?.['citizen']) return 'SHOWN';
  return errors[0]?.extensions.code ?? '';
}

async function lockOut(claims: Claims): Promise<void> {
  for (let count = 0; count < ALLOWED; count++) expect(await codeOf(claims, wrong)).toBe('IDENTITY_MISMATCH');
}

describe('a wrong name, a wrong date, an unknown number and a protected citizen', () => {
  const cases: Readonly<Record<string, Stated>> = {
    'a wrong name': { ...right, name: 'Nguyễn Thị Ân' },
    'a wrong date': wrong,
    'an unknown number': named(unregistered),
    'a protected citizen': named(guarded),
  };

  test('are answered with the same bytes, in no less than the delay, after the same fetch', async () => {
    const answers = await Promise.all(
      Object.values(cases).map(async (stated) => {
        const begun = performance.now();
        const response = await post(newClerk(), stated);
        const text = await response.text();
        expect(performance.now() - begun).toBeGreaterThan(DELAY_MS - 2);
        const headers = [...response.headers].filter(([name]) => name !== 'date' && name !== 'x-request-id');
        return JSON.stringify([response.status, headers, text]);
      }),
    );

    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).toContain('IDENTITY_MISMATCH');
    for (const { id } of Object.values(cases)) {
      graph.registry.calls.length = 0;
      await codeOf(newClerk(), { ...right, id });
      expect(graph.registry.calls.map(({ variables }) => variables.representations)).toEqual([
        [{ __typename: 'Citizen', personalId: id }],
      ]);
    }
  });

  test('each count, and lock in the end', async () => {
    const clerk = newClerk();
    for (const stated of Object.values(cases)) expect(await codeOf(clerk, stated)).toBe('IDENTITY_MISMATCH');
    expect(await codeOf(clerk, right)).toBe('IDENTITY_LOCKED');
  });
});

test('each mismatch takes twice as long as the one before', async () => {
  const clerk = newClerk();
  const times: number[] = [];
  for (let count = 0; count < 3; count++) {
    const begun = performance.now();
    await codeOf(clerk, wrong);
    times.push(performance.now() - begun);
  }

  expect(times[1]).toBeGreaterThan(2 * DELAY_MS - 2);
  expect(times[2]).toBeGreaterThan(4 * DELAY_MS - 2);
});

describe('who has guessed too often', () => {
  test('is shown nobody until the lock is taken off, and is told when', async () => {
    const clerk = newClerk();
    await lockOut(clerk);

    const { errors = [] } = (await (await post(clerk, right)).json()) as GraphqlBody;
    expect(errors).toEqual([
      {
        message: expect.stringMatching(/locked for [1-6] seconds/),
        path: ['citizen'],
        extensions: { code: 'IDENTITY_LOCKED', retryAfterSeconds: expect.any(Number) },
      },
    ]);
    await sleep(LOCK_SECONDS * 1000 + 100);
    expect(await codeOf(clerk, right)).toBe('SHOWN');
  });

  test('is shown nobody by another process either', async () => {
    const clerk = newClerk();
    expect(await codeOf(clerk, right, twin)).toBe('SHOWN');
    await lockOut(clerk);

    // Who is locked is read once a second.
    await sleep(1_000);
    expect(await codeOf(clerk, right, twin)).toBe('IDENTITY_LOCKED');
  });

  test('has guessed all in all, whichever process was asked', async () => {
    const clerk = newClerk();
    for (const at of [gateway, twin, gateway, twin]) expect(await codeOf(clerk, wrong, at)).toBe('IDENTITY_MISMATCH');

    expect(await codeOf(clerk, right, twin)).toBe('IDENTITY_LOCKED');
  });

  test('disturbs nobody else', async () => {
    await lockOut(newClerk());

    expect(await codeOf(newClerk(), right)).toBe('SHOWN');
  });

  test('gains nothing by guesses that are sent all at once', async () => {
    const clerk = newClerk();
    const guesses = Array.from({ length: 20 }, (_, day) => ({
      ...right,
      born: `1990-01-${String(day + 1).padStart(2, '0')}`,
    }));

    const codes = await Promise.all([...guesses, right].map((stated) => codeOf(clerk, stated)));

    expect(codes.filter((code) => code === 'IDENTITY_MISMATCH')).toHaveLength(ALLOWED);
    expect(codes.filter((code) => code === 'IDENTITY_LOCKED').length).toBeGreaterThanOrEqual(guesses.length - ALLOWED);
    const fetched = graph.registry.calls.length;
    expect(await codeOf(clerk, right)).toBe('IDENTITY_LOCKED');
    expect(graph.registry.calls.length).toBe(fetched);
  });
});

test('all who use a program are locked when they guess too often together, and a program that asks for itself', async () => {
  const program = { client_id: 'client-guessing' };
  const strict = await startGateway(graph.supergraphSdl, {
    GATEWAY_DATABASE_URL: databaseUrl,
    GATEWAY_IDENTITY_MAX_CLIENT_MISMATCHES: '3',
    GATEWAY_IDENTITY_DELAY_MS: '1',
    GATEWAY_REGISTERED_ONLY_ROLES: 'portal',
    GATEWAY_ISSUER: gateway.issuer.issuer,
  });
  try {
    for (let count = 0; count < 3; count++) {
      expect(await codeOf(newClerk(program), wrong, strict)).toBe('IDENTITY_MISMATCH');
    }
    expect(await codeOf(newClerk(program), right, strict)).toBe('IDENTITY_LOCKED');
    expect(await codeOf(newClerk(), right, strict)).toBe('SHOWN');

    const partner = { ...sampleClaims.partner, sub: 'program', client_id: 'program' };
    for (let count = 0; count < 3; count++) expect(await codeOf(partner, wrong, strict)).toBe('IDENTITY_MISMATCH');
    expect(await codeOf(partner, right, strict)).toBe('IDENTITY_LOCKED');
  } finally {
    await strict.close();
  }
});

test('a lock is logged, and neither log nor database name the citizens who were asked about', async () => {
  const before = gateway.log().length;
  await lockOut(newClerk());

  const { rows } = await runStatement(databaseUrl, 'SELECT * FROM identity_mismatch');
  const traces = gateway.log().slice(before) + JSON.stringify(rows);
  expect(traces).toContain('locked after too many mismatches');
  for (const value of [an, right.name, wrong.born]) expect(traces).not.toContain(value);
});

test('nobody is looked up by name while mismatches cannot be counted, and all are again when they can', async () => {
  const own = await openTestPostgres();
  const url = await makeGatewayDatabase(own);
  const alone = await startGateway(graph.supergraphSdl, {
    GATEWAY_DATABASE_URL: url,
    GATEWAY_ISSUER: gateway.issuer.issuer,
  });
  try {
    const clerk = newClerk();
    expect(await codeOf(clerk, right, alone)).toBe('SHOWN');
    await runStatement(own.adminUrl, 'ALTER ROLE gateway_app NOLOGIN');
    await runStatement(
      own.adminUrl,
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'gateway_app'`,
    );
    await sleep(1_000);

    for (const stated of [right, wrong]) expect(await codeOf(clerk, stated, alone)).toBe('IDENTITY_UNAVAILABLE');
    await runStatement(own.adminUrl, 'ALTER ROLE gateway_app LOGIN');
    expect(await codeOf(clerk, right, alone)).toBe('SHOWN');
    expect(alone.log()).toMatch(/cannot be counted.*counted again/s);
  } finally {
    await alone.close();
    await own.close();
  }
});

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { openTestPostgres, type TestPostgres } from '../../support/postgres.ts';
import { makeGatewayDatabase } from '../support/gateway-database.ts';

let postgres: TestPostgres;
let app: pg.Client;
let owner: pg.Client;

beforeAll(async () => {
  postgres = await openTestPostgres();
  app = new pg.Client({ connectionString: await makeGatewayDatabase(postgres) });
  owner = new pg.Client({ connectionString: postgres.urlOf('gateway', 'gateway_migrator') });
  await Promise.all([app.connect(), owner.connect()]);
  await app.query(`INSERT INTO consent_notice (hash, language, text) VALUES ($1, 'en', 'What you consent to')`, [
    notice,
  ]);
});

afterAll(async () => {
  await app.end();
  await owner.end();
  await postgres.close();
});

const notice = 'a'.repeat(64);

/** What each kind of event has, unless a test says otherwise. */
const kinds = {
  requested: { acted_as: 'agency', actor: null, days: 30, answer_until: inFuture(14), code: 'K7M2QX' },
  given: { notice, valid_from: inFuture(0), valid_until: inFuture(30) },
  refused: {},
  withdrawn: {},
  renewed: { notice, valid_from: inFuture(0), valid_until: inFuture(60) },
} as const;

type Kind = keyof typeof kinds;

async function add(consent: string, version: number, kind: Kind, changes: object = {}): Promise<void> {
  const event = {
    ...{ consent, version, kind, subject: '001190000001', agency: 'A', purpose: 'p', dossier: 'D-1' },
    ...{ fields: ['Citizen.phoneNumber', 'Citizen.email'], acted_as: 'citizen', actor: '001190000001' },
    ...{ account: 'somebody', client: 'portal', eid_level: 2, rule_set: 'law-91-2025' },
    ...kinds[kind],
    ...changes,
  };
  const columns = Object.keys(event);
  const places = columns.map((_, at) => `$${at + 1}`);
  await app.query(`INSERT INTO consent_event (${columns}) VALUES (${places})`, Object.values(event));
}

async function stateOf(id: string) {
  const { rows } = await app.query('SELECT version, state, fields FROM consent WHERE id = $1', [id]);
  return rows[0];
}

function inFuture(days: number): Date {
  return new Date(Date.now() + days * 24 * 60 * 60 * 1000);
}

/** Brings a new consent as far as these events. */
async function bring(...events: readonly Kind[]): Promise<string> {
  const id = randomUUID();
  for (const [at, kind] of events.entries()) await add(id, at + 1, kind);
  return id;
}

describe('the events of consents', () => {
  test('make the current state', async () => {
    const id = await bring('requested');
    expect(await stateOf(id)).toMatchObject({ version: 1, state: 'requested' });
    await add(id, 2, 'given', { fields: ['Citizen.email'] });
    expect(await stateOf(id)).toMatchObject({ version: 2, state: 'given', fields: ['Citizen.email'] });
    await add(id, 3, 'renewed', { fields: ['Citizen.email'] });
    await add(id, 4, 'withdrawn', { fields: ['Citizen.email'] });
    expect(await stateOf(id)).toMatchObject({ version: 4, state: 'withdrawn', fields: ['Citizen.email'] });
  });

  test.each<[Kind[], Kind]>([
    [[], 'refused'],
    [[], 'withdrawn'],
    [[], 'renewed'],
    [['requested'], 'requested'],
    [['requested'], 'withdrawn'],
    [['requested'], 'renewed'],
    [['requested', 'refused'], 'given'],
    [['requested', 'refused'], 'withdrawn'],
    [['given'], 'requested'],
    [['given'], 'given'],
    [['given'], 'refused'],
    [['given', 'withdrawn'], 'given'],
    [['given', 'withdrawn'], 'renewed'],
    [['given', 'withdrawn'], 'withdrawn'],
  ])('after %j refuse %s', async (before, kind) => {
    const id = await bring(...before);
    const state = await stateOf(id);
    await expect(add(id, before.length + 1, kind)).rejects.toMatchObject({ code: '23514' });
    expect(await stateOf(id)).toEqual(state);
  });

  test('cannot leave one out, or be for another citizen, agency, purpose or dossier', async () => {
    const id = await bring('requested');
    await expect(add(id, 3, 'given')).rejects.toMatchObject({ code: '23514' });
    for (const change of [{ subject: '001190000002' }, { agency: 'B' }, { purpose: 'q' }, { dossier: 'D-2' }]) {
      await expect(add(id, 2, 'given', change)).rejects.toMatchObject({ code: '23514' });
    }
    await expect(add(id, 1, 'requested')).rejects.toMatchObject({ code: '23505' });
  });

  test('grant no more than was asked for, for no longer, and not after the request has expired', async () => {
    const id = await bring('requested');
    const wider = { fields: ['Citizen.email', 'Citizen.religion'] };
    await expect(add(id, 2, 'given', wider)).rejects.toMatchObject({ code: '23514' });
    await expect(add(id, 2, 'given', { valid_until: inFuture(31) })).rejects.toMatchObject({ code: '23514' });
    const old = randomUUID();
    await add(old, 1, 'requested', { answer_until: inFuture(-1) });
    await expect(add(old, 2, 'given')).rejects.toMatchObject({ code: '23514' });
  });

  test('cannot be changed or taken away by the login that answers requests, nor by the owner', async () => {
    await bring('requested', 'given');
    for (const table of ['consent_event', 'consent_notice']) {
      for (const statement of [`DELETE FROM ${table}`, `TRUNCATE ${table} CASCADE`]) {
        await expect(app.query(statement)).rejects.toMatchObject({ code: '42501' });
        await expect(owner.query(statement)).rejects.toMatchObject({ code: '42501' });
      }
    }
    const change = `UPDATE consent_event SET agency = 'B'`;
    await expect(app.query(change)).rejects.toMatchObject({ code: '42501' });
    await expect(owner.query(change)).rejects.toMatchObject({ code: '42501' });
  });

  test('are the only way to the current state for the login that answers requests', async () => {
    const id = await bring('requested');
    for (const statement of [
      `UPDATE consent SET state = 'given' WHERE id = '${id}'`,
      `DELETE FROM consent WHERE id = '${id}'`,
      `INSERT INTO consent (id, subject, agency, purpose, fields, state) VALUES (gen_random_uuid(), '1', 'A', 'p', '{f}', 'refused')`,
    ]) {
      await expect(app.query(statement)).rejects.toMatchObject({ code: '42501' });
    }
  });
});

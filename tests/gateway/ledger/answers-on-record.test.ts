import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { DisclosureRecord } from '../../../gateway/ledger/disclosure-record.ts';
import { type LedgerDatabase, openLedgerDatabase } from '../../../gateway/ledger/ledger-database.ts';
import { Editions, leafOf, readRecords } from '../../../gateway/ledger/read-records.ts';
import { createLog } from '../../../gateway/log.ts';
import { sampleClaims } from '../../support/tokens.ts';
import { startGateway, type TestGateway } from '../support/start-gateway.ts';
import {
  an,
  binh,
  citizenField,
  guarded,
  startTestGraph,
  type TestGraph,
  unregistered,
} from '../support/test-graph.ts';

let graph: TestGraph;
let gateway: TestGateway;
let database: LedgerDatabase;
let seen: string[];

beforeAll(async () => {
  graph = await startTestGraph();
  gateway = await startGateway(graph.supergraphSdl);
  database = openLedgerDatabase(gateway.database?.ownerUrl ?? '', 2, createLog({ logLevel: 'silent' }));
});

afterAll(async () => {
  await database?.destroy();
  await gateway?.close();
  await graph?.stop();
});

beforeEach(async () => {
  seen = (await database.selectFrom('ledger_record').select('id').execute()).map(({ id }) => id);
});

/** What came into the ledger in this test. */
async function readNew() {
  const rows = await database.selectFrom('ledger_record').selectAll().orderBy('batch').orderBy('ordinal').execute();
  return await readRecords(
    rows.filter(({ id }) => !seen.includes(id)),
    new Editions(database),
  );
}

const leaves = async () => (await readNew()).map((stored) => JSON.parse(leafOf(stored)));

const about = ({ subject, kind, outcome }: DisclosureRecord) => ({ subject, kind, outcome });

describe('an answer', () => {
  test('leaves a record of each citizen in it: who, why, and which fields by which right, without a value', async () => {
    const { data } = await gateway.query(
      `{ ${citizenField(an)} { taxCode phoneNumber isProtected household { members { citizen { fullName taxCode } } } } }`,
    );
    expect(data).toMatchObject({ citizen: { taxCode: '0100900001' } });

    const records = await readNew();
    expect(records.map(({ record }) => record.subject).toSorted()).toEqual([an, unregistered, binh].toSorted());
    const ofAn = records.find(({ record }) => record.subject === an && !record.isRelative);
    if (!ofAn) throw new Error('no record');
    expect(ofAn.record).toMatchObject({
      kind: 'disclosure',
      role: 'clerk',
      account: sampleClaims.clerk.sub,
      client: sampleClaims.clerk.client_id,
      purpose: 'whole-person',
      dossier: 'T-1',
      isOwn: false,
      outcome: 'ANSWERED',
    });
    expect(JSON.parse(leafOf(ofAn))).toMatchObject({
      byLaw: { told: expect.arrayContaining(['Citizen.taxCode', 'Citizen.household']) },
      withheld: { RESTRICTED: ['Citizen.isProtected'], NOT_IN_PURPOSE: ['Citizen.phoneNumber'] },
      ministries: expect.arrayContaining(['registry', 'treasury']),
    });
    const text = JSON.stringify(await leaves());
    for (const value of ['0100900001', '0719900001', 'Nguyễn', an]) expect(text).not.toContain(value);
  });

  test('that a citizen gets about themselves says so', async () => {
    const authorization = `Bearer ${await gateway.issuer.token({ ...sampleClaims.citizen, personal_id: an })}`;
    await gateway.post(JSON.stringify({ query: '{ me { taxCode } }' }), { authorization });

    expect((await readNew()).map(({ record }) => record)).toMatchObject([
      { subject: an, isOwn: true, role: 'citizen', agency: null, kind: 'disclosure' },
    ]);
  });

  test('that is about nobody leaves none', async () => {
    await gateway.query('{ registrySize purposes { code } __typename }');
    expect(await readNew()).toEqual([]);
  });
});

describe('on record are as well', () => {
  test('a citizen who was named wrongly, a protected one and a number of nobody, each with the number', async () => {
    for (const personalId of [an, guarded, unregistered]) {
      const purpose = 'purpose: { code: "whole-person", dossier: "T-1" }';
      const name = 'fullName: "Ai Đó", dateOfBirth: "1950-01-01"';
      await gateway.query(`{ citizen(personalId: "${personalId}", ${name}, ${purpose}) { taxCode } }`);
    }
    expect((await readNew()).map(({ record }) => about(record))).toEqual(
      [an, guarded, unregistered].map((subject) => ({ subject, kind: 'mismatch', outcome: 'IDENTITY_MISMATCH' })),
    );
  });

  test('a purpose that is not the caller’s, and a request that is none', async () => {
    await gateway.query(`{ ${citizenField(an).replace('whole-person', 'no-such-purpose')} { taxCode } }`);
    await gateway.query('{ nonsense }');

    expect((await readNew()).map(({ record }) => about(record))).toEqual([
      { subject: an, kind: 'refusal', outcome: 'PURPOSE_UNKNOWN' },
      { subject: null, kind: 'refusal', outcome: 'OPERATION_INVALID' },
    ]);
  });

  test('which fields were compared, whatever came of it', async () => {
    const input = `{ personalId: "${an}", fullName: "Nguyễn Thị An", dateOfBirth: "1990-02-28" }`;
    const purpose = '{ code: "comparison", dossier: "T-1" }';
    const { errors } = await gateway.query(
      `{ verifyIdentity(input: ${input}, purpose: ${purpose}) { fullName dateOfBirth } }`,
    );
    expect(errors).toBeUndefined();
    expect(await leaves()).toMatchObject([
      { kind: 'comparison', compared: ['Citizen.fullName', 'Citizen.dateOfBirth'], byLaw: { told: [] } },
    ]);
  });
});

test('nothing is told while nothing can be written down', async () => {
  const dead = await startGateway(graph.supergraphSdl, {
    GATEWAY_DATABASE_URL: 'postgres://nobody@127.0.0.1:1/gateway',
  });
  const authorization = `Bearer ${await dead.issuer.token({ ...sampleClaims.citizen, personal_id: an })}`;
  const response = await dead.post(JSON.stringify({ query: '{ me { taxCode } }' }), { authorization });
  const text = await response.text();
  await dead.close();

  expect(response.status).toBe(503);
  expect(JSON.parse(text).errors).toMatchObject([{ extensions: { code: 'RECORD_UNAVAILABLE' } }]);
  expect(text).not.toContain('0100900001');
});

import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Kysely, sql } from 'kysely';
import type { Ministry } from '../../../subgraphs/_kit/ministry.ts';
import { anyOf, many, one, personalIdOf } from '../../../subgraphs/_kit/reads.ts';
import { type ServedMinistry, serveMinistry } from '../../../subgraphs/_kit/serve-ministry.ts';
import { askEntities } from '../../support/ask.ts';
import { openTestPostgres, type TestPostgres } from '../../support/postgres.ts';
import { runStatement } from '../../support/run-statement.ts';
import libraries from './fixture/libraries/ministry.ts';

/** A database as a ministry might have it long before it joins: its own schema, names and types. */
const tables = `
  CREATE SCHEMA thu_vien;
  CREATE TABLE thu_vien.the (ma_so integer PRIMARY KEY, so_dinh_danh char(12) NOT NULL, ho_ten text, nam_sinh integer, tien_phat numeric(12, 0), ghi_chu text);
  CREATE INDEX ON thu_vien.the ((so_dinh_danh::text));
  CREATE TABLE thu_vien.luot_muon (the integer REFERENCES thu_vien.the, luc timestamp, han date, ten_sach text);
  INSERT INTO thu_vien.the VALUES (41, '001085990001', 'NGUYỄN HOÀNG MINH', 1985, 15000, 'not for others');
  INSERT INTO thu_vien.luot_muon VALUES (41, '2026-05-04 07:08:09', '2026-05-18', 'Số đỏ');`;

/** What its administrator runs (docs/add-a-ministry.md). */
const login = `
  CREATE ROLE libraries_reader LOGIN PASSWORD 'password';
  ALTER ROLE libraries_reader SET default_transaction_read_only = on;
  ALTER ROLE libraries_reader SET search_path = thu_vien;
  GRANT CONNECT ON DATABASE postgres TO libraries_reader;
  GRANT USAGE ON SCHEMA thu_vien TO libraries_reader;
  GRANT SELECT (ma_so, so_dinh_danh, ho_ten, nam_sinh, tien_phat) ON thu_vien.the TO libraries_reader;
  GRANT SELECT ON thu_vien.luot_muon TO libraries_reader;`;

interface OwnDatabase {
  the: { ma_so: number; so_dinh_danh: string; ho_ten: string; nam_sinh: number; tien_phat: string };
  luot_muon: { the: number; luc: string; han: string; ten_sach: string };
}

/** The one file that the ministry rewrites: its `source.ts`. */
function openSource(database: Kysely<OwnDatabase>) {
  const personalId = sql<string>`so_dinh_danh::text`;
  return {
    cards: one(
      (personalIds) =>
        database
          .selectFrom('the')
          .select([
            personalId.as('personalId'),
            'ho_ten as recordedName',
            sql<string>`nam_sinh::text`.as('recordedDateOfBirth'),
            'ma_so as barcode',
            sql<number>`tien_phat::bigint`.as('fines'),
          ])
          .where(personalId, '=', anyOf(personalIds)),
      personalIdOf,
    ),
    loans: many(
      (personalIds) =>
        database
          .selectFrom('luot_muon')
          .innerJoin('the', 'ma_so', 'the')
          .select([
            personalId.as('personalId'),
            sql<string>`luc AT TIME ZONE 'Asia/Ho_Chi_Minh'`.as('lentAt'),
            'han as dueOn',
            sql<string[]>`ARRAY[ten_sach]`.as('titles'),
          ])
          .where(personalId, '=', anyOf(personalIds)),
      personalIdOf,
    ),
  };
}

let postgres: TestPostgres;
let served: ServedMinistry;

beforeAll(async () => {
  postgres = await openTestPostgres();
  await runStatement(postgres.adminUrl, tables);
  await runStatement(postgres.adminUrl, login);
  const ministry: Ministry = { ...libraries, openSource };
  const databaseUrl = postgres.urlOf('postgres', 'libraries_reader');
  served = await serveMinistry(ministry, { host: '127.0.0.1', port: 0, databaseUrl, gatewayKeys: undefined });
});
afterAll(async () => {
  await served.close();
  await postgres.close();
});

test('a ministry with a database of its own joins with a login and a source.ts', async () => {
  const selection = 'libraryCard { recordedName recordedDateOfBirth barcode fines loans { lentAt dueOn titles } }';
  const { entities, errors } = await askEntities(served.url, selection, ['001085990001', '001085990002']);
  expect(errors).toBeUndefined();
  const loans = [{ lentAt: '2026-05-04T00:08:09.000Z', dueOn: '2026-05-18', titles: ['Số đỏ'] }];
  const card = { recordedName: 'NGUYỄN HOÀNG MINH', recordedDateOfBirth: '1985', barcode: 41, fines: 15_000, loans };
  expect(entities).toEqual([{ libraryCard: card }, null]);
});

test('the login reads no column that is not served', async () => {
  const url = postgres.urlOf('postgres', 'libraries_reader');
  await expect(runStatement(url, 'SELECT ghi_chu FROM the')).rejects.toMatchObject({ code: '42501' });
});

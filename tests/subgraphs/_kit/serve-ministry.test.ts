import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { type RawBuilder, sql } from 'kysely';
import type { Ministry } from '../../../subgraphs/_kit/ministry.ts';
import { many, personalIdOf } from '../../../subgraphs/_kit/reads.ts';
import { type ServedMinistry, serveMinistry } from '../../../subgraphs/_kit/serve-ministry.ts';
import { ask, askEntities, entityQuery } from '../../support/ask.ts';
import { recordStatements } from '../../support/record-statements.ts';
import { openTcpProxy } from '../../support/tcp-proxy.ts';
import { until } from '../../support/until.ts';
import libraries from './fixture/libraries/ministry.ts';
import { atPort, type Libraries, openLibraries } from './fixture/open-libraries.ts';

const readers = Array.from({ length: 2500 }, (_, index) => String(990_000_000_000 + index));
const [first = '', second = '', third = ''] = readers;
const stranger = '880000000000';
const wholeCard =
  'personalId libraryCard { recordedName recordedDateOfBirth barcode fines loans { lentAt dueOn titles guarantor { personalId } } }';

let library: Libraries;
let served: ServedMinistry | undefined;

beforeAll(async () => {
  library = await openLibraries();
  await library.run(
    `INSERT INTO card SELECT id, 'Nguyễn Thị Hòa', '1990', '7', 9007199254740991 FROM unnest($1::text[]) AS id`,
    [readers],
  );
  await library.run(
    `INSERT INTO loan
     SELECT id, moment, '2026-02-01', ARRAY['Dế mèn "phiêu lưu ký"', 'Tắt đèn, in lần 2'], $2
     FROM unnest($1::text[]) AS id, unnest(ARRAY['2026-01-01 07:00:00+07', '2026-01-03 07:00:00+07']::timestamptz[]) AS moment`,
    [readers, second],
  );
});
afterAll(() => library.close());
afterEach(async () => {
  await served?.close();
  served = undefined;
});

async function serve(ministry: Ministry = libraries, databaseUrl = library.appUrl): Promise<string> {
  served = await serveMinistry(ministry, { host: '127.0.0.1', port: 0, databaseUrl, gatewayKeys: undefined });
  return served.url;
}

/** The made-up ministry with another statement in place of the loans', which finds none once it has computed this. */
function withLoans(expression: RawBuilder<unknown>): Ministry {
  const rows = sql<{ personalId: string }>`(SELECT ${expression}::text AS "personalId" OFFSET 0)`.as('rows');
  return {
    ...libraries,
    openSource: (database) => ({
      ...libraries.openSource(database),
      loans: many(() => database.selectFrom(rows).selectAll().where('personalId', '=', ''), personalIdOf),
    }),
  };
}

describe('an answer', () => {
  test('gives each value in the form of its scalar', async () => {
    const { entities, errors } = await askEntities(await serve(), wholeCard, [first]);
    expect(errors).toBeUndefined();
    const loan = {
      dueOn: '2026-02-01',
      titles: ['Dế mèn "phiêu lưu ký"', 'Tắt đèn, in lần 2'],
      guarantor: { personalId: second },
    };
    expect(entities).toEqual([
      {
        personalId: first,
        libraryCard: {
          recordedName: 'Nguyễn Thị Hòa',
          recordedDateOfBirth: '1990',
          barcode: 7,
          fines: Number.MAX_SAFE_INTEGER,
          loans: [
            { lentAt: '2026-01-03T00:00:00.000Z', ...loan },
            { lentAt: '2026-01-01T00:00:00.000Z', ...loan },
          ],
        },
      },
    ]);
  });

  test('keeps the order of the references, gives duplicates twice and a missing citizen as null', async () => {
    const { entities } = await askEntities(await serve(), 'personalId', [third, first, stranger, third]);
    expect(entities).toEqual([{ personalId: third }, { personalId: first }, null, { personalId: third }]);
  });

  test('is the same interpreted, while it is compiled, and compiled', async () => {
    const url = await serve();
    const answers = [];
    for (let call = 1; call <= 4; call++) answers.push(await askEntities(url, wholeCard, [second, stranger, second]));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  });

  test('costs one statement per read, for one reference as for a thousand', async () => {
    const { ministry, statements } = recordStatements(libraries);
    const url = await serve(ministry);
    for (const count of [1, 100, 1000]) {
      statements.length = 0;
      const { entities } = await askEntities(url, wholeCard, readers.slice(0, count));
      expect(entities).toHaveLength(count);
      expect(statements.map(({ sql }) => sql.match(/from "(\w+)"/)?.[1])).toEqual(['card', 'loan']);
    }
  });

  test('costs one statement per read for all operations of a list, whoever they are about', async () => {
    const { ministry, statements } = recordStatements(libraries);
    const url = await serve(ministry);
    const asked = [
      { selection: 'libraryCard { fines }', personalIds: [first, second] },
      { selection: 'libraryCard { barcode loans { dueOn } }', personalIds: [second, third] },
      { selection: 'libraryCard { salary }', personalIds: [first] },
    ];
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(asked.map(({ selection, personalIds }) => entityQuery(selection, personalIds))),
    });
    const dueOn = '2026-02-01';
    const loans = [{ dueOn }, { dueOn }];
    expect(await response.json()).toEqual([
      { data: { _entities: Array(2).fill({ libraryCard: { fines: 9007199254740991 } }) } },
      { data: { _entities: Array(2).fill({ libraryCard: { barcode: 7, loans } }) } },
      { errors: [expect.objectContaining({ message: expect.stringContaining('salary') })] },
    ]);
    const reads = statements.map(({ sql, parameters: [keys] }) => [
      sql.match(/from "(\w+)"/)?.[1],
      (keys as string[]).toSorted(),
    ]);
    expect(reads).toEqual([
      ['card', [first, second, third]],
      ['loan', [second, third]],
    ]);
  });

  test('of 2,500 references takes statements of at most a thousand keys', async () => {
    const { ministry, statements } = recordStatements(libraries);
    const { entities } = await askEntities(await serve(ministry), 'libraryCard { recordedName }', readers);
    expect(entities?.filter((entity) => entity !== null)).toHaveLength(2500);
    expect(statements.map(({ parameters }) => (parameters[0] as string[]).length)).toEqual([1000, 1000, 500]);
  });
});

describe('a mistake of the caller', () => {
  test('is said with status 400, and a value of a variable is never repeated', async () => {
    const url = await serve();
    const query =
      'query ($day: Date!) { _entities(representations: []) { ... on Citizen { libraryCard { loans(dueOn: $day) { dueOn } } } } }';
    for (let call = 1; call <= 4; call++) {
      const { status, data, errors } = await ask(url, query, { day: '012345678901' });
      expect({ status, data }).toEqual({ status: 400, data: undefined });
      expect(errors).toEqual([expect.objectContaining({ message: 'Variable "$day" got an invalid value.' })]);
      expect((await ask(url, query, {})).status).toBe(400);
      expect((await ask(url, query)).status).toBe(400);
    }
  });

  test('in the document is named', async () => {
    const { status, errors } = await ask(
      await serve(),
      '{ _entities(representations: []) { ... on Citizen { salary } } }',
    );
    expect(status).toBe(400);
    expect(errors?.[0]?.message).toBe('Cannot query field "salary" on type "Citizen".');
  });

  test('such as a second operation in the document is refused', async () => {
    const query = 'query A { __typename } query B { _entities(representations: []) { __typename } }';
    const { status, errors } = await ask(await serve(), query);
    expect(status).toBe(400);
    expect(errors?.[0]?.message).toBe('A document may hold one operation only.');
  });

  test('in the body is refused', async () => {
    const response = await fetch(await serve(), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"query": ',
    });
    expect(response.status).toBe(400);
  });
});

describe('a fault of the source', () => {
  test('costs only the fields that it touches, and says nothing but its code and path', async () => {
    await library.run(`UPDATE card SET barcode = '012345678901' WHERE personal_id = $1`, [first]);
    const url = await serve();
    for (let call = 1; call <= 3; call++) {
      const { status, entities, errors } = await askEntities(url, 'libraryCard { barcode }', [first, second]);
      expect(status).toBe(200);
      expect(entities).toEqual([{ libraryCard: null }, { libraryCard: { barcode: 7 } }]);
      expect(errors).toEqual([
        {
          message: 'The source failed.',
          path: ['_entities', 0, 'libraryCard', 'barcode'],
          extensions: { code: 'SOURCE_FAILED' },
        },
      ]);
    }
    await library.run(`UPDATE card SET barcode = '7' WHERE personal_id = $1`, [first]);
  });

  test('keeps the driver’s message, which may repeat a value, to itself', async () => {
    const url = await serve(withLoans(sql`${'012345678901'}::text::date`));
    const { errors } = await askEntities(url, wholeCard, [first]);
    expect(errors?.map(({ extensions }) => extensions)).toEqual([{ code: 'SOURCE_FAILED' }]);
    expect(JSON.stringify(errors)).not.toContain('012345678901');
  });

  test('is SOURCE_TIMEOUT when a statement runs longer than it may', async () => {
    const url = await serve(withLoans(sql`pg_sleep(10)`), `${library.appUrl}?statement_timeout=100`);
    const { entities, errors } = await askEntities(url, 'libraryCard { recordedName loans { dueOn } }', [first]);
    expect(entities).toEqual([{ libraryCard: null }]);
    expect(errors).toEqual([expect.objectContaining({ extensions: { code: 'SOURCE_TIMEOUT' } })]);
  });

  test('is SOURCE_UNAVAILABLE while the database is stopped, and goes by itself when it is back', async () => {
    const proxy = await openTcpProxy(library.postgres.port);
    const url = await serve(libraries, atPort(library.appUrl, proxy.port));
    const ready = new URL('/ready', url);
    expect((await fetch(ready)).status).toBe(200);
    expect((await askEntities(url, 'libraryCard { fines }', [first])).errors).toBeUndefined();

    await library.postgres.stop();
    const { entities, errors } = await askEntities(url, 'libraryCard { fines }', [first]);
    expect(entities).toEqual([null]);
    expect(errors).toEqual([expect.objectContaining({ extensions: { code: 'SOURCE_UNAVAILABLE' } })]);
    expect((await fetch(ready)).status).toBe(503);
    expect((await fetch(new URL('/health', url))).status).toBe(200);

    proxy.retarget(await library.restart());
    expect((await askEntities(url, 'libraryCard { fines }', [first])).errors).toBeUndefined();
    expect((await fetch(ready)).status).toBe(200);
    await served?.close();
    await proxy.close();
  });
});

test('closing answers what is in flight first', async () => {
  const { ministry, statements } = recordStatements(withLoans(sql`pg_sleep(0.5)`));
  const url = await serve(ministry);
  const answer = askEntities(url, 'libraryCard { loans { dueOn } }', [first]);
  await until(() => statements.length === 2);
  await served?.close();
  served = undefined;
  expect((await answer).entities).toEqual([{ libraryCard: { loans: [] } }]);
  await expect(fetch(url)).rejects.toThrow();
});

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  type GatewayDatabase,
  type GatewayTables,
  openGatewayDatabase,
} from '../../../gateway/database/gateway-database.ts';
import { AccessLists } from '../../../gateway/emergency/access-lists.ts';
import { createLog } from '../../../gateway/log.ts';
import { countStatements } from '../../support/count-statements.ts';
import { runStatement } from '../../support/run-statement.ts';
import { createSharedDatabase, type SharedDatabase } from '../../support/shared-server.ts';

const citizens = Array.from({ length: 20 }, (_, index) => `0011909000${index + 10}`);
const ACCESSES = 5;

let shared: SharedDatabase;
let database: GatewayDatabase;

beforeAll(async () => {
  shared = await createSharedDatabase();
  await runStatement(
    shared.ownerUrl,
    `INSERT INTO emergency_access (id, subject, purpose, dossier, agency, account, client, reason, text, opens, started_at,
        ends_at, review_due_at)
      SELECT gen_random_uuid(), subject, 'emergency', 'E-' || ordinal, 'X-hospital', 'account', 'client', 'LIFE_IN_DANGER',
        'An accident on the road, long over.', '{}', moment, moment + INTERVAL '60 minutes', moment
      FROM unnest($1::text[]) AS subject, generate_series(1, $2::integer) AS ordinal,
        LATERAL (SELECT now() - (ordinal / 2) * INTERVAL '1 day' AS moment)`,
    [citizens, ACCESSES],
  );
  database = openGatewayDatabase(shared.url, createLog({ logLevel: 'silent' }));
});

afterAll(async () => {
  await database?.destroy();
  await shared?.drop();
});

describe('who opened the data of citizens', () => {
  test('is read part by part, the latest first, each access once', async () => {
    const lists = new AccessLists(database);
    const [citizen = ''] = citizens;
    const all = await lists.list(citizen, { first: 100 });
    const dates = all.accesses.map(({ startedAt }) => startedAt);
    expect(dates).toEqual(dates.toSorted().reverse());
    const first = await lists.list(citizen, { first: 2 });
    const rest = await lists.list(citizen, { first: 3, after: first.next });
    expect([...first.accesses, ...rest.accesses]).toEqual(all.accesses);
    expect([all.accesses.length, all.next, rest.next]).toEqual([ACCESSES, null, null]);
  });

  test('is read in one statement for all that ask at a time', async () => {
    const counted = countStatements<GatewayTables>(database);
    const lists = new AccessLists(counted.database);
    const pages = await Promise.all(citizens.map((citizen) => lists.list(citizen, { first: 3 })));
    expect(pages.map(({ accesses }) => accesses.length)).toEqual(citizens.map(() => 3));
    expect(counted.count()).toBe(1);
  });
});

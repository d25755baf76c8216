import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { migrate } from '../../../postgres/migrate.ts';
import { describeDatabase, provision } from '../../../postgres/provision.ts';
import { seedMinistry } from '../../../subgraphs/_kit/seeding/seed-ministry.ts';
import { type ServedMinistry, serveMinistry } from '../../../subgraphs/_kit/serve-ministry.ts';
import population from '../../../subgraphs/population/ministry.ts';
import { ask, askEntities } from '../../support/ask.ts';
import { openTestPostgres, type TestPostgres } from '../../support/postgres.ts';

let postgres: TestPostgres;
let served: ServedMinistry;

beforeAll(async () => {
  postgres = await openTestPostgres();
  const description = describeDatabase(population.name, 'password');
  const { database, migrator, app } = description;
  await provision(postgres.adminUrl, description);
  await migrate(population.directory, postgres.urlOf(database, migrator.role));
  await seedMinistry(population, postgres.urlOf(database, migrator.role), { citizens: 300 });
  const databaseUrl = postgres.urlOf(database, app.role);
  served = await serveMinistry(population, { host: '127.0.0.1', port: 0, databaseUrl, gatewayKeys: undefined });
});

afterAll(async () => {
  await served.close();
  await postgres.close();
});

async function find(personalId: string, selection: string) {
  const { entities, errors } = await askEntities(served.url, selection, [personalId]);
  expect(errors).toBeUndefined();
  return entities?.[0];
}

describe('a number that was replaced', () => {
  test('leads straight to the citizen under the number in use, and says nothing else', async () => {
    const selection = 'fullName dateOfBirth sex isProtected identityCards { number } household { householdNumber }';
    expect(
      await find('048095990302', `${selection} supersededBy { personalId fullName sex supersededBy { personalId } }`),
    ).toEqual({
      fullName: null,
      dateOfBirth: null,
      sex: null,
      isProtected: null,
      identityCards: [],
      household: null,
      supersededBy: { personalId: '048195990301', fullName: 'Võ Ngọc Khánh', sex: 'FEMALE', supersededBy: null },
    });
  });

  test('is listed under the number in use, and its card is withdrawn', async () => {
    expect(
      await find(
        '048195990301',
        'supersededPersonalIds { personalId reason supersededOn } identityCards { number status }',
      ),
    ).toEqual({
      supersededPersonalIds: [{ personalId: '048095990302', reason: 'SEX_CORRECTED', supersededOn: '2023-05-04' }],
      identityCards: [
        { number: '048195990301', status: 'IN_USE' },
        { number: '048095990302', status: 'WITHDRAWN' },
      ],
    });
  });

  test('is told apart from a number that nobody ever had', async () => {
    expect(await find('999999999999', 'supersededBy { personalId }')).toBeNull();
  });
});

describe('a household', () => {
  const selection = 'household { head { fullName } members { relationToHead citizen { personalId } } }';

  test('names its head before the other members', async () => {
    expect(await find('001320990004', selection)).toMatchObject({
      household: {
        head: { fullName: 'Nguyễn Hoàng Minh' },
        members: [
          { relationToHead: 'HEAD', citizen: { personalId: '001085990001' } },
          { relationToHead: 'SPOUSE' },
          { relationToHead: 'CHILD' },
          { relationToHead: 'CHILD' },
        ],
      },
    });
  });

  test('has no head when the register names none, and none when it names two', async () => {
    expect(await find('092170990501', 'household { head { personalId } }')).toEqual({ household: { head: null } });
    expect(await find('074080990503', selection)).toMatchObject({
      household: { head: null, members: [{ relationToHead: 'HEAD' }, { relationToHead: 'HEAD' }] },
    });
  });

  test('no longer counts the dead, whose residence has ended', async () => {
    const residence = 'currentResidence { since } permanentResidence { endedOn }';
    expect(await find('046051991101', `dateOfDeath household { householdNumber } ${residence}`)).toEqual({
      dateOfDeath: '2025-12-17',
      household: null,
      currentResidence: null,
      permanentResidence: { endedOn: '2025-12-29' },
    });
    expect(await find('046155991102', selection)).toMatchObject({
      household: { members: [{ relationToHead: 'HEAD' }] },
    });
  });

  test('can be named by its number', async () => {
    const query = `{ _entities(representations: [{ __typename: "Household", householdNumber: "H990000000" }]) {
      ... on Household { address { detail commune { code } } } } }`;
    expect((await ask(served.url, query)).data).toEqual({
      _entities: [{ address: { detail: 'Số 12 đường Nguyễn Văn Cừ', commune: { code: '00139' } } }],
    });
  });
});

describe('an address', () => {
  const selection = 'permanentResidence { address { commune { code } district { name } mappingStatus } }';

  test('has no commune on an island district that had none', async () => {
    expect(await find('077089991401', selection)).toEqual({
      permanentResidence: { address: { commune: null, district: { name: 'Huyện Côn Đảo' }, mappingStatus: 'EXACT' } },
    });
  });

  test('is ambiguous for everybody in a commune that was split', async () => {
    for (const personalId of ['001078991301', '001085990001']) {
      expect(await find(personalId, selection)).toMatchObject({
        permanentResidence: { address: { commune: { code: '00139' }, mappingStatus: 'AMBIGUOUS' } },
      });
    }
  });
});

describe('a citizen', () => {
  test('keeps the truth where the number says otherwise, and only the year of birth where no more is known', async () => {
    expect(await find('079092990601', 'sex')).toEqual({ sex: 'FEMALE' });
    expect(await find('035144991001', 'dateOfBirth')).toEqual({ dateOfBirth: '1944' });
    expect(await find('904199990901', 'birthRegistrationPlace { code }')).toMatchObject({
      birthRegistrationPlace: { code: '904' },
    });
  });

  test('shares a number of 9 digits with another, and both say that it is in conflict', async () => {
    for (const personalId of ['027072990401', '027174990402']) {
      expect(await find(personalId, 'legacyIdNumbers { number status }')).toEqual({
        legacyIdNumbers: expect.arrayContaining([{ number: '129990401', status: 'CONFLICT' }]),
      });
    }
  });

  test('is reached through relatives with all fields', async () => {
    expect(await find('001215990003', 'relatives { relation citizen { fullName birthPlace { name } } }')).toMatchObject(
      {
        relatives: [
          { relation: 'FATHER', citizen: { fullName: 'Nguyễn Hoàng Minh', birthPlace: { name: 'Thành phố Hà Nội' } } },
          { relation: 'MOTHER', citizen: { fullName: 'Trần Thị Mai Lan' } },
        ],
      },
    );
  });
});

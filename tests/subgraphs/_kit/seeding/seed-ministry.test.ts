import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Ministry } from '../../../../subgraphs/_kit/ministry.ts';
import { DATA_AS_OF } from '../../../../subgraphs/_kit/people/person.ts';
import type { Seed } from '../../../../subgraphs/_kit/seeding/seed.ts';
import { seedMinistry } from '../../../../subgraphs/_kit/seeding/seed-ministry.ts';
import { runStatement } from '../../../support/run-statement.ts';
import libraries from '../fixture/libraries/ministry.ts';
import { type Libraries, openLibraries } from '../fixture/open-libraries.ts';

let library: Libraries;

beforeAll(async () => {
  library = await openLibraries();
});
afterAll(() => library.close());
afterEach(() => library.run('DROP TABLE IF EXISTS synthetic_data_set; TRUNCATE card, loan'));

async function countCards(): Promise<number> {
  return Number((await library.run('SELECT count(*) FROM card')).rows[0].count);
}

/** The made-up ministry with another seed over the same tables. */
function withSeed(open: Seed['open']): Ministry {
  return { ...libraries, seed: { ...libraries.seed, open } };
}

describe('seeding', () => {
  test('fills the tables, tells how far it is, and writes down what they hold', async () => {
    const progress: number[] = [];
    const onProgress = (citizens: number) => progress.push(citizens);
    expect(await seedMinistry(libraries, library.migratorUrl, { citizens: 5000, onProgress })).toBe(true);
    expect(await countCards()).toBe(5000);
    expect(progress.length).toBeGreaterThan(2);
    expect(progress.at(-1)).toBe(5000);
    expect((await library.run('SELECT citizens, as_of::text FROM synthetic_data_set')).rows).toEqual([
      { citizens: 5000, as_of: DATA_AS_OF },
    ]);
  });

  test('again leaves everything as it is', async () => {
    await seedMinistry(libraries, library.migratorUrl, { citizens: 200 });
    expect(await seedMinistry(libraries, library.migratorUrl, { citizens: 200 })).toBe(false);
    expect(await countCards()).toBe(200);
  });

  test('at the same time from two processes fills the tables once', async () => {
    const seedOnce = () => seedMinistry(libraries, library.migratorUrl, { citizens: 200 });
    expect((await Promise.all([seedOnce(), seedOnce()])).sort()).toEqual([false, true]);
    expect(await countCards()).toBe(200);
  });

  test('with another number of citizens says what to do', async () => {
    await seedMinistry(libraries, library.migratorUrl, { citizens: 200 });
    await expect(seedMinistry(libraries, library.migratorUrl, { citizens: 300 })).rejects.toThrow(
      /^The database of libraries holds 200 citizens .*, not 300 .*\. Start with --fresh to rebuild it, or with --citizens 200 to keep it\.$/,
    );
  });

  test('over data of another day says what to do', async () => {
    await seedMinistry(libraries, library.migratorUrl, { citizens: 200 });
    await library.run(`UPDATE synthetic_data_set SET as_of = '2020-01-01'`);
    await expect(seedMinistry(libraries, library.migratorUrl, { citizens: 200 })).rejects.toThrow(
      /holds 200 citizens as of 2020-01-01, .* Start with --fresh to rebuild it\.$/,
    );
  });

  test('never adds made-up people to rows that no seeding wrote', async () => {
    await library.run(`INSERT INTO card VALUES ('990000000000', 'A', NULL, '1', 0)`);
    await expect(seedMinistry(libraries, library.migratorUrl, { citizens: 200 })).rejects.toThrow(
      'The table card of libraries holds rows that no seeding wrote.',
    );
    expect(await countCards()).toBe(1);
  });
});

describe('a seeding that breaks off', () => {
  test('leaves nothing, and the next one works', async () => {
    let households = 0;
    const broken = withSeed((run) => {
      const seedHousehold = libraries.seed.open(run);
      return (household) => {
        if (++households > 1000) throw new Error('broken off');
        seedHousehold(household);
      };
    });
    await expect(seedMinistry(broken, library.migratorUrl, { citizens: 5000 })).rejects.toThrow('broken off');
    expect(await countCards()).toBe(0);
    expect(await seedMinistry(libraries, library.migratorUrl, { citizens: 200 })).toBe(true);
  });

  test('because the server ends the connection fails, and takes nothing else down', async () => {
    const cut = async () => {
      await runStatement(
        library.postgres.adminUrl,
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'libraries_migrator'`,
      );
    };
    const seeding = seedMinistry(libraries, library.migratorUrl, { citizens: 20_000, onProgress: () => void cut() });
    await expect(seeding).rejects.toThrow();
    expect(await countCards()).toBe(0);
  });

  test('because a row does not fit its columns names the ministry and the table', async () => {
    const short = withSeed(
      ({ add }) =>
        () =>
          add('card', '990000000000'),
    );
    await expect(seedMinistry(short, library.migratorUrl, { citizens: 200 })).rejects.toThrow(
      "libraries: 1 cells do not fit the columns of the seed's table card",
    );
  });
});

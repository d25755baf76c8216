import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { buildSchema, type ServedMinistry, serveMinistry } from '../../subgraphs/_kit/serve-ministry.ts';
import { ask, askEntities } from '../support/ask.ts';
import { openTestPostgres, type TestPostgres } from '../support/postgres.ts';
import { recordStatements } from '../support/record-statements.ts';
import { findEntities, listEntityTypes } from './entities.ts';
import { readExamples } from './examples.ts';
import { findUnindexedReads } from './find-unindexed-reads.ts';
import { openSubject, type SubjectDatabase } from './open-subject.ts';
import { personalIds, unknownPersonalIds } from './people.ts';
import { subjects } from './subjects.ts';
import { selectionDepth, wholeSelection } from './whole-selection.ts';

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await openTestPostgres();
});
afterAll(() => postgres.close());

describe.each(subjects)('the answers of $name', (subject) => {
  const { ministry, statements } = recordStatements(subject);
  const everything = wholeSelection(buildSchema(ministry), 'Citizen');
  let database: SubjectDatabase;
  let served: ServedMinistry;

  beforeAll(async () => {
    database = await openSubject(postgres, ministry);
    served = await serveMinistry(ministry, {
      host: '127.0.0.1',
      port: 0,
      databaseUrl: database.appUrl,
      gatewayKeys: undefined,
    });
  });
  afterAll(() => served.close());

  test('tell every field of every citizen without an error', async () => {
    const { entities, errors } = await askEntities(served.url, everything, personalIds);
    expect(errors ?? []).toEqual([]);
    expect(entities).toHaveLength(personalIds.length);
    expect(entities?.filter((entity) => entity !== null).length).toBeGreaterThan(0);
  });

  test('are null for a number that nobody bears, keep the order and repeat duplicates', async () => {
    const { entities: all = [] } = await askEntities(served.url, 'personalId', personalIds);
    const [first, second] = all.flatMap((entity) => entity?.personalId ?? []);
    if (!first || !second) throw new Error(`${ministry.name} knows fewer than two citizens`);

    const asked = [second, ...unknownPersonalIds, first, second];
    const { entities, errors } = await askEntities(served.url, everything, asked);
    expect(errors ?? []).toEqual([]);
    expect(entities?.map((entity) => entity?.personalId ?? null)).toEqual([second, null, null, first, second]);
    expect(entities?.at(0)).toEqual(entities?.at(-1));
  });

  test('are the same interpreted and compiled', async () => {
    const asked = personalIds.slice(0, 60);
    // A document of its own, which has not been compiled yet.
    const selection = `${everything} `;
    const answers = [];
    for (let call = 1; call <= 3; call++) answers.push(await askEntities(served.url, selection, asked));
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[2]).toEqual(answers[0]);
  });

  test('cost one statement per read, whatever the number of references', async () => {
    statements.length = 0;
    await askEntities(served.url, everything, personalIds.slice(0, 100));
    const timesSent = Map.groupBy(statements, ({ sql }) => sql);
    // A read may be asked on several levels of the answer, once on each.
    const levels = selectionDepth(everything);
    expect([...timesSent].filter(([, times]) => times.length > levels)).toEqual([]);
  });

  test('are read through indexes', async () => {
    statements.length = 0;
    await askEntities(served.url, everything, personalIds);
    expect(await findUnindexedReads(database.migratorUrl, statements)).toEqual([]);
  });

  test('refer to entities that resolve by their own key, and to null for a key that none has', async () => {
    const { entities } = await askEntities(served.url, everything, personalIds);
    for (const type of listEntityTypes(ministry)) {
      const found = findEntities(entities, type);
      const representations = [...found.map((entity) => entity[type.key]), 'none'].map((value) => ({
        __typename: type.name,
        [type.key]: value,
      }));
      const query = `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on ${type.name} { ${type.key} } } }`;
      const { data, errors } = await ask<{ _entities: unknown }>(served.url, query, { representations });
      expect(errors ?? []).toEqual([]);
      expect(data?._entities).toEqual([...found.map((entity) => ({ [type.key]: entity[type.key] })), null]);
      expect(found).not.toEqual([]);
    }
  });

  test('are those of the examples', async () => {
    for (const { title, query, variables, citizen } of await readExamples(ministry)) {
      const { data, errors } = await ask(served.url, query, variables);
      expect({ title, errors, data }).toEqual({ title, errors: undefined, data: { _entities: [citizen] } });
    }
  });
});

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type ServedMinistry, serveMinistry } from '../../../subgraphs/_kit/serve-ministry.ts';
import courts from '../../../subgraphs/courts/ministry.ts';
import { openSubject } from '../../contract/open-subject.ts';
import { personalIds } from '../../contract/people.ts';
import { askEntities } from '../../support/ask.ts';
import { openTestPostgres, type TestPostgres } from '../../support/postgres.ts';

describe('the cases of a citizen', () => {
  let postgres: TestPostgres;
  let served: ServedMinistry;
  beforeAll(async () => {
    postgres = await openTestPostgres();
    const { appUrl } = await openSubject(postgres, courts);
    served = await serveMinistry(courts, { host: '127.0.0.1', port: 0, databaseUrl: appUrl, gatewayKeys: undefined });
  });
  afterAll(async () => {
    await served.close();
    await postgres.close();
  });

  test('are criminal in the one list and all others in the other', async () => {
    const cases = await askCases();
    const criminal = cases.flatMap(({ criminalCases }) => criminalCases ?? []);
    const others = cases.flatMap(({ civilCases }) => civilCases ?? []);
    expect(new Set(criminal.map((part) => part.case.kind))).toEqual(new Set(['CRIMINAL']));
    expect(others.map((part) => part.case.kind)).toContain('CIVIL');
    expect(others.map((part) => part.case.kind)).not.toContain('CRIMINAL');
  });

  test('do not tell, where they are civil, that there are criminal ones', async () => {
    const cases = await askCases();
    const onlyCriminal = cases.filter(({ criminalCases, civilCases }) => criminalCases && !civilCases?.length);
    expect(onlyCriminal.length).toBeGreaterThan(0);
    // As for somebody who is in no case at all.
    for (const { civilCases } of onlyCriminal) expect(civilCases).toBeNull();
  });

  async function askCases(): Promise<readonly Cases[]> {
    const parts = '{ case { kind } }';
    const { entities = [] } = await askEntities(served.url, `civilCases ${parts} criminalCases ${parts}`, personalIds);
    return entities.filter((entity) => entity !== null) as readonly unknown[] as readonly Cases[];
  }
});

interface Cases {
  readonly civilCases: readonly Part[] | null;
  readonly criminalCases: readonly Part[] | null;
}

interface Part {
  readonly case: { readonly kind: string };
}

import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { plantedHouseholds } from '../../../subgraphs/_kit/people/planted/planted-households.ts';
import { type ServedMinistry, serveMinistry } from '../../../subgraphs/_kit/serve-ministry.ts';
import population from '../../../subgraphs/population/ministry.ts';
import { openSubject } from '../../contract/open-subject.ts';
import { openTestPostgres, type TestPostgres } from '../../support/postgres.ts';
import { makeGatewayDatabase } from '../support/gateway-database.ts';
import { startGateway, type TestGateway } from '../support/start-gateway.ts';

const schema = new URL('../../../schema/', import.meta.url);
const people = new Map(
  plantedHouseholds.flatMap(({ members }) => members).map((person) => [person.personalId, person]),
);

let postgres: TestPostgres;
let served: ServedMinistry;
let gateway: TestGateway;

// The register as it is, over the planted people, and nobody else's ministry.
beforeAll(async () => {
  postgres = await openTestPostgres();
  const { appUrl } = await openSubject(postgres, population);
  served = await serveMinistry(population, { host: '127.0.0.1', port: 0, databaseUrl: appUrl, gatewayKeys: undefined });
  gateway = await startGateway(await readFile(new URL('supergraph.graphql', schema), 'utf8'), {
    GATEWAY_SUBGRAPH_URLS: `${population.name}=${served.url}`,
    GATEWAY_PURPOSES: fileURLToPath(new URL('purposes', schema)),
    GATEWAY_DATABASE_URL: await makeGatewayDatabase(postgres),
    GATEWAY_IDENTITY_MAX_MISMATCHES: '1000',
    GATEWAY_IDENTITY_DELAY_MS: '1',
  });
});

afterAll(async () => {
  await gateway.close();
  await served.close();
  await postgres.close();
});

function personOf(personalId: string) {
  const person = people.get(personalId);
  if (!person) throw new Error(`${personalId} is not planted`);
  return person;
}

const unknownNumber = '001085999999';
const policeOfficer = '079081991802';
const judge = '079173991801';

describe('citizen', () => {
  const query = `query ($personalId: PersonalId!, $fullName: String, $dateOfBirth: PartialDate) {
    citizen(
      personalId: $personalId, fullName: $fullName, dateOfBirth: $dateOfBirth,
      purpose: { code: "legacy-id-confirmation", dossier: "T-1" }
    ) { personalId fullName }
  }`;
  const ask = (personalId: string, named = personalId) => {
    const { fullName, dateOfBirth } = personOf(named);
    return gateway.query(query, { personalId, fullName, dateOfBirth });
  };

  test.each([
    ['sex was corrected', '048095990302', '048195990301'],
    ['year of birth was corrected', '052061990304', '052060990303'],
  ])('under a number that was replaced since the %s is shown under the one in use', async (_why, given, personalId) => {
    const { fullName } = personOf(personalId);
    expect(await ask(given, personalId)).toEqual({
      data: { citizen: { personalId, fullName } },
      extensions: { identity: [{ given, personalId, isSuperseded: true, isDeceased: false }] },
    });
  });

  test('who is dead is said to be', async () => {
    const given = '046051991101';
    expect(await ask(given)).toMatchObject({
      data: { citizen: { personalId: given } },
      extensions: { identity: [{ given, personalId: given, isSuperseded: false, isDeceased: true }] },
    });
  });

  test('whose year of birth alone is known is named by it', async () => {
    const { data } = await gateway.query(query, {
      personalId: '035144991001',
      fullName: 'Đinh Thị Sen',
      dateOfBirth: '1944',
    });
    expect(data).toMatchObject({ citizen: { fullName: 'Đinh Thị Sen' } });
  });

  test('of whom there are two with one name and birth date is the one of the number', async () => {
    const [one, other] = ['036190990101', '038190990102'];
    expect((await ask(one, other)).data).toMatchObject({ citizen: { personalId: one } });
    expect((await ask(other, one)).data).toMatchObject({ citizen: { personalId: other } });
  });

  test('who is protected is answered for as nobody is, byte for byte', async () => {
    const texts = await Promise.all(
      [
        [policeOfficer, policeOfficer],
        [judge, judge],
        [unknownNumber, judge],
        ['036190990101', judge],
      ].map(async ([personalId = '', named = '']) => {
        const { fullName, dateOfBirth } = personOf(named);
        const body = JSON.stringify({ query, variables: { personalId, fullName, dateOfBirth } });
        return await (await gateway.post(body)).text();
      }),
    );
    expect(new Set(texts).size).toBe(1);
    expect(texts[0]).toContain('IDENTITY_MISMATCH');
  });
});

test('what the gateway asks on its own behalf is no part of the graph that callers see', async () => {
  for (const query of [
    '{ subject { fullName } }',
    '{ legacyIdHolders { number } }',
    '{ __type(name: "LegacyIdHolders") { name } }',
  ]) {
    const { data, errors } = await gateway.query(query);
    expect(data?.['__type'] ?? errors?.[0]?.extensions.code ?? null).toBe(
      query.includes('__type') ? null : 'OPERATION_INVALID',
    );
  }
});

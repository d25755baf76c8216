import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { listMinistries } from '../../subgraphs/_kit/list-ministries.ts';
import { personalIds, unknownPersonalIds } from '../contract/people.ts';
import { runStatement } from '../support/run-statement.ts';
import { badPersonalIds, badRequests } from './support/bad-requests.ts';
import { citizenField } from './support/citizen-field.ts';
import { findPersonalData } from './support/personal-data.ts';
import type { GatewayBody } from './support/running-gateway.ts';
import { withNull } from './support/served-fields.ts';
import { listUrls, type Stack, startStack } from './support/stack.ts';

const SHOWCASE = '001085990001';
const [stranger = ''] = unknownPersonalIds;

const readHere = (file: string) => readFile(join(import.meta.dirname, file), 'utf8');

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack.close());

describe('the unified view', () => {
  const ask = async () => await stack.gateway.askAsCitizen(SHOWCASE, await readHere('unified-view.graphql'));

  test('is one answer of one query', async () => {
    const { status, body } = await ask();
    expect(status).toBe(200);
    expect(body).toEqual(JSON.parse(await readHere('unified-view.json')));
  });

  test.each([
    ['population', 'SELECT full_name FROM citizen WHERE personal_id = $1', 'fullName'],
    ['tax', 'SELECT tax_code FROM registration WHERE personal_id = $1', 'taxpayer.registrations[0].taxCode'],
    ['social-insurance', 'SELECT months_paid FROM book WHERE personal_id = $1', 'socialInsurance.monthsPaid'],
    ['education', 'SELECT count(*)::int FROM diploma WHERE personal_id = $1', 'educationRecord.diplomas.length'],
    [
      'health',
      'SELECT max(administered_on)::text FROM vaccination WHERE personal_id = $1',
      'vaccinations[2].administeredOn',
    ],
    ['civil-servants', 'SELECT position FROM civil_servant WHERE personal_id = $1', 'civilServant.position'],
    [
      'courts',
      'SELECT acceptance_number FROM party JOIN court_case USING (register_number) WHERE personal_id = $1',
      'civilCases[0].case.acceptanceNumber',
    ],
  ])('tells what stands in the database of %s', async (name, statement, path) => {
    const [value] = await readColumn(name, statement, SHOWCASE);
    expect(value).toBeDefined();
    expect((await ask()).body).toHaveProperty(`data.me.${path}`, value);
  });

  test('names dependants that one ministry knows by number as another one knows them', async () => {
    const dependants = await readColumn(
      'tax',
      'SELECT dependant_personal_id FROM dependant WHERE personal_id = $1 ORDER BY dependant_personal_id',
      SHOWCASE,
    );
    const names = await readColumn(
      'population',
      'SELECT full_name FROM citizen WHERE personal_id = any($1) ORDER BY array_position($1, personal_id)',
      dependants,
    );
    expect(names).toHaveLength(2);
    const { body } = await ask();
    const told = (body.data as { me: { taxpayer: { dependants: { citizen: { fullName: string } }[] } } }).me.taxpayer;
    expect(told.dependants.map(({ citizen }) => citizen.fullName).sort()).toEqual(names.map(String).sort());
  });

  /** Reads straight from a ministry's database. */
  async function readColumn(name: string, statement: string, parameter: unknown): Promise<unknown[]> {
    const owner = stack.ministries.find((ministry) => ministry.name === name);
    const { rows } = await runStatement(owner?.database.migratorUrl ?? '', statement, [parameter]);
    return rows.flatMap(Object.values);
  }
});

describe.each(await listMinistries())('the examples of $name', ({ directory }) => {
  test('are answered as written through the gateway', async () => {
    const folder = join(directory, 'examples');
    const queries = (await readdir(folder)).filter((file) => file.endsWith('.graphql'));
    for (const file of queries) {
      const { citizen, ...answer } = JSON.parse(await readFile(join(folder, file.replace(/graphql$/, 'json')), 'utf8'));
      const { body } = await stack.gateway.askAsCitizen(citizen, await readFile(join(folder, file), 'utf8'));
      expect({ file, ...withoutWithheld(body) }).toEqual({ file, data: withNull(answer.data, withheldPaths(body)) });
    }
    expect(queries).not.toEqual([]);
  });
});

/** What the law keeps from citizens themselves, whom the examples ask as. */
function withheldPaths({ errors = [] }: GatewayBody): (string | number)[][] {
  return errors.flatMap(({ path, extensions }) => (extensions?.['code'] === 'WITHHELD' && path ? [[...path]] : []));
}

function withoutWithheld({ data, errors = [] }: GatewayBody) {
  const others = errors.filter(({ extensions }) => extensions?.['code'] !== 'WITHHELD');
  return others.length > 0 ? { data, errors: others } : { data };
}

describe('a personal ID', () => {
  test('that nobody bears is nobody’s', async () => {
    const { status, body } = await stack.gateway.ask(`{ ${citizenField(stranger)} { personalId fullName } }`);
    expect(status).toBe(200);
    expect(body).toMatchObject({ data: { citizen: null }, errors: [{ extensions: { code: 'IDENTITY_MISMATCH' } }] });
  });

  test('that was replaced leads to the citizen under the one in use, and the answer says so', async () => {
    const [replaced, living] = ['048095990302', '048195990301'];
    const { body } = await stack.gateway.ask(
      `{ ${citizenField(living).replace(living, replaced)} { personalId fullName } }`,
    );
    expect(body).toEqual({
      data: { citizen: { personalId: living, fullName: 'Võ Ngọc Khánh' } },
      extensions: { identity: [{ given: replaced, personalId: living, isSuperseded: true, isDeceased: false }] },
    });
  });

  test('of the dead shows what is held, and the answer says that they are', async () => {
    const { body } = await stack.gateway.ask(`{ ${citizenField('046051991101')} { personalId } }`);
    expect(body).toEqual({
      data: { citizen: { personalId: '046051991101' } },
      extensions: {
        identity: [{ given: '046051991101', personalId: '046051991101', isSuperseded: false, isDeceased: true }],
      },
    });
  });

  test('among 50 costs each ministry a few calls and no more', async () => {
    const doors = await stack.addDoors();
    const gateway = await stack.addGateway({ GATEWAY_SUBGRAPH_URLS: listUrls(doors) });
    const selection = '{ fullName taxpayer { registrations { taxCode } } }';
    const fields = personalIds.slice(0, 50).map((personalId, i) => `c${i}: ${citizenField(personalId)} ${selection}`);
    const { status } = await gateway.ask(`{ ${fields.join(' ')} }`);
    expect(status).toBe(200);
    for (const { callCount } of doors) expect(callCount()).toBeLessThan(12);
  });
});

describe('bad input', () => {
  const good = `{ ${citizenField(SHOWCASE)} { fullName } }`;

  test.each(badRequests)('$title is told by code and sentence, and disturbs nobody', async (bad) => {
    const [answer, undisturbed] = await Promise.all([stack.gateway.send(bad.init), stack.gateway.ask(good)]);
    expect(answer.status).toBe(bad.status);
    expect(answer.body).not.toHaveProperty('data');
    expect(answer.body.errors).toEqual([
      expect.objectContaining({ message: bad.message, extensions: expect.objectContaining({ code: bad.code }) }),
    ]);
    expect(undisturbed.body).toEqual({ data: { citizen: { fullName: 'Nguyễn Hoàng Minh' } } });
  });
});

test('no log line and no error tells anything about anybody', async () => {
  const traces = await stack.traces();
  expect(traces).toContain('"msg":"answered"');
  expect(findPersonalData(traces)).toEqual([]);
  for (const value of Object.values(badPersonalIds)) expect(traces).not.toContain(value);
});

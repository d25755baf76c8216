import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { LOOK_UP_TIMEOUT_MS } from '../../gateway/consents/active/look-up-timeout.ts';
import { openLedgerDatabase } from '../../gateway/ledger/ledger-database.ts';
import { Editions, leafOf, readRecords } from '../../gateway/ledger/read-records.ts';
import { createLog } from '../../gateway/log.ts';
import { ownerUrlOf } from '../gateway/support/gateway-database.ts';
import { until } from '../support/until.ts';
import type { GatewayAnswer, RunningGateway } from './support/running-gateway.ts';
import { openWithdrawingCountry, question, type WithdrawingCountry } from './support/withdrawing-country.ts';

let country: WithdrawingCountry;
/** One has An’s consent in memory when the table is locked, the other has never been asked about her. */
let knowing: RunningGateway;
let unaware: RunningGateway;
/** Who holds the lock. */
let owner: pg.Client;

beforeAll(async () => {
  country = await openWithdrawingCountry(2);
  const [first, second] = country.gateways;
  if (!first || !second) throw new Error('There are not two gateways');
  [knowing, unaware] = [first, second];
  owner = new pg.Client({ connectionString: ownerUrlOf(country.consents.postgres) });
  await owner.connect();
});

afterAll(async () => {
  await owner?.end();
  await country?.close();
});

const ask = (gateway: RunningGateway, name: 'an' | 'binh' = 'an'): Promise<GatewayAnswer> =>
  gateway.ask(question, country.consents.named(name));

const told = { data: { citizen: { fullName: 'Nguyễn Thị An', phoneNumber: '0719900001' } } };
const withheld = {
  data: { citizen: { fullName: 'Nguyễn Thị An', phoneNumber: null } },
  errors: [{ path: ['citizen', 'phoneNumber'], extensions: { code: 'WITHHELD', reason: 'CONSENT_UNAVAILABLE' } }],
};

/** The leaf of the one record that a request left. */
async function readLeaf(requestId: string | null): Promise<unknown> {
  const database = openLedgerDatabase(ownerUrlOf(country.consents.postgres), 1, createLog({ logLevel: 'silent' }));
  try {
    const rows = await database.selectFrom('ledger_record').selectAll().where('request', '=', requestId).execute();
    const [record] = await readRecords(rows, new Editions(database));
    return record && JSON.parse(leafOf(record));
  } finally {
    await database.destroy();
  }
}

test('while the table of consents is locked, what the law opens is told and recorded, and nothing by consent that is not in memory', async () => {
  const { citizen, country: small, withdraw } = country.consents;
  const id = await country.give();
  await until(async () => (await country.tell(knowing)) === '0719900001');
  // What comes with the first request, such as its plan, is no part of the wait below.
  await ask(unaware, 'binh');

  await owner.query('BEGIN; LOCK TABLE consent IN ACCESS EXCLUSIVE MODE');
  small.registry.calls.length = 0;
  const startedAt = performance.now();
  const answers = await Promise.all(Array.from({ length: 20 }, () => ask(unaware)));
  expect(performance.now() - startedAt).toBeLessThan(10 * LOOK_UP_TIMEOUT_MS);
  for (const { body } of answers) expect(body).toMatchObject(withheld);
  expect(small.registry.calls.filter(({ query }) => query.includes('phoneNumber'))).toEqual([]);
  expect(await readLeaf(answers[0]?.requestId ?? null)).toMatchObject({
    byLaw: { told: ['Citizen.fullName'] },
    withheld: { CONSENT_UNAVAILABLE: ['Citizen.phoneNumber'] },
  });

  // As long as it is locked nothing can be withdrawn, so what is in memory holds.
  expect((await ask(knowing)).body).toEqual(told);
  await expect(withdraw(citizen('an'), id)).rejects.toMatchObject({ code: 'CONSENT_UNAVAILABLE' });
  expect((await ask(unaware)).body).toMatchObject(withheld);

  await owner.query('COMMIT');
  await until(async () => (await country.tell(unaware)) === '0719900001');
  expect(await withdraw(citizen('an'), id)).toMatchObject({ state: 'WITHDRAWN' });
  for (const gateway of [knowing, unaware])
    await until(async () => (await country.tell(gateway)) === 'CONSENT_WITHDRAWN');
});

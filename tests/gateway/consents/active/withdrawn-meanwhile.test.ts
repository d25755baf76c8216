import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { openActiveConsents } from '../../../../gateway/consents/active/open-active-consents.ts';
import { createLog } from '../../../../gateway/log.ts';
import { ownerUrlOf } from '../../support/gateway-database.ts';
import { sendJson } from '../../support/test-ministry.ts';
import { openConsents, type TestConsents } from '../support/open-consents.ts';
import { withdrawConsent } from './consent-rows.ts';

let consents: TestConsents;

beforeAll(async () => {
  consents = await openConsents();
});

afterEach(() => consents.country.registry.behave());

afterAll(async () => {
  await consents.close();
});

const ofOwnAccord = {
  agency: 'X-one-stop-shop',
  purpose: { code: 'clinic-visit' },
  scopes: ['person.contact'],
  days: 10,
};
const question = `query ($personalId: PersonalId!, $fullName: String!, $dateOfBirth: PartialDate!) {
  citizen(personalId: $personalId, fullName: $fullName, dateOfBirth: $dateOfBirth, purpose: {code: "clinic-visit", dossier: "D-1"}) {
    fullName phoneNumber
  }
}`;

function ask() {
  return consents.askAs<{ citizen: object | null }>(consents.clerk, question, consents.named('an'));
}

async function give(): Promise<string> {
  const { id } = await consents.give(consents.citizen('an'), ofOwnAccord);
  expect((await ask()).data?.citizen).toMatchObject({ phoneNumber: '0719900001' });
  return id;
}

const withheld = (reason: string) => ({
  data: { citizen: { fullName: 'Nguyễn Thị An', phoneNumber: null } },
  errors: [{ path: ['citizen', 'phoneNumber'], extensions: { code: 'WITHHELD', reason } }],
});

test('what is withdrawn while a ministry takes its time is not told', async () => {
  const id = await give();
  const { promise: held, resolve: release } = Promise.withResolvers<void>();
  const { promise: asked, resolve: arrive } = Promise.withResolvers<void>();
  consents.country.registry.behave(async (response, answer) => {
    const body = await answer();
    if (JSON.stringify(body).includes('0719900001')) {
      arrive();
      await held;
    }
    sendJson(response, body);
  });

  const answering = ask();
  await asked;
  await consents.withdraw(consents.citizen('an'), id);
  release();

  expect(await answering).toMatchObject(withheld('CONSENT_WITHDRAWN'));
});

test('what is withdrawn while the record of an answer waits is not told', async () => {
  const id = await give();
  const { databaseUrl, postgres } = consents;
  const otherProcess = openActiveConsents(databaseUrl, createLog({ logLevel: 'silent' }));
  const owner = new pg.Client({ connectionString: ownerUrlOf(postgres) });
  await owner.connect();
  await owner.query('BEGIN; LOCK TABLE ledger_record IN SHARE ROW EXCLUSIVE MODE');

  const answering = ask();
  expect(await Promise.race([answering, sleep(700, 'waits')])).toBe('waits');
  await withdrawConsent(ownerUrlOf(postgres), id);
  await otherProcess.whenEverywhere();
  await owner.query('COMMIT');

  expect(await answering).toMatchObject(withheld('CONSENT_WITHDRAWN'));
  await owner.end();
  await otherProcess.close();
});

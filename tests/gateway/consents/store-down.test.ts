import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { runStatement } from '../../support/run-statement.ts';
import { ownerUrlOf } from '../support/gateway-database.ts';
import { openConsents, type TestConsents } from './support/open-consents.ts';

let consents: TestConsents;

beforeAll(async () => {
  consents = await openConsents();
});

afterAll(async () => {
  await consents.close();
});

const draft = { agency: 'X-hospital', purpose: { code: 'clinic-visit' }, scopes: ['person.contact'], days: 10 };

test('while consents cannot be read nothing changes, nothing is listed, and what the law opens is told', async () => {
  const { citizen, give, withdraw, askAs, postgres } = consents;
  const { id } = await give(citizen('an'), draft);
  const owner = ownerUrlOf(postgres);
  await runStatement(owner, 'REVOKE SELECT ON consent, consent_event FROM gateway_app');
  const unavailable = { code: 'CONSENT_UNAVAILABLE' };
  await expect(withdraw(citizen('an'), id)).rejects.toMatchObject(unavailable);
  await expect(give(citizen('an'), draft)).rejects.toMatchObject(unavailable);
  const { data, errors } = await askAs(citizen('an'), '{ me { fullName consents { next } } }');
  expect(data).toEqual({ me: { fullName: 'Nguyễn Thị An', consents: null } });
  expect(errors).toMatchObject([{ path: ['me', 'consents'], extensions: unavailable }]);
  expect(consents.gateway.log()).toContain('consents cannot be read or changed');
  expect(consents.gateway.log()).not.toContain(consents.country.people.an.personalId);

  await runStatement(owner, 'GRANT SELECT ON consent, consent_event TO gateway_app');
  expect(await withdraw(citizen('an'), id)).toMatchObject({ state: 'WITHDRAWN' });
});

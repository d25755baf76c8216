import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openConsents, type TestConsents } from './support/open-consents.ts';

let consents: TestConsents;

beforeAll(async () => {
  consents = await openConsents();
});

afterAll(async () => {
  await consents.close();
});

const draft = { agency: 'X-hospital', purpose: { code: 'clinic-visit' }, scopes: ['person.contact'], days: 10 };

test('while the database is away nothing changes, nothing is listed, and what the law opens is told', async () => {
  const { citizen, give, withdraw, askAs, postgres } = consents;
  const { id } = await give(citizen('an'), draft);
  await postgres.stop();
  const unavailable = { code: 'CONSENT_UNAVAILABLE' };
  await expect(withdraw(citizen('an'), id)).rejects.toMatchObject(unavailable);
  await expect(give(citizen('an'), draft)).rejects.toMatchObject(unavailable);
  const { data, errors } = await askAs(citizen('an'), '{ me { fullName consents { next } } }');
  expect(data).toEqual({ me: { fullName: 'Nguyễn Thị An', consents: null } });
  expect(errors).toMatchObject([{ path: ['me', 'consents'], extensions: unavailable }]);
  expect(consents.gateway.log()).not.toContain(consents.country.people.an.personalId);
});

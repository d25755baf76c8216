import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { writtenDocumentsFor } from '../../bin/documents/written-documents.ts';
import type { Claims } from '../support/tokens.ts';
import { watchDoors } from './support/asked-fields.ts';
import type { RunningGateway } from './support/running-gateway.ts';
import { citizenClaims, claimsOf, portalClaims } from './support/sample-callers.ts';
import { listUrls, type Stack, startStack } from './support/stack.ts';

const MINH = '001085990001';
const named = { personalId: MINH, fullName: 'Nguyễn Hoàng Minh', dateOfBirth: '1985-03-14' };
const clerk = claimsOf('clerk');
const citizen = citizenClaims(MINH);

let stack: Stack;
/** Two processes over one database. */
let gateway: RunningGateway;
let another: RunningGateway;
/** Whether any ministry was asked for a field since it was last called. */
let wasAskedFor: (coordinate: string) => boolean;

beforeAll(async () => {
  stack = await startStack();
  const doors = await stack.addDoors();
  const takeAsked = watchDoors(
    doors,
    stack.ministries.map(({ ministry }) => ministry),
  );
  wasAskedFor = (coordinate) => takeAsked().some(({ coordinates }) => coordinates.has(coordinate));
  const environment = {
    GATEWAY_SUBGRAPH_URLS: listUrls(doors),
    GATEWAY_REGISTERED_OPERATIONS: join(import.meta.dirname, '../../bin/local/registered-operations'),
  };
  [gateway, another] = await Promise.all([stack.addGateway(environment), stack.addGateway(environment)]);
});

afterAll(() => stack.close());

async function ask(claims: Claims, request: object, target = gateway) {
  const authorization = `Bearer ${await stack.issuer.token(claims)}`;
  const headers = { 'content-type': 'application/json', authorization };
  const { body } = await target.send({ headers, body: JSON.stringify(request) });
  return body;
}

/** Runs a document about consents, by its hash as programs do. */
async function run<Data>(claims: Claims, operation: string, variables: object): Promise<Data> {
  const document = writtenDocumentsFor('portal').find(({ name }) => name === operation);
  const isProgram = claims['role'] === 'portal' || claims['role'] === 'partner';
  const what = isProgram ? { documentId: document?.hash } : { query: document?.text };
  const { data, errors } = await ask(claims, { ...what, variables });
  expect(errors).toBeUndefined();
  return Object.values(data ?? {})[0] as Data;
}

/** Shows the notice, and consents to it. */
async function give(claims: Claims, draft: object): Promise<{ id: string; state: string }> {
  const { hash, language } = await run<{ hash: string; language: string }>(claims, 'ConsentNotice', {
    input: { ...draft, language: 'VI' },
  });
  const input = { ...draft, notice: { hash, language }, idempotencyKey: randomUUID() };
  return await run(claims, 'GiveConsent', { input });
}

test('a clerk sees the vaccinations from the consent to the withdrawal, at whatever process, and no ministry is asked for them else', async () => {
  const purpose = { code: 'vaccination-correction', dossier: 'H01.2026-0001' };
  const query = `query ($personalId: PersonalId!, $fullName: String, $dateOfBirth: PartialDate, $purpose: PurposeInput!) {
    citizen(personalId: $personalId, fullName: $fullName, dateOfBirth: $dateOfBirth, purpose: $purpose) {
      healthInsuranceCard { number } vaccinations { disease }
    }
  }`;
  const look = (target: RunningGateway) => ask(clerk, { query, variables: { ...named, purpose } }, target);
  const card = { healthInsuranceCard: { number: expect.any(String) } };
  const withheld = (reason: string) => [
    { path: ['citizen', 'vaccinations'], extensions: { code: 'WITHHELD', reason } },
  ];

  const before = await look(gateway);
  expect(before).toMatchObject({
    data: { citizen: { ...card, vaccinations: null } },
    errors: withheld('CONSENT_REQUIRED'),
  });
  const asked = await run<{ id: string }>(clerk, 'RequestConsent', {
    input: { ...named, purpose, scopes: ['health.vaccination'], days: 7, idempotencyKey: randomUUID() },
  });
  await look(another);
  expect(wasAskedFor('Citizen.vaccinations')).toBe(false);

  await give(citizen, { request: asked.id, scopes: ['health.vaccination'], days: 7 });
  for (const target of [gateway, another]) {
    const { data, errors } = await look(target);
    expect(errors).toBeUndefined();
    expect(data).toMatchObject({ citizen: { ...card, vaccinations: [{ disease: 'COVID_19' }, {}, {}] } });
  }
  expect(wasAskedFor('Citizen.vaccinations')).toBe(true);

  expect(await run(citizen, 'WithdrawConsent', { id: asked.id })).toMatchObject({ state: 'WITHDRAWN' });
  for (const target of [another, gateway]) {
    const after = await look(target);
    expect(after).toMatchObject({
      data: { citizen: { ...card, vaccinations: null } },
      errors: withheld('CONSENT_WITHDRAWN'),
    });
  }
  expect(wasAskedFor('Citizen.vaccinations')).toBe(false);
});

test('a hospital asks, and the citizen answers at a portal, both by registered operations alone', async () => {
  const hospital = claimsOf('hospital');
  const portal = portalClaims(MINH);
  const purpose = { code: 'hospital-insurance-check', dossier: 'BN-0001' };
  const asked = await run<{ id: string }>(hospital, 'RequestConsent', {
    input: { ...named, purpose, fields: ['Citizen.bloodGroup'], days: 30, idempotencyKey: randomUUID() },
  });
  expect(await run(portal, 'Consents', { first: 1 })).toMatchObject({
    consents: [{ id: asked.id, state: 'REQUESTED' }],
  });
  await give(portal, { request: asked.id, fields: ['Citizen.bloodGroup'], days: 30 });
  expect(await run(hospital, 'Consent', { id: asked.id })).toMatchObject({
    state: 'GIVEN',
    fields: ['Citizen.bloodGroup'],
  });
});

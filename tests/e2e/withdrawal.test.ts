import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openConsents, type TestConsents } from '../gateway/consents/support/open-consents.ts';
import { ask } from '../support/ask.ts';
import { createLedgerFiles, type LedgerFiles } from '../support/ledger-files.ts';
import { createSigningKeyFiles, type SigningKeyFiles } from '../support/signing-key.ts';
import { type RunningGateway, startGateway } from './support/running-gateway.ts';

let consents: TestConsents;
let keys: SigningKeyFiles;
let ledger: LedgerFiles;
let gateways: RunningGateway[];

beforeAll(async () => {
  consents = await openConsents();
  keys = await createSigningKeyFiles();
  ledger = await createLedgerFiles();
  const { gateway, databaseUrl } = consents;
  const start = () =>
    startGateway(gateway.issuer, {
      GATEWAY_SUPERGRAPH: gateway.supergraphPath,
      GATEWAY_DATABASE_URL: databaseUrl,
      GATEWAY_PURPOSES: join(import.meta.dirname, '..', 'gateway', 'consents', 'support', 'purposes'),
      GATEWAY_SIGNING_KEY: keys.privateKeyPath,
      ...ledger.environment,
    });
  gateways = await Promise.all([start(), start(), start(), start()]);
}, 60_000);

afterAll(async () => {
  await Promise.all(gateways.map((gateway) => gateway.stop()));
  await consents.close();
  await keys.remove();
  await ledger.remove();
});

const draft = { agency: 'X-one-stop-shop', purpose: { code: 'clinic-visit' }, scopes: ['person.contact'], days: 10 };

const question = `query ($personalId: PersonalId!, $fullName: String!, $dateOfBirth: PartialDate!) {
  citizen(
    personalId: $personalId, fullName: $fullName, dateOfBirth: $dateOfBirth
    purpose: { code: "clinic-visit", dossier: "D-1" }
  ) { fullName phoneNumber }
}`;

/** What a clerk is told: the telephone number, or why not. */
async function tell(gateway: RunningGateway): Promise<unknown> {
  const { body } = await gateway.ask(question, consents.named('an'));
  const citizen = Object(body.data?.['citizen']);
  expect(citizen.fullName).toBe('Nguyễn Thị An');
  return citizen.phoneNumber ?? body.errors?.[0]?.extensions?.['reason'];
}

function tellAll(): Promise<unknown[]> {
  return Promise.all(gateways.map(tell));
}

async function give(): Promise<string> {
  return (await consents.give(consents.citizen('an'), draft)).id;
}

async function withdrawAt(gateway: RunningGateway | undefined, id: string): Promise<void> {
  const authorization = `Bearer ${await consents.gateway.issuer.token(consents.citizen('an'))}`;
  const mutation = 'mutation ($id: ID!) { withdrawConsent(id: $id) { state } }';
  const { data } = await ask(gateway?.url ?? '', mutation, { id }, { authorization });
  expect(data).toEqual({ withdrawConsent: { state: 'WITHDRAWN' } });
}

const number = '0719900001';
const everywhere = (answer: string): string[] => gateways.map(() => answer);

describe('over four processes', () => {
  test('the call after a withdrawal never tells what the one before it told', async () => {
    for (let round = 0; round < 8; round++) {
      const id = await give();
      expect(await tellAll()).toEqual(everywhere(number));
      await withdrawAt(gateways[round % gateways.length], id);
      expect(await tellAll()).toEqual(everywhere('CONSENT_WITHDRAWN'));
    }
  });

  test('under load, no call that comes after a withdrawal tells anything', async () => {
    let isOver = false;
    let isGiven = true;
    const told = new Set<unknown>();
    const id = await give();
    const load = gateways.flatMap((gateway) =>
      Array.from({ length: 8 }, async () => {
        while (!isOver) {
          const wasGiven = isGiven;
          const answer = await tell(gateway);
          if (!wasGiven) told.add(answer);
        }
      }),
    );
    await sleep(500);
    await withdrawAt(gateways[0], id);
    isGiven = false;
    await sleep(500);
    isOver = true;
    await Promise.all(load);
    expect(told).toEqual(new Set(['CONSENT_WITHDRAWN']));
  });

  test('a process that was asleep is waited for as long as it was trusted, and wakes up careful', async () => {
    const id = await give();
    expect(await tellAll()).toEqual(everywhere(number));
    const [sleeper, awake] = gateways;
    sleeper?.child.kill('SIGSTOP');
    try {
      const asked = sleeper && tell(sleeper);
      const startedAt = performance.now();
      await withdrawAt(awake, id);
      expect(performance.now() - startedAt).toBeGreaterThan(2_000);
      sleeper?.child.kill('SIGCONT');
      expect(await asked).toMatch(/^CONSENT_(WITHDRAWN|UNAVAILABLE)$/);
    } finally {
      sleeper?.child.kill('SIGCONT');
    }
    expect(await tellAll()).toEqual(everywhere('CONSENT_WITHDRAWN'));
  });

  test('one that was killed is waited for once', async () => {
    const id = await give();
    const killed = gateways.pop();
    killed?.child.kill('SIGKILL');
    await killed?.ended;
    await withdrawAt(gateways[0], id);
    expect(await tellAll()).toEqual(everywhere('CONSENT_WITHDRAWN'));
    await sleep(500);
    const again = await give();
    const startedAt = performance.now();
    await withdrawAt(gateways[0], again);
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });
});

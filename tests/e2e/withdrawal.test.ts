import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { TRUST_MS } from '../../gateway/consents/active/trust.ts';
import { runStatement } from '../support/run-statement.ts';
import { until } from '../support/until.ts';
import type { RunningGateway } from './support/running-gateway.ts';
import { afterWithdrawal, openWithdrawingCountry, type WithdrawingCountry } from './support/withdrawing-country.ts';

let country: WithdrawingCountry;
let gateways: readonly [RunningGateway, RunningGateway, RunningGateway, RunningGateway];

beforeAll(async () => {
  country = await openWithdrawingCountry(4);
  const [first, second, third, fourth] = country.gateways;
  if (!first || !second || !third || !fourth) throw new Error('There are not four gateways');
  gateways = [first, second, third, fourth];
});

afterAll(() => country.close());

function tellAll(asked: readonly RunningGateway[] = gateways): Promise<unknown[]> {
  return Promise.all(asked.map(country.tell));
}

/** What is given is told, and so has been in every memory. A process that is late tells of nothing for a while. */
async function untilTold(): Promise<void> {
  await until(async () => (await tellAll()).every((told) => told === '0719900001'));
}

async function expectWithdrawn(asked: readonly RunningGateway[] = gateways): Promise<void> {
  await until(async () => {
    const answers = await tellAll(asked);
    for (const told of answers) expect(told).toMatch(afterWithdrawal);
    return answers.every((told) => told === 'CONSENT_WITHDRAWN');
  });
}

describe('over four processes', () => {
  test('the call after a withdrawal never tells what the one before it told', async () => {
    for (let round = 0; round < 8; round++) {
      const id = await country.give();
      await untilTold();
      await country.withdrawAt(gateways[round % gateways.length] ?? gateways[0], id);
      await expectWithdrawn();
    }
  });

  test('under load, no call that comes after a withdrawal tells anything', async () => {
    let isOver = false;
    let isGiven = true;
    const told: unknown[] = [];
    const id = await country.give();
    const load = gateways.flatMap((gateway) =>
      Array.from({ length: 8 }, async () => {
        while (!isOver) {
          const wasGiven = isGiven;
          const answer = await country.tell(gateway);
          if (!wasGiven) told.push(answer);
        }
      }),
    );
    await sleep(500);
    await country.withdrawAt(gateways[0], id);
    isGiven = false;
    await sleep(500);
    isOver = true;
    await Promise.all(load);
    expect(told).toContain('CONSENT_WITHDRAWN');
    for (const answer of told) expect(answer).toMatch(afterWithdrawal);
  });

  test('a process that was asleep is waited for as long as it was trusted, and wakes up careful', async () => {
    const id = await country.give();
    await untilTold();
    const [sleeper, awake] = gateways;
    sleeper.child.kill('SIGSTOP');
    try {
      const asked = country.tell(sleeper);
      const startedAt = performance.now();
      await country.withdrawAt(awake, id);
      expect(performance.now() - startedAt).toBeGreaterThan(TRUST_MS - 1_000);
      sleeper.child.kill('SIGCONT');
      expect(await asked).toMatch(afterWithdrawal);
    } finally {
      sleeper.child.kill('SIGCONT');
    }
    // It may take a moment to hear what has changed, and tells nothing until then.
    await expectWithdrawn();
  });

  test('one that was killed is waited for once', async () => {
    const id = await country.give();
    const [, second, third, killed] = gateways;
    killed.child.kill('SIGKILL');
    await killed.ended;
    await country.withdrawAt(second, id);
    await expectWithdrawn([second, third]);
    // The silent one is removed soon after.
    const { databaseUrl } = country.consents;
    await until(async () => (await runStatement(databaseUrl, 'SELECT FROM gateway_process')).rowCount === 4);
    const again = await country.give();
    const startedAt = performance.now();
    await country.withdrawAt(second, again);
    expect(performance.now() - startedAt).toBeLessThan(TRUST_MS);
  });
});

import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { RunningGateway } from './support/running-gateway.ts';
import { openWithdrawingCountry, type WithdrawingCountry } from './support/withdrawing-country.ts';

let country: WithdrawingCountry;
let gateways: readonly [RunningGateway, RunningGateway, RunningGateway, RunningGateway];

beforeAll(async () => {
  country = await openWithdrawingCountry(4);
  const [first, second, third, fourth] = country.gateways;
  if (!first || !second || !third || !fourth) throw new Error('There are not four gateways');
  gateways = [first, second, third, fourth];
}, 60_000);

afterAll(() => country.close());

function tellAll(asked: readonly RunningGateway[] = gateways): Promise<unknown[]> {
  return Promise.all(asked.map(country.tell));
}

const number = '0719900001';
const everywhere = (answer: string): string[] => gateways.map(() => answer);

describe('over four processes', () => {
  test('the call after a withdrawal never tells what the one before it told', async () => {
    for (let round = 0; round < 8; round++) {
      const id = await country.give();
      expect(await tellAll()).toEqual(everywhere(number));
      await country.withdrawAt(gateways[round % gateways.length] ?? gateways[0], id);
      expect(await tellAll()).toEqual(everywhere('CONSENT_WITHDRAWN'));
    }
  });

  test('under load, no call that comes after a withdrawal tells anything', async () => {
    let isOver = false;
    let isGiven = true;
    const told = new Set<unknown>();
    const id = await country.give();
    const load = gateways.flatMap((gateway) =>
      Array.from({ length: 8 }, async () => {
        while (!isOver) {
          const wasGiven = isGiven;
          const answer = await country.tell(gateway);
          if (!wasGiven) told.add(answer);
        }
      }),
    );
    await sleep(500);
    await country.withdrawAt(gateways[0], id);
    isGiven = false;
    await sleep(500);
    isOver = true;
    await Promise.all(load);
    expect(told).toEqual(new Set(['CONSENT_WITHDRAWN']));
  });

  test('a process that was asleep is waited for as long as it was trusted, and wakes up careful', async () => {
    const id = await country.give();
    expect(await tellAll()).toEqual(everywhere(number));
    const [sleeper, awake] = gateways;
    sleeper.child.kill('SIGSTOP');
    try {
      const asked = country.tell(sleeper);
      const startedAt = performance.now();
      await country.withdrawAt(awake, id);
      expect(performance.now() - startedAt).toBeGreaterThan(2_000);
      sleeper.child.kill('SIGCONT');
      expect(await asked).toMatch(/^CONSENT_(WITHDRAWN|UNAVAILABLE)$/);
    } finally {
      sleeper.child.kill('SIGCONT');
    }
    // It may take a moment to hear what has changed, and tells nothing until then.
    for (let tries = 0; tries < 100; tries++) {
      const told = await country.tell(sleeper);
      if (told === 'CONSENT_WITHDRAWN') break;
      expect(told).toBe('CONSENT_UNAVAILABLE');
      await sleep(50);
    }
    expect(await tellAll()).toEqual(everywhere('CONSENT_WITHDRAWN'));
  });

  test('one that was killed is waited for once', async () => {
    const id = await country.give();
    const [, second, third, killed] = gateways;
    killed.child.kill('SIGKILL');
    await killed.ended;
    await country.withdrawAt(second, id);
    expect(await tellAll([second, third])).toEqual(['CONSENT_WITHDRAWN', 'CONSENT_WITHDRAWN']);
    await sleep(500);
    const again = await country.give();
    const startedAt = performance.now();
    await country.withdrawAt(second, again);
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });
});

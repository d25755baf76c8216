import { setImmediate as endOfTurn } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { TRUST_MS } from '../../../../gateway/consents/active/trust.ts';
import { SimulatedDatabase, type Travel } from './simulated-database.ts';
import { SimulatedProcess } from './simulated-process.ts';

const citizen = fc.constantFrom('An', 'Bình');
const numberOfProcesses = 2;

const history = fc.record({
  /** Says what happens next, of all that could. */
  scheduler: fc.scheduler(),
  /** Who asks one after the other, of which process, and whether they wait for what is looked up. */
  callers: fc.array(
    fc.array(fc.record({ index: fc.nat(numberOfProcesses - 1), citizen, isPatient: fc.boolean() }), { maxLength: 12 }),
    { maxLength: 4 },
  ),
  changes: fc.array(citizen, { minLength: 1, maxLength: 8 }),
  /** What becomes of each way to the database, in a ring: 0 breaks off before it gets there, 1 on the way back. */
  ways: fc.array(fc.record({ fate: fc.nat(25), tookMs: fc.constantFrom(1, 1, 1, 1, 1, 1, 1, 1, 1, 10, 100, 3000) }), {
    minLength: 7,
    maxLength: 60,
  }),
});

interface Ask {
  readonly index: number;
  readonly citizen: string;
  readonly isPatient: boolean;
}

test('no order of events lets a process tell by a consent after its change was waited for', async () => {
  let told = 0;
  let waitedOut = 0;
  await fc.assert(
    fc.asyncProperty(history, async ({ scheduler, callers, changes, ways }) => {
      let now = 0;
      let journeys = 0;
      const database = new SimulatedDatabase();
      const pause = (label: string): Promise<void> => scheduler.schedule(Promise.resolve(), label);
      const travel: Travel = async (label, act) => {
        const { fate, tookMs } = ways[journeys++ % ways.length] ?? { fate: 2, tookMs: 1 };
        await pause(`${label}, there`);
        if (fate === 0) throw new Error('The connection broke on the way there');
        now += tookMs;
        const result = act();
        await pause(`${label}, back`);
        if (fate === 1) throw new Error('The connection broke on the way back');
        return result;
      };
      const clocks = () => ({ steady: now, wall: now });
      const processes = Array.from(
        { length: numberOfProcesses },
        (_, index) => new SimulatedProcess(`process ${index}`, database, travel, clocks),
      );
      /** What whoever waited was promised: no answer by an older version any more. */
      const promised = new Map<string, number>();

      async function ask({ index, citizen, isPatient }: Ask): Promise<void> {
        const process = processes[index % processes.length];
        if (!process) return;
        await pause('a request comes');
        const known = process.hold(citizen);
        const loaded = process.load(known);
        if (isPatient) await loaded;
        for (const moment of ['fetches', 'writes', 'sends']) {
          const version = process.versionOf(known);
          if (version !== undefined) {
            told++;
            expect(version).toBeGreaterThanOrEqual(promised.get(citizen) ?? 0);
          }
          await pause(`a request ${moment}`);
        }
        process.release(known);
      }

      async function change(personalId: string): Promise<void> {
        await pause('a citizen decides');
        const version = database.change(personalId);
        await pause('is told that it is committed');
        const [since, target] = [now, database.epoch];
        const late = () => [...database.rows.values()].some(({ epoch }) => epoch < target);
        while (late() && now - since < TRUST_MS) {
          await pause('looks who is late');
          now += 30;
        }
        if (late()) waitedOut++;
        promised.set(personalId, Math.max(version, promised.get(personalId) ?? 0));
      }

      async function askInTurn(asks: readonly Ask[]): Promise<void> {
        for (const each of asks) await ask(each);
      }

      let isOver = false;
      async function live(process: SimulatedProcess): Promise<void> {
        while (!isOver) {
          await process.renew();
          await pause('a process idles');
        }
      }

      const outside = Promise.all([...callers.map(askInTurn), ...changes.map(change)]).finally(() => {
        isOver = true;
      });
      await scheduler.waitFor(Promise.all([outside, ...processes.map(live)]), async (happen) => {
        await happen();
        await endOfTurn();
      });
    }),
    { numRuns: 500 },
  );
  expect({ told: told > 1000, waitedOut: waitedOut > 100 }).toEqual({ told: true, waitedOut: true });
});

import { setImmediate as turnOfTheLoop } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import { Turns } from '../../../gateway/identity/turns.ts';

describe('turns', () => {
  test('do not wait while there is room for all that began before', () => {
    const turns = new Turns();
    const [, , third] = [turns.begin('a'), turns.begin('a'), turns.begin('a')];

    expect(third && turns.wait(third, () => 3)).toBeUndefined();
  });

  test('wait until enough that began before have ended, in whatever order', async () => {
    const turns = new Turns();
    const first = turns.begin('a');
    const second = turns.begin('a');
    const third = turns.begin('a');
    let hasGone = false;
    turns
      .wait(third, () => 1)
      ?.then(() => {
        hasGone = true;
      });

    turns.end(second);
    await turnOfTheLoop();
    expect(hasGone).toBe(false);
    turns.end(first);
    await turnOfTheLoop();
    expect(hasGone).toBe(true);
  });

  test('never make the first one wait, nor one of another name', () => {
    const turns = new Turns();
    const first = turns.begin('a');
    turns.begin('a');

    expect(turns.wait(first, () => 0)).toBeUndefined();
    expect(turns.wait(turns.begin('b'), () => 0)).toBeUndefined();
  });

  test('go on when the room grows', async () => {
    const turns = new Turns();
    const first = turns.begin('a');
    turns.begin('a');
    const third = turns.begin('a');
    let room = 1;
    const gone = turns.wait(third, () => room);

    room = 2;
    turns.end(first);
    await expect(gone).resolves.toBeUndefined();
  });
});

import { afterAll, beforeAll, test } from '@jest/globals';
import { TIMEOUT_MS } from '../../plan/federation/property.ts';
import { holdRules } from './hold-rules.ts';
import { openMinistries } from './ministries/open-ministries.ts';
import type { World } from './world.ts';

let ministries: World;
beforeAll(async () => {
  ministries = await openMinistries();
}, 120_000);
afterAll(() => ministries.close());

test(
  'an answer over all ministries holds every open value of their databases and no withheld one, and none is asked for more',
  () => holdRules(ministries, 120, 1),
  TIMEOUT_MS,
);

test(
  'the same holds for each of many who send one operation at the same time',
  () => holdRules(ministries, 60, 6),
  TIMEOUT_MS,
);

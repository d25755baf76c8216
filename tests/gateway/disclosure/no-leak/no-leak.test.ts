import { afterAll, beforeAll, test } from '@jest/globals';
import { TIMEOUT_MS } from '../../plan/federation/property.ts';
import { openCity } from './city/open-city.ts';
import { holdRules, holdRulesWhileConsentsChange } from './hold-rules.ts';
import type { World } from './world.ts';

let city: World;
beforeAll(async () => {
  city = await openCity();
});
afterAll(() => city.close());

test(
  'an answer holds every open value and no withheld one, and no ministry is asked for what is withheld',
  () => holdRules(city, 300, 1),
  TIMEOUT_MS,
);

test(
  'the same holds for each of many who send one operation at the same time',
  () => holdRules(city, 200, 8),
  TIMEOUT_MS,
);

test(
  'each answer goes by the consents of its moment, however they change between one and the next',
  () => holdRulesWhileConsentsChange(city, 60, 3),
  TIMEOUT_MS,
);

import { describe, expect, test } from '@jest/globals';
import { findNameProblem, nameForms } from '../../../../subgraphs/_kit/skeleton/ministry-name.ts';

describe('the name of a new ministry', () => {
  test.each(['land', 'land-register', 'form16', 'a'.repeat(40)])('may be %s', (name) => {
    expect(findNameProblem(name, ['tax'])).toBeUndefined();
  });

  test.each([
    ['tax', 'There is a ministry tax already, in subgraphs/tax/.'],
    ['Land', 'Write lower-case words joined by hyphens'],
    ['land_register', 'Write lower-case words joined by hyphens'],
    ['-land', 'Write lower-case words joined by hyphens'],
    ['land-', 'Write lower-case words joined by hyphens'],
    ['16', 'Write lower-case words joined by hyphens'],
    ['_kit', 'Write lower-case words joined by hyphens'],
    ['../land', 'Write lower-case words joined by hyphens'],
    ['đất-đai', 'Write lower-case words joined by hyphens'],
    ['', 'Write lower-case words joined by hyphens'],
    ['gateway', 'The name gateway is reserved.'],
    ['postgres', 'The name postgres is reserved.'],
    ['tax-migration', 'may not end with -migration'],
    ['a'.repeat(41), 'at most 40 characters; this one has 41'],
  ])('may not be "%s"', (name, sentence) => {
    expect(findNameProblem(name, ['tax'])).toContain(sentence);
  });

  test('is written in each form', () => {
    expect(nameForms('land-use16')).toEqual({
      kebab: 'land-use16',
      pascal: 'LandUse16',
      camel: 'landUse16',
      snake: 'land_use16',
      constant: 'LAND_USE16',
      words: 'land use16',
      title: 'Land use16',
    });
  });
});

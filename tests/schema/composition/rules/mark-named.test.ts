import { describe, expect, test } from '@jest/globals';
import { citizenWith, mark, messagesOf, ministry } from '../support/small-graphs.ts';

const population = ministry('population', citizenWith(`"Name. (Họ và tên.)" fullName: String ${mark('BASIC')}`));
const renamed = {
  ...population,
  name: 'tax',
  sdl: ministry('tax', citizenWith(`"Debt. (Nợ thuế.)" debt: Vnd ${mark('SENSITIVE')}`))
    .sdl.replace('import: ["@personal", "DataClass"]', 'import: [{ name: "@personal", as: "@p" }, "DataClass"]')
    .replaceAll('@personal(', '@p(')
    .replace('@composeDirective(name: "@personal")', '@composeDirective(name: "@p")'),
};

describe('mark-named', () => {
  test('refuses a subgraph that imports @personal under another name', () => {
    expect(messagesOf(population, renamed)).toEqual([
      'tax: @personal is imported as @p. Import it under its own name.',
    ]);
  });

  test('refuses it when no other subgraph has marks', () => {
    expect(messagesOf(renamed)).toEqual(['tax: @personal is imported as @p. Import it under its own name.']);
  });

  test('refuses a subgraph that gives the whole specification another name', () => {
    const aliased = {
      ...renamed,
      sdl: renamed.sdl.replace(
        'import: [{ name: "@personal", as: "@p" }, "DataClass"]',
        'as: "p", import: ["DataClass"]',
      ),
    };
    expect(messagesOf(population, aliased)).toEqual([
      'tax: @personal is imported as @p. Import it under its own name.',
    ]);
  });
});

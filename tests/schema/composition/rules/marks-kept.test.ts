import { describe, expect, test } from '@jest/globals';
import { citizenWith, mark, messagesOf, ministry } from '../support/small-graphs.ts';

const population = ministry('population', citizenWith(`"Name. (Họ và tên.)" fullName: String ${mark('BASIC')}`));
const tax = ministry('tax', citizenWith(`"Debt. (Nợ thuế.)" debt: Vnd ${mark('SENSITIVE', 'tax.debt')}`));

describe('marks-kept', () => {
  test('finds the marks that are lost because the subgraph forgot @composeDirective', () => {
    const forgetful = { ...tax, sdl: tax.sdl.replace('@composeDirective(name: "@personal")', '') };
    expect(messagesOf(population, forgetful)).toEqual([
      'tax: Citizen.debt is marked @personal(scope: "tax.debt", class: SENSITIVE), but composition lost the mark. Import @personal with @link, and add @composeDirective(name: "@personal").',
    ]);
  });

  test('finds the marks of a subgraph that defines a directive of its own called @personal', () => {
    const unlinked = {
      ...tax,
      sdl: tax.sdl.replace(/@link\(url: "https:\/\/citizen-graph[^)]*\)\s*@composeDirective\([^)]*\)/, ''),
    };
    expect(unlinked.sdl).not.toContain('citizen-graph.example');
    expect(messagesOf(population, unlinked)).toEqual([expect.stringContaining('tax: Citizen.debt is marked')]);
  });

  test('finds a lost mark on a type below the citizen', () => {
    const health = ministry(
      'health',
      `${citizenWith(`"Records. (Hồ sơ.)" record: Record ${mark('SENSITIVE')}`)}
       "A record. (Hồ sơ.)" type Record { "Blood. (Nhóm máu.)" blood: String ${mark('RESTRICTED')} }`,
    );
    const forgetful = { ...health, sdl: health.sdl.replace('@composeDirective(name: "@personal")', '') };
    expect(messagesOf(population, forgetful)).toEqual([
      expect.stringContaining('health: Citizen.record is marked'),
      expect.stringContaining('health: Record.blood is marked'),
    ]);
  });
});

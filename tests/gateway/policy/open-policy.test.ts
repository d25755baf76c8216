import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { OperatorError } from '../../../gateway/operator-error.ts';
import { openPolicy } from '../../../gateway/policy/open-policy.ts';
import { policyDirectory } from '../../../schema/policy/read-policy.ts';

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'policy-'));
  await cp(policyDirectory, directory, { recursive: true });
});
afterAll(() => rm(directory, { recursive: true }));

describe('openPolicy', () => {
  test('opens the rules of a folder', () => {
    expect(openPolicy(directory).ruleSets.map(({ id }) => id)).toEqual(['decree-13-2023', 'personal-data-law-2025']);
  });

  test('tells the operator the folder, the file and the rule that is wrong', async () => {
    const rule = '@id("all") permit (principal, action, resource) when { resource.colour == "red" };';
    await writeFile(join(directory, 'always/all.cedar'), rule);
    const open = (): unknown => openPolicy(directory);
    expect(open).toThrow(OperatorError);
    expect(open).toThrow(`The rules in ${directory} cannot be served.\nalways/all.cedar: all: `);
  });

  test('tells of a folder that is not there', () => {
    expect(() => openPolicy('/nowhere')).toThrow('citizen-graph.cedarschema: cannot be read');
  });
});

import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { printRoverConfig, readRoverConfig } from '../../../schema/composition/rover-config.ts';
import { citizenWith, gateway, mark, ministry } from './support/small-graphs.ts';

const subgraphs = [
  gateway,
  ministry('tax', citizenWith(`"Debt: \\"what\\" is owed. # (Nợ thuế.)" debt: Vnd ${mark('BASIC')}`)),
];

describe('rover.yaml', () => {
  test('gives back the subgraphs that it was printed from', () => {
    expect(readRoverConfig(printRoverConfig(subgraphs))).toEqual(subgraphs);
  });

  test('has the shape that rover takes', () => {
    expect(parse(printRoverConfig(subgraphs))).toEqual({
      federation_version: expect.stringMatching(/^=2\.\d+\.\d+$/),
      subgraphs: {
        gateway: { routing_url: 'local:gateway', schema: { sdl: gateway.sdl } },
        tax: { routing_url: 'http://tax.example/graphql', schema: { sdl: subgraphs[1]?.sdl } },
      },
    });
  });

  test('names the subgraph whose SDL is not in the file', () => {
    expect(() =>
      readRoverConfig('subgraphs: { tax: { routing_url: "http://t", schema: { file: t.graphql } } }'),
    ).toThrow('Subgraph tax in rover.yaml needs routing_url and schema.sdl.');
  });
});

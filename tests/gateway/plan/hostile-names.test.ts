import { afterAll, describe, expect, test } from '@jest/globals';
import { parse } from 'graphql';
import { compile, createEnvironment } from './federation/run-compiled.ts';
import { SubgraphHost } from './federation/subgraph-host.ts';
import { loadTestSupergraph } from './federation/test-supergraph.ts';

const shop = await loadTestSupergraph('shop');
const before = describePrototype();

/** Names that reach the prototype of every object where a program takes keys as they come. */
const names = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'valueOf',
  '__defineGetter__',
  'length',
];

describe.each(names)('%s', (name) => {
  test('is an alias like any other, of objects, lists, leaves and entities', async () => {
    const answer = await run(
      `{ ${name}: products(first: 1) { ${name}: id other: parts { ${name}: title } reviews { ${name}: author { ${name}: lucky } } } }`,
    );
    const reviews = [{ [name]: entry({ [name]: 8 }) }];
    expect(answer).toEqual({
      data: entry([
        {
          [name]: 'p1',
          other: [{ [name]: 'Title 2' }, null, { [name]: 'Title 3' }, { [name]: 'Title 2' }],
          reviews: expect.any(Array),
        },
      ]),
    });
    expect(reviews.length).toBe(1);

    function entry(value: unknown): object {
      return Object.fromEntries([[name, value]]);
    }
  });

  test('is a key like any other in what a source answers', async () => {
    const spoilt = new SubgraphHost(shop, (_call, answer) => ({
      ...answer,
      data: JSON.parse(JSON.stringify(answer.data).replace('{', `{${JSON.stringify(name)}:{"polluted":true},`)),
    }));
    const answer = compile(shop, parse('{ me { id mood reviews { text } } }'), createEnvironment(shop, spoilt));
    const { data } = JSON.parse(await answer({})) as { data: { me: object } };
    expect(data.me).toMatchObject({ id: 'u1', mood: 'HAPPY' });
  });
});

test('an alias of a key cannot send another key', async () => {
  const host = new SubgraphHost(shop);
  const answer = compile(
    shop,
    parse('{ me { id: email email: birthYear boss { id } mood } }'),
    createEnvironment(shop, host),
  );
  expect(JSON.parse(await answer({}))).toEqual({
    data: { me: { id: 'u1@example.test', email: 1981, boss: null, mood: 'HAPPY' } },
  });
});

test('an alias of __typename cannot change what an object is', async () => {
  expect(await run('{ me { __typename: handle favourite { ... on Product { __typename: title stock } } } }')).toEqual({
    data: { me: { __typename: 'user-1', favourite: { __typename: 'Title 1', stock: 10 } } },
  });
});

test('values with such keys come through as they are', async () => {
  expect(JSON.stringify(await run('{ product(id: "p1") { extra } }'))).toBe(
    '{"data":{"product":{"extra":{"__proto__":1,"constructor":[{"toString":1}]}}}}',
  );
});

afterAll(() => expect(describePrototype()).toEqual(before));

async function run(text: string): Promise<unknown> {
  return JSON.parse(await compile(shop, parse(text), createEnvironment(shop, new SubgraphHost(shop)))({}));
}

function describePrototype(): unknown {
  return Object.getOwnPropertyDescriptors(Object.prototype);
}

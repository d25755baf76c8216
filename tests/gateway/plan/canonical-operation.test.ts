import { describe, expect, test } from '@jest/globals';
import { type DocumentNode, parse, print } from 'graphql';
import { canonicalise } from './federation/operation.ts';
import { compile, createEnvironment, runCompiled } from './federation/run-compiled.ts';
import { runMonolith } from './federation/run-monolith.ts';
import { SubgraphDown, SubgraphHost } from './federation/subgraph-host.ts';
import { loadTestSupergraph } from './federation/test-supergraph.ts';

const [shop, media] = await Promise.all([loadTestSupergraph('shop'), loadTestSupergraph('media')]);

describe('an operation is planned', () => {
  test.each([
    ['without aliases', '{ a: me { id: email email: birthYear } }', '{ me { email birthYear } }'],
    [
      'with a name for each set of arguments, in whatever order they are given',
      '{ products { title } b: search(filter: null, order: []) { id } search(order: [], filter: null) { upc } }',
      '{ products__0: products { title__0: title } search__0: search(filter: null, order: []) { id } search__0: search(order: [], filter: null) { upc } }',
    ],
    [
      'with fragments written out',
      '{ ...root } fragment root on Query { me { ...user } } fragment user on User { id }',
      '{ ... on Query { me { ... on User { id } } } }',
    ],
    [
      'with @skip and @include settled',
      'query Named($a: Boolean!, $b: Boolean!) { me @skip(if: $b) { ... @include(if: $a) { id } email @skip(if: $a) handle @include(if: false) } shop @skip(if: true) { version } }',
      'query ($a: Boolean!, $b: Boolean!) { me { ... on User { id } } }',
    ],
    [
      'without introspection',
      '{ __schema { queryType { name } } shop { __type(name: "User") { name } } }',
      '{ shop { __typename } }',
    ],
    [
      'with a name for each run of a mutation',
      'mutation { a: count(by: 1) { total } b: count(by: 1) { total } }',
      'mutation { count__0: count(by: 1) { total } count__1: count(by: 1) { total } }',
    ],
    [
      'with another name for a variable that entity fetches have',
      'query ($representations: Int) { products(first: $representations) { id } }',
      'query ($representations__0: Int) { products__0: products(first: $representations__0) { id } }',
    ],
  ])('%s', (_, text, expected) => {
    expect(flat(canonicalise(shop, parse(text), { a: true, b: false }).document)).toBe(flat(parse(expected)));
  });

  test('without fragments that apply to nothing, and with those that say nothing on the type around them', () => {
    const text =
      '{ topRated { ... on Named { name ... on Place { city } } ... on SearchResult { __typename } ... on Person { id } } }';
    expect(flat(canonicalise(media, parse(text), {}).document)).toBe(
      flat(parse('{ topRated__0: topRated { ... on Media { name } ... on Media { __typename } } }')),
    );
  });
});

/** Found by the generated operations, and kept. */
describe('the answer is right', () => {
  test.each([
    ['when an alias takes the name of a key', shop, '{ me { id: email mood boss { id: birthYear mood } } }'],
    [
      'when an alias takes a name that @requires brings',
      shop,
      '{ products { weight: stock shippingCost upc: title } }',
    ],
    [
      'when the caller and @requires give a field other arguments',
      shop,
      '{ products { price shippingCost p: price(currency: EUR) } }',
    ],
    ['when one field is asked for with two sets of arguments', shop, '{ products { title up: title(upper: true) } }'],
    ['when a subgraph knows objects of an interface only', media, '{ topRated { id rating } }'],
    [
      'when the type is asked of such a subgraph again',
      media,
      '{ search(text: null) { __typename ... on Book { __typename age comments { number } } } }',
    ],
    [
      'when some objects cannot be asked about there',
      media,
      '{ search { ... on Media { creator { id } } ... on Book { age } ... on Film { year } } }',
    ],
    [
      'when the planner would fail on a fragment on a wider interface',
      media,
      '{ comments { about { rating ... on Named { name } } } }',
    ],
    [
      'when fragments on two types have the same field',
      media,
      '{ holders { ... on Person { city n: name } ... on Branch { city n: id } } }',
    ],
  ])('%s', async (_, supergraph, text) => {
    const document = parse(text);
    const { data, errors } = await runCompiled(supergraph, document, {});
    expect(errors).toEqual([]);
    expect(data).toEqual((await runMonolith(supergraph, document, {})).data);
  });

  test('when a variable of the caller is named representations', async () => {
    const host = new SubgraphHost(shop);
    const text =
      'query ($representations: Int) { me { reviews { product { reviews(minStars: $representations) { stars } } } } }';
    const answer = compile(shop, parse(text), createEnvironment(shop, host));
    const { data } = await runMonolith(shop, parse(text), { representations: 4 });
    expect(JSON.parse(await answer({ representations: 4 }))).toEqual({ data });
  });
});

describe('an error', () => {
  test('stands under each alias of its field, with the indexes that the caller sees', async () => {
    const host = new SubgraphHost(shop, ({ variables }, answer) =>
      variables['representations']
        ? { ...answer, errors: [{ message: 'late', path: ['_entities', 1, 'stock'] }] }
        : answer,
    );
    const answer = compile(shop, parse('{ list: products { a: stock b: stock } }'), createEnvironment(shop, host));
    const { errors } = JSON.parse(await answer({})) as { errors: { path: unknown }[] };
    expect(errors.map(({ path }) => path)).toEqual([
      ['list', 2, 'a'],
      ['list', 2, 'b'],
    ]);
  });

  test('of what only @requires brings stands at the deepest place that the caller asked for', async () => {
    const host = new SubgraphHost(shop, ({ text }, answer) =>
      text.includes('weight') ? { ...answer, errors: [{ message: 'late', path: ['product__0', 'weight'] }] } : answer,
    );
    const answer = compile(shop, parse('{ p: product(id: "p1") { shippingCost } }'), createEnvironment(shop, host));
    expect(JSON.parse(await answer({})).errors).toMatchObject([{ path: ['p'] }]);
  });

  test('of a failed source stands at each missing field, also inside a value that another source knows', async () => {
    const host = new SubgraphHost(shop, ({ subgraph }, answer) => {
      if (subgraph === 'inventory') throw new SubgraphDown();
      return answer;
    });
    const answer = compile(
      shop,
      parse('{ product(id: "p2") { id size { width depth } stock } }'),
      createEnvironment(shop, host),
    );
    const { data, errors } = JSON.parse(await answer({})) as { data: unknown; errors: { path: unknown }[] };
    expect(data).toEqual({ product: { id: 'p2', size: null, stock: null } });
    expect(errors.map(({ path }) => path)).toEqual([
      ['product', 'size', 'depth'],
      ['product', 'stock'],
    ]);
  });
});

function flat(document: DocumentNode): string {
  return print(document).replace(/\s+/g, ' ').trim();
}

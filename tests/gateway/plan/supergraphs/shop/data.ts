import type { Data } from '../../federation/data.ts';

const CURRENCY_RATES: Readonly<Record<string, number>> = { VND: 1000, EUR: 0.04 };

/** A fresh shop, so that what a mutation changes lasts for one operation only. */
export function createData(): Data {
  const brands = ['Sông Hương', 'Lạc Việt'].map((name, index) => ({ name, country: index === 0 ? 'VN' : null }));

  const users = [1, 2, 3].map((n) => ({
    __typename: 'User',
    id: `u${n}`,
    email: `u${n}@example.test`,
    handle: n === 3 ? null : `user-${n}`,
    name: { first: `First"${n}"`, last: n === 2 ? null : `Last ${n}`, initials: `F${n}` },
    birthYear: 1980 + n,
    status: n === 3 ? 'CLOSED' : 'ACTIVE',
    mood: n === 1 ? 'HAPPY' : null,
    address: n === 2 ? null : { street: 'Tràng Tiền', city: { name: 'Hà Nội', mayor: null as unknown } },
    boss: null as unknown,
    favourite: null as unknown,
    friends: (_: { first?: number }): unknown => null,
    keeps: (): unknown => warehouses.filter(({ keeper }) => keeper?.id === `u${n}`),
    reviews: (): unknown => reviews.filter(({ author }) => author?.id === `u${n}`),
    lucky(this: { address?: { city: { name: string; mayor: { id: string } | null } } | null; status: string }) {
      const city = this.address?.city;
      return (city ? city.name.length + (city.mayor?.id.length ?? 0) : 100) + this.status.length;
    },
  }));
  const [first, second, third] = users as [User, User, User];
  type User = (typeof users)[number];
  if (first.address) first.address.city.mayor = second;
  second.boss = first;
  third.boss = second;
  first.friends = ({ first: count }) => [second, third, second].slice(0, count ?? 3);
  second.friends = () => [];

  const products = [1, 2, 3, 4].map((n) => ({
    __typename: 'Product',
    id: `p${n}`,
    upc: `upc-${n}`,
    sku: `sku${n % 2}`,
    brand: brands[n > 2 ? 1 : 0],
    title: ({ upper }: { upper?: boolean }) => (n === 4 ? null : upper ? `TITLE ${n}` : `Title ${n}`),
    weight: n === 3 ? null : n * 100,
    box: n === 2 ? null : { length: n, lids: [{ code: n, width: n * 2 }, null, { code: `c${n}`, width: null }] },
    size: { height: n, width: n === 1 ? null : n * 3, depth: n + 7 },
    matrix: n === 4 ? null : [[1, n], null, []],
    labels: [
      [{ text: `label ${n}`, language: null }],
      [],
      [
        { text: 'b', language: 'vi' },
        { text: 'c', language: 'en' },
      ],
    ],
    category: n === 4 ? null : n % 2 === 0 ? 'TOY' : 'BOOK',
    parts: [] as unknown[],
    price: ({ currency }: { currency?: string | null }) => n * (CURRENCY_RATES[currency ?? ''] ?? 1),
    secret: 'never seen',
    stock: n * 10,
    colour: 'red',
    extra: { ['__proto__']: n, constructor: [{ toString: 1 }] },
    shippingCost(this: Facts, { express }: { express?: boolean | null }) {
      return Math.round((this.weight ?? 5) * read<number>(this.price, { currency: 'EUR' }) * (express ? 2 : 1));
    },
    lidArea(this: Facts) {
      return this.box ? (this.box.lids ?? []).map((lid) => lid && (lid.width ?? 0) * (this.box?.length ?? 0)) : null;
    },
    verdict(this: Facts) {
      return `${this.category} ${read(this.title, {})}`;
    },
    warehouse: (): unknown => warehouses[n % 2] ?? null,
    reviews: ({ minStars }: { minStars?: number | null }): unknown =>
      n === 4 ? null : reviews.filter(({ product, stars }) => product?.id === `p${n}` && stars >= (minStars ?? 0)),
  }));
  const [p1, p2, p3, p4] = products as [Product, Product, Product, Product];
  type Product = (typeof products)[number];
  p1.parts = [p2, null, p3, p2];
  p2.parts = [p4];
  first.favourite = p1;
  third.favourite = second;

  const reviews = [1, 2, 3, 4, 5].map((n) => ({
    __typename: 'Review',
    id: `r${n}`,
    text: n === 2 ? null : `Review ${n}`,
    stars: n,
    product: n === 5 ? null : (products[n % 3] ?? null),
    author: n === 4 ? null : (users[n % 3] ?? null),
    mood: n % 2 === 0 ? 'ANGRY' : 'HAPPY',
  }));
  second.favourite = reviews[0];

  const warehouses = [1, 2].map((n) => ({
    __typename: 'Warehouse',
    id: `w${n}`,
    name: `Warehouse ${n}`,
    shelves: n === 1 ? [[p1, null, p2], [], [p1]] : [[p4]],
    keeper: n === 1 ? first : null,
  }));

  let total = 0;
  const query = {
    products: ({ first: count }: { first?: number | null }) => [p1, null, p2, p3, p4, p1].slice(0, count ?? 6),
    product: ({ id }: { id: string }) => products.find((product) => product.id === id) ?? null,
    search: ({ filter, order }: { filter?: Filter | null; order?: { descending: boolean }[] | null }) => {
      const found = products.filter(
        (product) =>
          (product.weight ?? 0) >= (filter?.heavierThan ?? 0) &&
          (!filter?.category || product.category === filter.category) &&
          (!filter?.ids || filter.ids.includes(product.id)),
      );
      return order?.[0]?.descending ? found.reverse() : found;
    },
    shop: () => ({}),
    version: '1',
    warehouses: () => warehouses,
    latestReviews: ({ first: count }: { first?: number | null }) => reviews.slice(0, count ?? 5),
    review: ({ id }: { id: string }) => reviews.find((review) => review.id === id) ?? null,
    me: () => first,
    users: ({ ids }: { ids?: string[] | null }) =>
      ids ? ids.map((id) => users.find((user) => user.id === id) ?? null) : users,
    account: ({ id }: { id: string }) => users.find((user) => user.id === id) ?? first,
    happiest: () => ({ label: 'happy', mood: 'SAD', user: third }),
  };
  const mutation = {
    retitle: ({ id, title }: { id: string; title: string }) => {
      const product = products.find((candidate) => candidate.id === id);
      if (product) product.title = () => title;
      return product ?? null;
    },
    count: ({ by }: { by: number }) => {
      total = (total * 31 + by) % 1000;
      return { total, query: {} };
    },
    move: ({ upc, to }: { upc: string; to: string }) => {
      const warehouse = warehouses.find(({ id }) => id === to) ?? null;
      const product = products.find((candidate) => candidate.upc === upc);
      if (product) product.warehouse = () => warehouse;
      return warehouse;
    },
    review: ({ text }: { text: string }) => {
      total = (total * 31 + text.length) % 1000;
      return { ...reviews[0], text: `${text} ${total}` };
    },
    rename: ({ id, first: name }: { id: string; first: string }) => {
      const user = users.find((candidate) => candidate.id === id);
      if (user) user.name.first = `${name} ${total}`;
      return user ?? null;
    },
  };
  return { roots: { Query: query, Mutation: mutation }, entities: [...users, ...products, ...reviews, ...warehouses] };
}

interface Filter {
  readonly category?: string | null;
  readonly heavierThan?: number | null;
  readonly ids?: readonly string[] | null;
}

/** What `@requires` brings, as plain values from a representation or as functions from the data itself. */
interface Facts {
  readonly weight: number | null;
  readonly price: unknown;
  readonly title: unknown;
  readonly category: string | null;
  readonly box: {
    readonly length: number;
    readonly lids: readonly ({ readonly width: number | null } | null)[] | null;
  } | null;
}

function read<T>(value: unknown, args: object): T {
  return typeof value === 'function' ? value(args) : (value as T);
}

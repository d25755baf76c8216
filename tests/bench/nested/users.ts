import type { ShopSubgraph } from './shop-subgraph.ts';

const users = ['An', 'Bình', 'Châu', 'Dung', 'Giang', 'Hà'].map((name, i) => ({
  id: String(i + 1),
  name: `Nguyễn ${name}`,
  username: `user${i + 1}`,
}));

export const usersSubgraph: ShopSubgraph = {
  name: 'users',
  sdl: `
    extend type Query {
      users: [User]
    }

    type User @key(fields: "id") {
      id: ID!
      name: String
      username: String
    }
  `,
  resolvers: {
    Query: { users: () => users },
    User: { __resolveReference: ({ id }: { readonly id: string }) => users[Number(id) - 1] },
  },
};

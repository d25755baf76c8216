/** A subgraph of the shop: four in all, in memory, after the benchmark that makers of federation gateways compare with. */
export interface ShopSubgraph {
  readonly name: string;
  /** In the first version of federation, which every gateway understands. */
  readonly sdl: string;
  readonly resolvers: Readonly<Record<string, Readonly<Record<string, (parent: never, args: never) => unknown>>>>;
}

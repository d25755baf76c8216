import type { GraphQLScalarType } from 'graphql';
import type { Kysely } from 'kysely';
import type { Loaders } from './loaders.ts';
import type { Source } from './reads.ts';
import type { Seed } from './seeding/seed.ts';
import type { Dataset } from './statistics/dataset.ts';
import type { MinistryStatistics } from './statistics/open-statistics.ts';

/** What a ministry's folder says of itself in `ministry.ts`. */
export interface MinistryDefinition<Database, S extends Source> {
  /** The folder: `import.meta.dirname`. Its last part is the ministry's name. */
  readonly directory: string;
  /** The owner, as people call it. */
  readonly owner: { readonly vi: string; readonly en: string };
  /** Where it listens in the default set-up, beside a gateway on port 4000. */
  readonly port: number;
  readonly resolvers: Resolvers<NoInfer<S>>;
  /** Opens the source over the ministry's own database. */
  readonly openSource: (database: Kysely<Database>) => S;
  /** What it counts; none unless told. */
  readonly statistics?: readonly Dataset[];
  /** How its tables are filled with made-up people. */
  readonly seed: Seed;
}

/** A ministry as the kit handles it, whatever its tables are. */
export interface Ministry extends Omit<MinistryDefinition<never, Source>, 'openSource' | 'resolvers'> {
  /** The name of its folder, of its subgraph and of its database: `social-insurance`. */
  readonly name: string;
  readonly resolvers: Resolvers<Source>;
  // biome-ignore lint/suspicious/noExplicitAny: each ministry has tables of its own, which only its folder knows.
  readonly openSource: (database: Kysely<any>) => Source;
}

/** What resolvers get beside their parent: the loaders of this request. */
export interface MinistryContext<S> {
  readonly loaders: Loaders<S>;
  /** What the kit's own resolvers answer from. */
  readonly statistics: MinistryStatistics;
}

/** How a reference to a citizen looks before anything is loaded. */
export interface CitizenReference {
  readonly personalId: string;
}

/**
 * Resolvers by type and field, with the usual signatures: `(parent, args, context)`, and `(reference, context)` for
 * `__resolveReference`. They pick from parents and loaders; SQL stands in `source.ts` alone.
 */
export type Resolvers<S> = Readonly<Record<string, Readonly<Record<string, Resolver<S>>> | GraphQLScalarType>>;

/** A method's type, so that a resolver may name the type of its own parent. */
type Resolver<S> = {
  resolve(parent: object, argsOrContext: object, context: MinistryContext<S>): unknown;
}['resolve'];

export function defineMinistry<Database, S extends Source>(definition: MinistryDefinition<Database, S>): Ministry {
  const name = definition.directory.split(/[\\/]/).at(-1) ?? '';
  return { ...definition, name } as Ministry;
}

import type { GraphQLSchema } from 'graphql';
import type { Marks } from '../../../../schema/marks/read-marks.ts';
import type { Purpose } from '../../../../schema/purposes/purpose.ts';
import type { Asked } from '../../plan/federation/find-asked.ts';

/** A graph over registers full of people, with a gateway before it, whose answers can be held against the rules. */
export interface World {
  /** What callers see. */
  readonly apiSchema: GraphQLSchema;
  /** What ministries give, without the gateway's own fields. */
  readonly ministries: GraphQLSchema;
  readonly marks: Marks;
  /** By field, what it is made from, transitively: what the ministries' `@requires` say. */
  readonly madeFrom: Readonly<Record<string, readonly string[]>>;
  readonly purposes: ReadonlyMap<string, Purpose>;
  /** For whom a RESTRICTED scope is kept, by kind of agency. */
  readonly authorities: ReadonlyMap<string, readonly string[]>;
  /** As they are at the moment. */
  readonly consents: readonly GivenConsent[];
  /** Changes the consent of the same `id`, or adds one, and waits until the gateway goes by it. */
  readonly setConsent: (consent: GivenConsent) => Promise<void>;
  /** When it was opened: no consent begins or ends by itself while the tests run. */
  readonly now: Date;
  readonly population: Population;
  /** A root field of the ministries, from the whole data. */
  readonly resolveRoot: (field: string, args: Readonly<Record<string, unknown>>) => unknown;
  /** Sends a body to the gateway. */
  readonly post: (body: object, authorization: string) => Promise<Response>;
  /** A token that the gateway takes. */
  readonly token: (claims: Readonly<Record<string, unknown>>) => Promise<string>;
  /** What ministries were asked since this was last called. */
  readonly takeAsked: () => readonly Asked[];
  readonly log: () => string;
  readonly close: () => Promise<void>;
}

/** Who is in the registers. */
export interface Population {
  /** Families of whom anybody may be asked about; a request is about one of them. */
  readonly families: readonly (readonly Named[])[];
  /** All numbers that somebody bears or bore. */
  readonly personalIds: readonly string[];
  /** The person behind a number, also behind one that was replaced. */
  readonly find: (personalId: string) => Bearer | undefined;
}

/** How somebody can be named. */
export interface Named {
  /** Also one that was replaced. */
  readonly personalId: string;
  readonly fullName: string;
  readonly dateOfBirth: string;
  /** Of an old card. */
  readonly legacyId: string | undefined;
}

export interface Bearer {
  /** The number in use. */
  readonly personalId: string;
  /** It and those that it replaced. */
  readonly personalIds: readonly string[];
  readonly fullName: string | null;
  readonly dateOfBirth: string | null;
  readonly isProtected: boolean;
  /** What the oracle starts from. */
  readonly source: object;
}

/** A row of the gateway's table `consent`, as far as it decides. */
export interface GivenConsent {
  readonly id: string;
  readonly subject: string;
  readonly agency: string;
  readonly purpose: string;
  readonly fields: readonly string[];
  readonly state: 'requested' | 'given' | 'refused' | 'withdrawn';
  readonly validFrom: Date;
  readonly validUntil: Date;
}

import type { Claims } from '../../../support/tokens.ts';
import { until } from '../../../support/until.ts';
import type { TestConsents } from '../../consents/support/open-consents.ts';

/** What a citizen reads, as the tests ask for it. */
export interface Disclosure {
  readonly id: string;
  readonly at: string;
  readonly kind: string;
  readonly agency: string | null;
  readonly own: boolean;
  readonly outcome: string;
  readonly fields: readonly { readonly coordinate: string; readonly told: string; readonly consent: string | null }[];
  readonly withheld: readonly { readonly coordinate: string; readonly reason: string }[];
  readonly proof: Proof | null;
}

export interface Proof {
  readonly leaf: string;
  readonly salt: string;
  readonly index: number;
  readonly size: number;
  readonly hashes: readonly string[];
  readonly checkpoint: string;
}

export interface DisclosurePage {
  readonly disclosures: readonly Disclosure[];
  readonly next: string | null;
}

const entryFields = `
  id at kind agency role client account purpose purposeTitle { en } dossier basis own relative outcome ministries
  fields { coordinate label { en vi } told consent }
  withheld { coordinate label { vi } reason }
  proof { leaf salt index size hashes checkpoint }
`;

interface Part {
  readonly first?: number;
  readonly after?: string | null;
  /** As GraphQL. */
  readonly filter?: string;
}

/** @throws what was refused, as JSON */
export async function readDisclosures(
  { askAs }: Pick<TestConsents, 'askAs'>,
  claims: Claims,
  { first = 20, after = null, filter = '{ own: false }' }: Part = {},
): Promise<DisclosurePage> {
  const part = `first: ${first}, after: ${JSON.stringify(after)}, filter: ${filter}`;
  const query = `{ me { disclosures(${part}) { disclosures { ${entryFields} } next } } }`;
  const { data, errors } = await askAs<{ me: { disclosures: DisclosurePage } | null }>(claims, query);
  if (errors || !data?.me) throw new Error(JSON.stringify(errors));
  return data.me.disclosures;
}

/** Reads until the next checkpoint has what the reading tells. */
export async function readProven(...asked: Parameters<typeof readDisclosures>): Promise<DisclosurePage> {
  let page = await readDisclosures(...asked);
  await until(async () => {
    page = await readDisclosures(...asked);
    return page.disclosures.every(({ proof }) => proof);
  });
  return page;
}

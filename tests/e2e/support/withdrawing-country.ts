import { join } from 'node:path';
import { openConsents, type TestConsents } from '../../gateway/consents/support/open-consents.ts';
import { ask } from '../../support/ask.ts';
import { createLedgerFiles } from '../../support/ledger-files.ts';
import { createSigningKeyFiles } from '../../support/signing-key.ts';
import { type RunningGateway, startGateway } from './running-gateway.ts';

/** A small country in which An consents and withdraws, asked about through several gateways. */
export interface WithdrawingCountry {
  readonly consents: TestConsents;
  readonly gateways: readonly RunningGateway[];
  /** @returns the id of An's new consent to telling a clerk how to reach her */
  readonly give: () => Promise<string>;
  readonly withdrawAt: (gateway: RunningGateway, id: string) => Promise<void>;
  /** What a clerk is told there: An's telephone number, or why not. */
  readonly tell: (gateway: RunningGateway) => Promise<unknown>;
  readonly close: () => Promise<void>;
}

/** @param count  how many gateways there are, each a process over the same database */
export async function openWithdrawingCountry(count: number): Promise<WithdrawingCountry> {
  const running = new AsyncDisposableStack();
  try {
    const consents = running.adopt(await openConsents(), ({ close }) => close());
    const keys = running.adopt(await createSigningKeyFiles(), ({ remove }) => remove());
    const ledger = running.adopt(await createLedgerFiles(), ({ remove }) => remove());
    const start = async () => {
      const gateway = await startGateway(consents.gateway.issuer, {
        GATEWAY_SUPERGRAPH: consents.gateway.supergraphPath,
        GATEWAY_DATABASE_URL: consents.databaseUrl,
        GATEWAY_PURPOSES: join(import.meta.dirname, '..', '..', 'gateway', 'consents', 'support', 'purposes'),
        GATEWAY_SIGNING_KEY: keys.privateKeyPath,
        ...ledger.environment,
      });
      return running.adopt(gateway, ({ stop }) => stop());
    };
    const gateways = await Promise.all(Array.from({ length: count }, start));
    return { consents, gateways, ...actsOf(consents), close: () => running.disposeAsync() };
  } catch (error) {
    await running.disposeAsync();
    throw error;
  }
}

/** What may be told after a withdrawal: that it was withdrawn, or that the process cannot say just now. */
export const afterWithdrawal = /^CONSENT_(WITHDRAWN|UNAVAILABLE)$/;

function actsOf(consents: TestConsents): Pick<WithdrawingCountry, 'give' | 'withdrawAt' | 'tell'> {
  const an = consents.citizen('an');
  return {
    give: async () => (await consents.give(an, draft)).id,
    async withdrawAt({ url }, id) {
      const authorization = `Bearer ${await consents.gateway.issuer.token(an)}`;
      const { data, errors } = await ask(url, withdrawal, { id }, { authorization });
      if (data?.['withdrawConsent'] == null) throw new Error(`Not withdrawn: ${JSON.stringify(errors)}`);
    },
    async tell(gateway) {
      const { body } = await gateway.ask(question, consents.named('an'));
      const citizen = body.data?.['citizen'] as { readonly fullName: unknown; readonly phoneNumber: unknown } | null;
      if (!citizen?.fullName) throw new Error(`Not answered: ${JSON.stringify(body.errors)}`);
      return citizen.phoneNumber ?? body.errors?.[0]?.extensions?.['reason'];
    },
  };
}

const draft = { agency: 'X-one-stop-shop', purpose: { code: 'clinic-visit' }, scopes: ['person.contact'], days: 10 };

const withdrawal = 'mutation ($id: ID!) { withdrawConsent(id: $id) { state } }';

/** What the law opens of a citizen, and what consent opens. */
export const question = `query ($personalId: PersonalId!, $fullName: String!, $dateOfBirth: PartialDate!) {
  citizen(
    personalId: $personalId, fullName: $fullName, dateOfBirth: $dateOfBirth
    purpose: { code: "clinic-visit", dossier: "D-1" }
  ) { fullName phoneNumber }
}`;

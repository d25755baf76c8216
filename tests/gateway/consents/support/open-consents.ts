import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { FormattedExecutionResult } from 'graphql';
import { ask } from '../../../support/ask.ts';
import { openTestPostgres } from '../../../support/postgres.ts';
import { type Claims, eidLevel, sampleClaims } from '../../../support/tokens.ts';
import { makeGatewayDatabase } from '../../support/gateway-database.ts';
import { startGateway } from '../../support/start-gateway.ts';
import { type Name, startSmallCountry } from './small-country.ts';

/** A consent as the tests ask for it. */
export interface ConsentAnswer {
  readonly id: string;
  readonly version: number;
  readonly state: string;
  readonly subject: string;
  readonly agency: string;
  readonly purpose: string;
  readonly fields: readonly string[];
  readonly code: string | null;
  readonly requestedDays: number | null;
  readonly answerUntil: string | null;
  readonly validFrom: string | null;
  readonly validUntil: string | null;
  readonly givenAs: string | null;
  readonly events: readonly {
    readonly kind: string;
    readonly actedAs: string;
    readonly client: string;
    readonly eidLevel: number;
    readonly ruleSet: string;
    readonly dueAt: string | null;
    readonly notice: { readonly hash: string; readonly text: string } | null;
  }[];
  readonly receipt: string | null;
}

export const consentFields = `
  id version state subject agency purpose fields code requestedDays answerUntil validFrom validUntil givenAs receipt
  events { kind actedAs client eidLevel ruleSet dueAt notice { hash text } }
`;

type Variables = Readonly<Record<string, unknown>>;

/** A gateway over a small country and a database, and those who ask it. */
export async function openConsents(environment: Readonly<Record<string, string>> = {}) {
  const [country, postgres] = await Promise.all([startSmallCountry(), openTestPostgres()]);
  const databaseUrl = await makeGatewayDatabase(postgres);
  const gateway = await startGateway(country.supergraphSdl, {
    GATEWAY_DATABASE_URL: databaseUrl,
    GATEWAY_PURPOSES: join(import.meta.dirname, 'purposes'),
    GATEWAY_IDENTITY_DELAY_MS: '1',
    GATEWAY_REGISTERED_ONLY_ROLES: 'analyst',
    ...environment,
  });

  async function askAs<Data = Record<string, unknown>>(claims: Claims, query: string, variables: Variables = {}) {
    const authorization = `Bearer ${await gateway.issuer.token(claims)}`;
    return await ask<Data>(gateway.url, query, variables, { authorization });
  }

  /** Runs a mutation that answers a consent, and throws its code where it is refused. */
  async function change(claims: Claims, field: string, type: string, variables: Variables): Promise<ConsentAnswer> {
    const [name] = Object.keys(variables);
    const query = `mutation ($${name}: ${type}!) { result: ${field}(${name}: $${name}) { ${consentFields} } }`;
    const answer = await askAs<{ result: ConsentAnswer | null }>(claims, query, variables);
    return resultOf(answer);
  }

  const consents = {
    country,
    postgres,
    databaseUrl,
    gateway,
    askAs,
    clerk: sampleClaims.clerk,
    hospital: { ...sampleClaims.partner, acr: undefined },
    otherClerk: { ...sampleClaims.clerk, sub: 'other-clerk', agency: 'Y-one-stop-shop' },
    officer: sampleClaims.officer,
    citizen: (name: Name, level: 1 | 2 = 2): Claims => ({
      ...sampleClaims.citizen,
      sub: `account-${name}`,
      personal_id: country.people[name].personalId,
      acr: eidLevel(level),
    }),
    portalFor: (name: Name, level: 1 | 2 = 2): Claims => ({
      ...sampleClaims.portal,
      sub: `account-${name}`,
      personal_id: country.people[name].personalId,
      acr: eidLevel(level),
    }),
    named: (name: Name) => {
      const { personalId, fullName, dateOfBirth } = country.people[name];
      return { personalId, fullName, dateOfBirth };
    },
    request: (claims: Claims, name: Name, more: Variables = {}) =>
      change(claims, 'requestConsent', 'RequestConsentInput', {
        input: {
          ...consents.named(name),
          purpose: { code: 'clinic-visit', dossier: 'D-1' },
          scopes: ['person.contact'],
          days: 10,
          idempotencyKey: randomUUID(),
          ...more,
        },
      }),
    notice: async (claims: Claims, input: Variables) =>
      resultOf(
        await askAs<{ result: { hash: string; language: string; text: string } | null }>(
          claims,
          'query ($input: ConsentNoticeInput!) { result: consentNotice(input: $input) { hash language text } }',
          { input: { language: 'EN', ...input } },
        ),
      ),
    /** Looks at the notice, and consents. */
    give: async (claims: Claims, draft: Variables, more: Variables = {}) => {
      const { hash, language } = await consents.notice(claims, draft);
      const input = { ...draft, notice: { hash, language }, idempotencyKey: randomUUID(), ...more };
      return await change(claims, 'giveConsent', 'GiveConsentInput', { input });
    },
    renew: async (claims: Claims, id: string, days: number, more: Variables = {}) => {
      const { hash, language } = await consents.notice(claims, { renewal: id, days });
      const input = { id, days, notice: { hash, language }, idempotencyKey: randomUUID(), ...more };
      return await change(claims, 'renewConsent', 'RenewConsentInput', { input });
    },
    refuse: (claims: Claims, id: string) => change(claims, 'refuseConsent', 'ID', { id }),
    withdraw: (claims: Claims, id: string) => change(claims, 'withdrawConsent', 'ID', { id }),
    object: async (claims: Claims, agency: string) =>
      resultOf(
        await askAs<{ result: { agency: string; since: string; ruleSet: string; dueAt: string } | null }>(
          claims,
          'mutation ($agency: ID!) { result: objectToProcessing(agency: $agency) { agency since ruleSet dueAt } }',
          { agency },
        ),
      ),
    find: async (claims: Claims, id: string) =>
      resultOf(
        await askAs<{ result: ConsentAnswer | null }>(
          claims,
          `query ($id: ID!) { result: consent(id: $id) { ${consentFields} } }`,
          { id },
        ),
      ),
    close: async () => {
      await gateway.close();
      await postgres.close();
      await country.stop();
    },
  };
  return consents;
}

export type TestConsents = Awaited<ReturnType<typeof openConsents>>;

/** What was refused: the code, so that tests can expect it. */
export class Refused extends Error {
  readonly code: unknown;

  constructor({ errors = [] }: FormattedExecutionResult) {
    super(errors.map(({ message }) => message).join('\n'));
    this.code = errors[0]?.extensions?.['code'];
  }
}

function resultOf<Result>(
  answer: FormattedExecutionResult<{ readonly result: Result | null }> & { readonly status: number },
): Result {
  if (!answer.data?.result) throw new Refused(answer);
  return answer.data.result;
}

import { Audit } from './audit/audit.ts';
import { openAuthentication } from './caller/authenticate.ts';
import { createRateLimits } from './caller/rate-limits.ts';
import type { CitizenRecords } from './citizen/citizen-records.ts';
import { localSubgraph } from './citizen/local-subgraph.ts';
import type { Config } from './config.ts';
import { openActiveConsents } from './consents/active/open-active-consents.ts';
import { createConsents } from './consents/consents.ts';
import { Corrections } from './corrections/corrections.ts';
import { openGatewayDatabase } from './database/gateway-database.ts';
import { openPurposes } from './disclosure/served-purposes.ts';
import { openEmergency } from './emergency/emergency.ts';
import { openSourceFactory } from './fetch/create-source.ts';
import { openSigningKeys } from './fetch/signing/signing-keys.ts';
import { readSourceTls } from './fetch/source-tls.ts';
import { createGuessGuard } from './identity/create-guess-guard.ts';
import { openConfiguredLedger } from './ledger/configured-ledger.ts';
import type { Log } from './log.ts';
import { type Names, openOwnRecords } from './own-records/own-records.ts';
import { createRunOnLedger } from './own-records/run-on-ledger.ts';
import { openPolicy } from './policy/open-policy.ts';
import { openSecurityFindings } from './policy/security-findings.ts';
import { createWhatIf } from './policy/what-if/open-what-if.ts';
import { openRegisteredOperations } from './request/registered-operations.ts';
import { createBudget } from './statistics/budget.ts';
import { createMemoryQuestions } from './statistics/memory-questions.ts';
import { createPostgresQuestions } from './statistics/postgres-questions.ts';

/** What all requests share, whatever graph is served. */
export type Services = Awaited<ReturnType<typeof openServices>>;

/**
 * Opens what the configuration names.
 * @throws OperatorError when something of it cannot be read
 */
export async function openServices(config: Config, names: Names, log: Log) {
  const { databaseUrl, signingKeyPath, ageOfConsent } = config;
  const purposes = openPurposes(config.purposesPath);
  const policy = openPolicy(config.policyPath);
  const findings = await openSecurityFindings(config.securityFindingsPath, log);
  const registered = await openRegisteredOperations(config.registeredOperationsPath, log);
  const authentication = openAuthentication(config, log);
  const database = databaseUrl === undefined ? undefined : openGatewayDatabase(databaseUrl, log);
  const activeConsents = openActiveConsents(databaseUrl, log);
  const ledger = await openConfiguredLedger(config, log);
  const signingKeys = signingKeyPath === undefined ? undefined : await openSigningKeys(signingKeyPath, log);
  const records: CitizenRecords = {
    consents: database && createConsents(database, { ageOfConsent, signingKeys, activeConsents, log }),
    corrections: database && {
      corrections: new Corrections(database, createRunOnLedger(log)),
      stewards: config.stewards,
    },
    emergency: openEmergency(database, config, log),
    ownRecords: databaseUrl === undefined ? undefined : openOwnRecords(databaseUrl, names, log),
    audit: databaseUrl === undefined ? undefined : new Audit(databaseUrl, log),
  };
  const localSchemas = new Map([[localSubgraph.url, localSubgraph.schema]]);
  const tls = await readSourceTls(config);
  const sources = openSourceFactory(config, { localSchemas, localContext: { records }, signingKeys, tls, log });
  const askedQuestions = database ? createPostgresQuestions(database) : createMemoryQuestions();

  return {
    config,
    log,
    purposes,
    policy,
    findings,
    registered,
    authentication,
    activeConsents,
    ledger,
    signingKeys,
    records,
    sources,
    guard: createGuessGuard(database, config, log),
    countRequest: createRateLimits(config),
    spendQuestion: createBudget(askedQuestions, config.statisticsMaxQuestions),
    openWhatIf: createWhatIf(config),
    async close(): Promise<void> {
      registered.close();
      findings.close();
      policy.close();
      await authentication.close();
      records.emergency.close();
      await records.ownRecords?.close();
      await records.audit?.close();
      await activeConsents.close();
      await ledger?.close();
      await database?.destroy();
      signingKeys?.close();
      await sources.close();
    },
  };
}

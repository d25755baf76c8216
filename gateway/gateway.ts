import type { JsonWebKey } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { OperationTypeNode } from 'graphql';
import { CodedError } from '../schema/coded-error.ts';
import { openAuthentication } from './caller/authenticate.ts';
import type { Caller } from './caller/caller.ts';
import { createRateLimits } from './caller/rate-limits.ts';
import type { CitizenRecords } from './citizen/citizen-records.ts';
import { localSubgraph } from './citizen/local-subgraph.ts';
import type { Config } from './config.ts';
import { openActiveConsents } from './consents/active/open-active-consents.ts';
import { createConsents } from './consents/consents.ts';
import { openGatewayDatabase } from './database/gateway-database.ts';
import { createExplain, type Explain, type ExplainOptions } from './disclosure/explain.ts';
import { createPublicMasks } from './disclosure/masks.ts';
import { PurposeDisclosure, type Rules } from './disclosure/purpose-disclosure.ts';
import { openPurposes, type ServedPurposes, servePurposes } from './disclosure/served-purposes.ts';
import { Verdicts } from './disclosure/verdicts.ts';
import { openEmergency } from './emergency/emergency.ts';
import { openSourceFactory } from './fetch/create-source.ts';
import { RequestOrigin } from './fetch/request-origin.ts';
import { openSigningKeys, type SigningKeys } from './fetch/signing/signing-keys.ts';
import { readSourceTls } from './fetch/source-tls.ts';
import { createGuessGuard } from './identity/create-guess-guard.ts';
import { createFindDependant, type FindDependant } from './identity/find-dependant.ts';
import { createFindIdentity, type FindIdentity } from './identity/find-identity.ts';
import { createFindLegacyIdHolders, type FindLegacyIdHolders } from './identity/find-legacy-id-holders.ts';
import { createFindRecordedItems, type FindRecordedItems } from './identity/find-recorded-items.ts';
import { createFindStandings, type FindStandings } from './identity/find-standings.ts';
import { openConfiguredLedger } from './ledger/configured-ledger.ts';
import type { Edition } from './ledger/edition.ts';
import { keepRefusal } from './ledger/keep-records.ts';
import { openEditions } from './ledger/open-editions.ts';
import { Trail } from './ledger/trail.ts';
import { describeFault, type Log } from './log.ts';
import { reportPlans } from './plan/report-plans.ts';
import { createPolicyMasks, type MasksOptions, type PolicyMasks } from './policy/find-masks.ts';
import { openPolicy } from './policy/open-policy.ts';
import { openSecurityFindings } from './policy/security-findings.ts';
import { createWhatIf, type WhatIf } from './policy/what-if/open-what-if.ts';
import { type Admit, createAdmit } from './request/admit.ts';
import { chooseDocument } from './request/choose-document.ts';
import type { GraphqlRequest } from './request/graphql-request.ts';
import { Refusal } from './request/refusal.ts';
import { openRegisteredOperations } from './request/registered-operations.ts';
import { type Accepted, type Reply, refuseWith, replyWith } from './request/reply.ts';
import type { RequestContext } from './request/request-context.ts';
import { SharedAnswers } from './request/shared-answers.ts';
import { writeOnRecord } from './request/write-on-record.ts';
import { createBudget, type SpendQuestion } from './statistics/budget.ts';
import { createMemoryQuestions } from './statistics/memory-questions.ts';
import { createPostgresQuestions } from './statistics/postgres-questions.ts';
import { createStatistics, type Statistics } from './statistics/statistics.ts';
import { loadSupergraph } from './supergraph/load-supergraph.ts';
import type { Supergraph } from './supergraph/supergraph.ts';
import { openWatchedFile } from './watch-file.ts';

export interface Gateway {
  /**
   * Tells who sends a request, by its headers alone; at once where their token is known.
   * @returns undefined where anyone may ask
   * @throws Unauthenticated, RateExceeded, SIGN_IN_UNAVAILABLE
   */
  authenticate(request: IncomingMessage): Caller | undefined | Promise<Caller>;
  /** Answers a request, whatever happens. */
  answer(received: ReceivedRequest): Promise<Answer>;
  /** What ministries know the calls of this gateway by: a JSON Web Key Set. */
  publicKeys(): ReturnType<SigningKeys['publicKeys']>;
  /**
   * What receipts of consents verify with, whatever key the gateway has now: a JSON Web Key Set.
   * @throws CONSENT_UNAVAILABLE
   */
  receiptKeys(): Promise<{ readonly keys: readonly JsonWebKey[] }>;
  /** Ends what is in flight. */
  close(): Promise<void>;
}

/** A request and what came with it. */
export interface ReceivedRequest {
  readonly request: GraphqlRequest;
  readonly requestId: string;
  /** Undefined where anyone may ask. */
  readonly caller: Caller | undefined;
  readonly accepted: Accepted;
  /** Aborted when the caller is gone. */
  readonly signal: AbortSignal;
}

/** A reply, and for the log what was asked. */
export interface Answer extends Reply {
  /** Undefined when the request did not get as far. */
  readonly operation?: string;
}

/**
 * Loads the supergraph, follows its file, and answers requests.
 * @throws OperatorError when the first supergraph cannot be served
 */
export async function openGateway(config: Config, log: Log): Promise<Gateway> {
  const purposes = openPurposes(config.purposesPath);
  const policy = openPolicy(config.policyPath);
  const findings = await openSecurityFindings(config.securityFindingsPath, log);
  const openWhatIf = createWhatIf(config);
  const registered = await openRegisteredOperations(config.registeredOperationsPath, log);
  const authentication = openAuthentication(config, log);
  const database = config.databaseUrl === undefined ? undefined : openGatewayDatabase(config.databaseUrl, log);
  const activeConsents = openActiveConsents(config.databaseUrl, log);
  const ledger = await openConfiguredLedger(config, log);
  const ruling = { policy, findings, authorities: purposes.authorities, activeConsents };
  const guard = createGuessGuard(database, config, log);
  const { signingKeyPath } = config;
  const signingKeys = signingKeyPath === undefined ? undefined : await openSigningKeys(signingKeyPath, log);
  const records: CitizenRecords = {
    consents:
      database && createConsents(database, { ageOfConsent: config.ageOfConsent, signingKeys, activeConsents, log }),
    emergency: openEmergency(database, config, log),
  };
  const localSchemas = new Map([[localSubgraph.url, localSubgraph.schema]]);
  const tls = await readSourceTls(config);
  const sources = openSourceFactory(config, { localSchemas, localContext: { records }, signingKeys, tls, log });
  const countRequest = createRateLimits(config);
  const askedQuestions = database ? createPostgresQuestions(database) : createMemoryQuestions();
  const spendQuestion = createBudget(askedQuestions, config.statisticsMaxQuestions);
  const versions = await openWatchedFile({
    path: config.supergraphPath,
    prepare: async (sdl, before: Version | undefined) => {
      const supergraph = await loadSupergraph(sdl, config, sources.createSource);
      const served = servePurposes(purposes, sdl, log);
      const findEdition = openEditions(sdl, supergraph.register, served, policy);
      const whatIf = openWhatIf(sdl);
      const version = { ...prepare(supergraph, served, ruling, spendQuestion, config, log), findEdition, whatIf };
      await version.rules?.warm(version.purposes.values());
      if (before) warm(version, before, log);
      return version;
    },
    onReload: () => log.info('serving a new supergraph'),
    onRefusal: (error) => log.error({ problem: problemOf(error) }, 'refused a new supergraph, the one before is kept'),
  });

  function counted(caller: Caller): Caller {
    countRequest(caller);
    return caller;
  }

  const sharedAnswers = new SharedAnswers();
  const endReport = reportPlans(() => versions.current.supergraph.plans.statistics, log);

  return {
    authenticate(request) {
      const caller = authentication.authenticate(request);
      return caller instanceof Promise ? caller.then(counted) : caller && counted(caller);
    },
    async answer({ request, requestId, caller, accepted, signal }) {
      const { supergraph, rules, admit, findEdition, ...version } = versions.current;
      const trail = caller && findEdition && new Trail({ requestId, caller, edition: findEdition() });
      try {
        const document = chooseDocument(request, caller, registered, config.registeredOnlyRoles);
        const { operation, variables } = admit({ ...request, document });
        const compiled = supergraph.plans.get(operation);
        const { signature, type } = operation;
        const origin = new RequestOrigin({ requestId, agency: caller?.agency?.code ?? null });
        if (compiled.isSameForAll(variables)) {
          const shared = await sharedAnswers.answer(compiled, variables, origin, signal);
          return { ...replyWith(shared, accepted), operation: signature };
        }
        const findStandings = (personalIds: readonly string[]) => version.findStandings(personalIds, { origin });
        trail?.run(signature);
        const disclosure = rules && new PurposeDisclosure({ rules, caller, consents: activeConsents, findStandings });
        try {
          const told = { records, findings, rules, register: supergraph.register };
          const about = { requestId, origin, caller, disclosure, trail, guard, ...told };
          const context: RequestContext = { ...version, ...about, identityNotices: [] };
          const execution = await compiled.run({ variables, context, disclosure, signal });
          if (type === OperationTypeNode.MUTATION) sharedAnswers.closeAll();
          const written = await writeOnRecord(compiled, execution, context, ledger);
          return { ...replyWith(written, accepted), operation: signature };
        } finally {
          disclosure?.close();
        }
      } catch (error) {
        if (error instanceof Refusal) return refuseWith(await keepRefusal(ledger, trail, error.errors), accepted);
        if (error instanceof CodedError) return refuseWith(await keepRefusal(ledger, trail, [error]), accepted);
        log.error({ requestId, fault: describeFault(error) }, 'failed');
        return refuseWith([new CodedError('INTERNAL', { requestId })], accepted);
      }
    },
    publicKeys: () => signingKeys?.publicKeys() ?? { keys: [] },
    receiptKeys: async () => (await records.consents?.receipts.publicKeys()) ?? { keys: [] },
    async close() {
      endReport();
      versions.close();
      registered.close();
      findings.close();
      policy.close();
      await authentication.close();
      records.emergency.close();
      await activeConsents.close();
      await ledger?.close();
      await database?.destroy();
      signingKeys?.close();
      await sources.close();
    },
  };
}

/** What a request needs of one version of the graph. It keeps them to its end, whatever is loaded meanwhile. */
interface Version {
  readonly supergraph: Supergraph;
  readonly purposes: ServedPurposes;
  readonly statistics: Statistics;
  readonly admit: Admit;
  readonly findIdentity: FindIdentity | undefined;
  readonly findDependant: FindDependant | undefined;
  readonly findLegacyIdHolders: FindLegacyIdHolders | undefined;
  readonly findRecordedItems: FindRecordedItems | undefined;
  readonly findStandings: FindStandings;
  /** Undefined where the supergraph has no marks. */
  readonly rules: (Rules & PolicyMasks) | undefined;
  /** What records refer to; undefined where the supergraph has no marks. */
  readonly findEdition: (() => Edition) | undefined;
  /** Undefined where the supergraph has no marks. */
  readonly explain: Explain | undefined;
  readonly whatIf: WhatIf;
}

function prepare(
  supergraph: Supergraph,
  purposes: ServedPurposes,
  ruling: Ruling,
  spendQuestion: SpendQuestion,
  config: Config,
  log: Log,
): Omit<Version, 'findEdition' | 'whatIf'> {
  const statistics = createStatistics(supergraph.countingSources, spendQuestion);
  const findIdentity = createFindIdentity(supergraph);
  if (!findIdentity) log.warn('without the fields of schema/identity.graphql nobody can tell who a citizen is');
  const { register, apiSchema } = supergraph;
  const rules = register && {
    ...createPolicyMasks({ ...ruling, register, log }),
    publicMasks: createPublicMasks(register),
    verdicts: new Verdicts(register),
  };
  const explain = register && rules && createExplain({ register, rules, consents: ruling.activeConsents });
  const admit = createAdmit(apiSchema, config);
  const findLegacyIdHolders = createFindLegacyIdHolders(supergraph);
  const findRecordedItems = createFindRecordedItems(supergraph);
  const findStandings = createFindStandings(supergraph);
  const findDependant = createFindDependant(supergraph);
  const look = { findIdentity, findLegacyIdHolders, findRecordedItems, findDependant, findStandings };
  return { supergraph, purposes, rules, explain, statistics, admit, ...look };
}

/** What decides on disclosure, whatever graph is served. */
type Ruling = Pick<MasksOptions, 'policy' | 'findings' | 'authorities'> & {
  readonly activeConsents: ExplainOptions['consents'];
};

function warm({ supergraph: { plans } }: Version, { supergraph: before }: Version, log: Log): void {
  log.info(
    { warmed: plans.warmFrom(before.plans), before: before.plans.statistics },
    'planned the operations in use anew',
  );
}

/** A supergraph holds no personal data, so what is wrong with one may be told. */
function problemOf(error: unknown): unknown {
  return error instanceof Error ? error.message : describeFault(error);
}

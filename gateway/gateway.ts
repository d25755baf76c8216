import type { JsonWebKey } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { OperationTypeNode } from 'graphql';
import { CodedError } from '../schema/coded-error.ts';
import type { Caller } from './caller/caller.ts';
import type { Config } from './config.ts';
import { PurposeDisclosure } from './disclosure/purpose-disclosure.ts';
import { RequestOrigin } from './fetch/request-origin.ts';
import type { SigningKeys } from './fetch/signing/signing-keys.ts';
import { keepRefusal } from './ledger/keep-records.ts';
import { Trail } from './ledger/trail.ts';
import { describeFault, type Log } from './log.ts';
import type { Names } from './own-records/own-records.ts';
import { reportPlans } from './plan/report-plans.ts';
import { chooseDocument } from './request/choose-document.ts';
import type { GraphqlRequest } from './request/graphql-request.ts';
import { Refusal } from './request/refusal.ts';
import { type Accepted, type Reply, refuseWith, replyWith } from './request/reply.ts';
import type { RequestContext } from './request/request-context.ts';
import { SharedAnswers } from './request/shared-answers.ts';
import { writeOnRecord } from './request/write-on-record.ts';
import { openServices } from './services.ts';
import { prepareVersion, type Version } from './version.ts';
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
  const names: Names = {
    ofField: (coordinate) => versions.current.supergraph.register?.find(coordinate)?.label,
    ofPurpose: (code) => versions.current.purposes.get(code)?.title,
  };
  const services = await openServices(config, names, log);
  const { activeConsents, countRequest, findings, guard, ledger, records, registered, signingKeys } = services;
  const versions = await openWatchedFile({
    path: config.supergraphPath,
    prepare: (sdl, before: Version | undefined) => prepareVersion(sdl, before, services),
    onReload: () => log.info('serving a new supergraph'),
    onRefusal: (error) => log.error({ problem: problemOf(error) }, 'refused a new supergraph, the one before is kept'),
  });
  const sharedAnswers = new SharedAnswers();
  const endReport = reportPlans(() => versions.current.supergraph.plans.statistics, log);

  function counted(caller: Caller): Caller {
    countRequest(caller);
    return caller;
  }

  return {
    authenticate(request) {
      const caller = services.authentication.authenticate(request);
      return caller instanceof Promise ? caller.then(counted) : caller && counted(caller);
    },
    async answer({ request, requestId, caller, accepted, signal }) {
      const version = versions.current;
      const { supergraph, rules, admit, findEdition } = version;
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
          const { register } = supergraph;
          const about = { requestId, origin, caller, disclosure, trail, identityNotices: [] };
          const context: RequestContext = { ...version, ...about, records, findings, guard, register };
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
      await services.close();
    },
  };
}

/** A supergraph holds no personal data, so what is wrong with one may be told. */
function problemOf(error: unknown): unknown {
  return error instanceof Error ? error.message : describeFault(error);
}

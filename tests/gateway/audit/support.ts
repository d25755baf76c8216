import type { AgencyKind } from '../../../schema/callers.ts';
import { type Claims, sampleClaims } from '../../support/tokens.ts';
import { type GraphqlBody, startGateway, type TestGateway } from '../support/start-gateway.ts';
import { startTestGraph } from '../support/test-graph.ts';

export interface AuditedGateway {
  readonly gateway: TestGateway;
  /** Asks as whoever the claims say. */
  readonly askAs: (claims: Claims, query: string) => Promise<GraphqlBody>;
  close(): Promise<void>;
}

export async function openAuditedGateway(): Promise<AuditedGateway> {
  const graph = await startTestGraph();
  const gateway = await startGateway(graph.supergraphSdl, { GATEWAY_REGISTERED_ONLY_ROLES: 'portal' });
  return {
    gateway,
    async askAs(claims, query) {
      const headers = { authorization: `Bearer ${await gateway.issuer.token(claims)}` };
      return (await (await gateway.post(JSON.stringify({ query }), headers)).json()) as GraphqlBody;
    },
    async close() {
      await gateway.close();
      await graph.stop();
    },
  };
}

/** A clerk whose agency has officers of its own, and the auditor of a ministry. */
export const clerk = sampleClaims.clerk;
export const officer = ofClerksAgency(sampleClaims.officer);
export const ownAuditor = ofClerksAgency(sampleClaims.auditor);
export const auditor: Claims = sampleClaims.auditor;

function ofClerksAgency(claims: Claims): Claims {
  const { agency, agency_kind } = clerk as { readonly agency: string; readonly agency_kind: AgencyKind };
  return { ...claims, agency, agency_kind };
}

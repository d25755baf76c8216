import { join } from 'node:path';
import { openTestPostgres } from '../../support/postgres.ts';
import { runStatement } from '../../support/run-statement.ts';
import type { Claims } from '../../support/tokens.ts';
import { makeGatewayDatabase } from '../support/gateway-database.ts';
import { type GraphqlBody, startGateway } from '../support/start-gateway.ts';
import { personOf, startTestGraph, type TestGraph } from '../support/test-graph.ts';

/** A gateway over the test graph, with a database, in which an account may have 3 live accesses and 5 in a day. */
export interface EmergencyHouse {
  readonly graph: TestGraph;
  /** Asks as somebody. */
  ask<Body = GraphqlBody>(claims: Claims, query: string): Promise<Body>;
  /** Records an access of an hour ago, which is over. */
  addEndedAccess(claims: Claims, personalId: string, startedAgo?: string): Promise<void>;
  countAccesses(claims: Claims): Promise<number>;
  /** Runs a statement by the login that answers requests. */
  asApp(statement: string): ReturnType<typeof runStatement>;
  /** Runs a statement by the login that owns the tables. */
  asOwner(statement: string, values?: unknown[]): ReturnType<typeof runStatement>;
  log(): string;
  close(): Promise<void>;
}

export async function openEmergencyHouse(): Promise<EmergencyHouse> {
  const postgres = await openTestPostgres();
  const graph = await startTestGraph();
  const appUrl = await makeGatewayDatabase(postgres);
  const gateway = await startGateway(graph.supergraphSdl, {
    GATEWAY_DATABASE_URL: appUrl,
    GATEWAY_SECURITY_FINDINGS: join(import.meta.dirname, 'security-findings.yaml'),
    GATEWAY_EMERGENCY_MAX_LIVE: '3',
    GATEWAY_EMERGENCY_MAX_DAILY: '5',
    GATEWAY_IDENTITY_MAX_MISMATCHES: '100',
    GATEWAY_IDENTITY_DELAY_MS: '1',
  });
  const asOwner: EmergencyHouse['asOwner'] = (statement, values) =>
    runStatement(postgres.urlOf('gateway', 'gateway_migrator'), statement, values);
  return {
    graph,
    async ask<Body>(claims: Claims, query: string) {
      const authorization = `Bearer ${await gateway.issuer.token(claims)}`;
      const response = await gateway.post(JSON.stringify({ query }), { authorization });
      return (await response.json()) as Body;
    },
    async addEndedAccess({ agency, sub }, personalId, startedAgo = '61 minutes') {
      await asOwner(
        `INSERT INTO emergency_access (id, subject, purpose, dossier, agency, account, client, reason, text, opens, started_at,
            ends_at, review_due_at)
          SELECT gen_random_uuid(), $1, 'emergency', 'E-1', $2, $3, 'client', 'LIFE_IN_DANGER', 'An accident on the road, long over.', '{}',
            moment, moment + INTERVAL '60 minutes', end_of_second_working_day(moment)
          FROM (SELECT now() - $4::interval AS moment)`,
        [personalId, agency, sub, startedAgo],
      );
    },
    async countAccesses({ agency, sub }) {
      const counted = 'SELECT count(*)::integer FROM emergency_access WHERE agency = $1 AND account = $2';
      const { rows } = await asOwner(counted, [agency, sub]);
      return Number(rows[0]?.['count']);
    },
    asApp: (statement) => runStatement(appUrl, statement),
    asOwner,
    log: gateway.log,
    async close() {
      await gateway.close();
      await graph.stop();
      await postgres.close();
    },
  };
}

interface StartArguments {
  readonly fullName?: string;
  readonly dateOfBirth?: string;
  readonly purpose?: string;
  readonly dossier?: string;
  readonly text?: string;
}

/** A mutation that starts an access to somebody. */
export function start(personalId: string, other: StartArguments = {}): string {
  const { fullName, dateOfBirth } = { ...personOf(personalId), ...other };
  const {
    purpose = 'emergency',
    dossier = 'E-1',
    text = 'An accident on the road, and nobody knows the blood group.',
  } = other;
  return `mutation { startEmergencyAccess(
    personalId: "${personalId}", fullName: "${fullName}", dateOfBirth: "${dateOfBirth}"
    purpose: { code: "${purpose}", dossier: "${dossier}" }, reason: LIFE_IN_DANGER, text: "${text}"
  ) { id startedAt endsAt opens reviewDueAt review { outcome } } }`;
}

/** A query about somebody in an emergency. */
export function view(personalId: string, fields = 'fullName taxCode'): string {
  const { fullName, dateOfBirth } = personOf(personalId);
  const named = `personalId: "${personalId}", fullName: "${fullName}", dateOfBirth: "${dateOfBirth}"`;
  return `{ citizen(${named}, purpose: { code: "emergency", dossier: "E-1" }) { ${fields} } }`;
}
